"""Gradings in short Chinese and English sentences: how grades come about, and what they bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.details import VOTERS
from scoring.grading import Band, Gate, GradeName, Grading, Quota, Vote, VoteShare
from scoring.points import plain
from scoring.scheme import Scheme
from scoring.sheets.member_words import WHO
from scoring.telling.marks import Titles, consequences, mark_rows
from scoring.telling.schemes import UNITS
from scoring.telling.words import NOTHING, joined, outcomes, sentence, what
from scoring.text import Text

Rows = Iterator[tuple[Text, tuple[Text, ...]]]
_BY: Final[Mapping[str, Text]] = {
    "bands": Text("按分数段评定", "by bands of points"),
    "ballots": Text("按得票最多的等次评定，并列取低", "by the most votes; a tie takes the lower"),
    "shares": Text("按票数所占比例评定", "by shares of votes"),
    "resolution": Text("由会议决定", "settled by the meeting"),
    "none": Text("不评等次", "no grades are given"),
}
_AT: Final[Mapping[str, Text]] = {
    "month": Text("月度及更长周期", "for months and longer periods"),
    "quarter": Text("季度及更长周期", "for quarters and longer periods"),
    "half": Text("半年度及更长周期", "for half-years and longer periods"),
    "year": Text("年度", "for years"),
}
_MEASURES: Final[Mapping[str, Text]] = {
    "latest": Text("最近一次", "the latest"),
    "mean": Text("平均", "the mean"),
    "sum": Text("合计", "the sum"),
}
_TIES: Final[Mapping[str, Text]] = {
    "deducted": Text("扣分少的在前", "less deducted"),
    "admitted": Text("入党早的在前", "admitted earlier"),
}


def grading_rows(scheme: Scheme) -> Rows:
    """Everything about grades, each list with its heading; empty lists are left out."""
    grading, names = scheme.grading, Titles.of(scheme)
    rows = (
        (Text("等次评定", "Grading"), tuple(_ways(grading, names))),
        (Text("等次", "Grades"), tuple(_grade(one, grading) for one in grading.grades)),
        (Text("门槛", "Gates"), tuple(_gate(gate, names) for gate in grading.gates)),
        (Text("须经会议通过", "Votes"), tuple(_vote(vote, names) for vote in grading.votes)),
        (Text("名额", "Quotas"), tuple(_quota(quota, names) for quota in grading.quotas)),
        *mark_rows(grading, names),
    )
    return ((heading, entries) for heading, entries in rows if entries)


def _ways(grading: Grading, names: Titles) -> Iterator[Text]:
    yield joined((_AT[grading.at], _BY[grading.by]), "，", ", ")
    yield from (_share(share, names) for share in grading.shares)
    if grading.otherwise:
        grade = names.grade(grading.otherwise)
        yield Text(f"其余为“{grade.zh}”", f"otherwise {grade.en}")
    if grading.tie_breaks:
        ties = joined((_TIES.get(one) or names.measure(one) for one in grading.tie_breaks), "、", ", then ")
        yield Text(f"总分相同，依次比较：{ties.zh}", f"ties are broken by {ties.en}")
    if grading.excluded:
        who = joined(WHO[one] for one in grading.excluded)
        yield Text(f"只计分、不评等次：{who.zh}", f"points but no grade: {who.en}")


def _vote(vote: Vote, names: Titles) -> Text:
    """Which resolution a grade needs; its detail tells several of one grade apart."""
    grade = names.grade(vote.grade)
    return Text(f"{grade.zh}：会议决定（细目 {vote.resolution}）", f"{grade.en}: resolution (detail {vote.resolution})")


def _share(share: VoteShare, names: Titles) -> Text:
    voters, votes = VOTERS.get(share.voters, NOTHING), outcomes(share.outcomes, "ballot")
    grade, percent = names.grade(share.grade), plain(share.more_than)
    return Text(
        f"{voters.zh}{votes.zh}票超过 {percent}% 的为“{grade.zh}”",
        f"{grade.en} when more than {percent} % of the votes of {voters.en} are {votes.en}",
    )


def _grade(grade: GradeName, grading: Grading) -> Text:
    ordinary, candidates = _bands(grade.code, grading.bands), _bands(grade.code, grading.probationary_bands)
    of = Text(f"预备党员 {candidates.zh}", f"probationary {candidates.en}")
    follows = consequences(grade.consequences, grade.probationary)
    candidates = of if candidates not in (NOTHING, ordinary) else NOTHING
    return sentence(grade.title, ordinary, candidates, _only_at(grade), follows)


def _only_at(grade: GradeName) -> Text:
    if not grade.at:
        return NOTHING
    at = _AT[grade.at]
    return Text(f"只用于{at.zh}", f"only {at.en}")


def _bands(code: str, bands: Sequence[Band]) -> Text:
    """Where a grade begins and where the next better band ends it."""
    for number, band in enumerate(bands):
        if band.grade == code:
            least = plain(band.at_least)
            if not number:
                return Text(f"{least} 分及以上", f"from {least} points")
            above = plain(bands[number - 1].at_least)
            return Text(f"{least} 分及以上、不满 {above} 分", f"from {least}, below {above} points")
    return NOTHING


def _gate(gate: Gate, names: Titles) -> Text:
    grades = joined((names.grade(code) for code in gate.grades), "、", ", ")
    falls = Text("降一等", "the next lower grade") if not gate.to else names.grade(gate.to)
    need = _need(gate, names)
    if gate.measured:
        once = UNITS[gate.measured]
        need = Text(f"{need.zh}（{once.zh}测定一次）", f"{need.en} (measured {once.en})")
    return Text(f"{grades.zh}：{need.zh}，否则为{falls.zh}", f"{grades.en}: {need.en}; otherwise {falls.en}")


def _need(gate: Gate, names: Titles) -> Text:
    least = "" if gate.at_least is None else plain(gate.at_least)
    if gate.clean:
        items = joined(names.item(one) for one in gate.clean)
        return Text(f"“{items.zh}”没有扣分", f"no points lost in {items.en}")
    if gate.reads:
        facts = gate.title or what(gate.reads)
        measure = _MEASURES[gate.measure]
        figure = Text(f"{facts.zh}，{measure.zh}达到 {least}", f"{facts.en}, {measure.en} reaching {least}")
        return figure if least else facts
    of = names.measure(gate.of)
    return Text(f"“{of.zh}”达到 {least} 分", f"{of.en} from {least}")


def _quota(quota: Quota, names: Titles) -> Text:
    grade = names.grade(quota.grade)
    base = {"rated": Text("参评人数", "the rated"), "members": Text("全体党员", "all members")}[quota.of]
    share = Text("名额由支部确定", "as many places as the branch sets")
    if quota.percent is not None:
        percent = plain(quota.percent)
        share = Text(f"不超过{base.zh}的 {percent}%（向下取整）", f"at most {percent} % of {base.en}, rounded down")
    elif quota.places is not None:
        share = Text(f"{quota.places} 名", f"{quota.places} places")
    small = Text(
        f"不满 {quota.small_below} 人的 {quota.small_places} 名",
        f"{quota.small_places} in a branch with fewer than {quota.small_below}",
    )
    return sentence(Text(f"{grade.zh}：{share.zh}", f"{grade.en}: {share.en}"), small if quota.small_below else NOTHING)
