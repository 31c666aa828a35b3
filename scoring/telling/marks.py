"""What lowers a grade or follows beside it: limits, alerts, ranks and streaks in short sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from scoring.grading import Alert, Grading, Limit, RankMark, Streak
from scoring.points import plain
from scoring.scheme import Scheme
from scoring.telling.consequences import CONSEQUENCE_WORDS
from scoring.telling.words import NOTHING, joined, sentence, what
from scoring.text import Text

_SPANS: Final[Mapping[str, Text]] = {
    "": Text("期", "periods"),
    "month": Text("个月", "months"),
    "quarter": Text("个季度", "quarters"),
    "half": Text("个半年", "half-years"),
    "year": Text("年", "years"),
}
_ONLY: Final[Mapping[str, Text]] = {
    "": NOTHING,
    "month": Text("只看月度", "on months only"),
    "quarter": Text("只看季度", "on quarters only"),
    "half": Text("只看半年度", "on half-years only"),
    "year": Text("只看年度", "on years only"),
}
UNRATED: Final = Text("不评等次、不排名", "no grade and no rank")


@dataclass(frozen=True, slots=True)
class Titles:
    """What the codes of a scheme are called."""

    grades: Mapping[str, Text]
    measures: Mapping[str, Text]
    items: Mapping[str, Text]
    marks: Mapping[str, Text]

    @classmethod
    def of(cls, scheme: Scheme) -> Titles:
        """Collect the titles of a scheme."""
        grading = scheme.grading
        sections = {section.id: section.title for section in scheme.sections}
        totals = {total.id: total.title for total in scheme.totals}
        return cls(
            {grade.code: grade.title for grade in grading.grades},
            {**sections, **totals, "total": Text("总分", "total")},
            {item.id: item.title for _, item in scheme.items()},
            {mark.code: mark.title for mark in grading.marks if mark.title is not None},
        )

    def grade(self, code: str) -> Text:
        """A grade's title."""
        return UNRATED if code == "unrated" else self.grades[code]

    def measure(self, code: str) -> Text:
        """The title of a section, of a sum, or of the total."""
        return self.measures[code]

    def item(self, code: str) -> Text:
        """An item's title."""
        return self.items[code]

    def mark(self, code: str) -> Text:
        """The title of an alert, a rank or a streak; a limit without a title goes by its code."""
        return self.marks.get(code, Text(code, code))


def mark_rows(grading: Grading, names: Titles) -> Iterator[tuple[Text, tuple[Text, ...]]]:
    """The lists, each with its heading."""
    yield Text("限制与一票否决", "Limits and vetoes"), tuple(_limit(one, names) for one in grading.limits)
    yield Text("预警", "Alerts"), tuple(_alert(one, names) for one in grading.alerts)
    yield Text("名次", "Ranks"), tuple(_rank(one, names) for one in grading.ranks)
    yield Text("连续情形", "Streaks"), tuple(_streak(one, names) for one in grading.streaks)


def consequences(codes: Sequence[str], probationary: Sequence[str]) -> Text:
    """Say what follows; for probationary members only where it is something else."""
    follows, candidates = (joined(CONSEQUENCE_WORDS[code] for code in some) for some in (codes, probationary))
    other = Text(f"预备党员：{candidates.zh}", f"probationary members: {candidates.en}")
    return sentence(
        Text(f"结果：{follows.zh}", f"follows: {follows.en}") if codes else NOTHING,
        other if probationary and probationary != codes else NOTHING,
    )


def _limit(limit: Limit, names: Titles) -> Text:
    facts = _graded_inside(limit, names) if limit.grade else what(limit.reads)
    if limit.months:
        facts = Text(f"连续 {limit.months} 个月有“{facts.zh}”", f"{limit.months} months running with {facts.en}")
    return sentence(
        _named(limit.title, facts), _lowers(limit.to, names), consequences(limit.consequences, limit.probationary)
    )


def _graded_inside(limit: Limit, names: Titles) -> Text:
    grade, unit = names.grade(limit.grade), _SPANS[limit.inside]
    return Text(f"其中有一{unit.zh}评为“{grade.zh}”", f"graded {grade.en} in one of its {unit.en}")


def _alert(alert: Alert, names: Titles) -> Text:
    of, unless = names.measure(alert.of), what(alert.unless)
    mark = "" if alert.below is None else plain(alert.below)
    most = "" if alert.at_most is None else plain(alert.at_most)
    when = Text(f"{of.zh}低于 {mark} 分", f"{of.en} below {mark}")
    if most:
        when = Text(f"{of.zh}不高于 {most} 分", f"{of.en} at most {most}")
    if alert.grade:
        grade = names.grade(alert.grade)
        when = Text(f"评为“{grade.zh}”", f"graded {grade.en}")
    return sentence(
        _named(alert.title, when),
        _ONLY[alert.period],
        Text(f"有“{unless.zh}”的除外", f"unless {unless.en}") if alert.unless else NOTHING,
        _lowers(alert.to, names),
        consequences(alert.consequences, alert.probationary),
    )


def _rank(mark: RankMark, names: Titles) -> Text:
    top = mark.part == "top"
    among = {"rated": Text("参评者", "the rated"), "passing": Text("合格者", "the passing")}[mark.among]
    if mark.percent is not None:
        percent = plain(mark.percent)
        part = Text(f"前 {percent}%" if top else f"后 {percent}%", f"{'top' if top else 'bottom'} {percent} %")
    else:
        count = mark.at_most
        part = Text(f"前 {count} 名" if top else f"后 {count} 名", f"{'first' if top else 'last'} {count}")
    items, unit = joined(names.item(one) for one in mark.clean), _SPANS[mark.sum_of]
    return sentence(
        _named(mark.title, Text(f"{among.zh}的{part.zh}", f"{part.en} of {among.en}")),
        Text(f"按各{unit.zh.removeprefix('个')}总分之和排名", f"by the sum of the {unit.en}")
        if mark.sum_of
        else NOTHING,
        _ONLY[mark.period],
        Text(f"且“{items.zh}”没有扣分", f"no points lost in {items.en}") if mark.clean else NOTHING,
        consequences(mark.consequences, mark.probationary),
    )


def _streak(streak: Streak, names: Titles) -> Text:
    result, unit = _result(streak, names), _SPANS[streak.period]
    how = Text(f"连续 {streak.running} {unit.zh}{result.zh}", f"{result.en} in {streak.running} {unit.en} running")
    if streak.running == 1:
        how = Text(f"一年内 {streak.times} 次{result.zh}", f"{result.en} {streak.times} times in a year")
    elif streak.times > 1:
        how = Text(f"{how.zh}，一年内 {streak.times} 次", f"{how.en}, {streak.times} times in a year")
    return sentence(
        _named(streak.title, how), _lowers(streak.to, names), consequences(streak.consequences, streak.probationary)
    )


def _result(streak: Streak, names: Titles) -> Text:
    if streak.grade:
        grade = names.grade(streak.grade)
        return Text(f"评为“{grade.zh}”", f"graded {grade.en}")
    if streak.alert:
        mark = names.mark(streak.alert)
        return Text(f"有“{mark.zh}”", f'with "{mark.en}"')
    if streak.place is not None:
        return Text(f"名列前 {streak.place}", f"among the first {streak.place}")
    below = "" if streak.below is None else plain(streak.below)
    return Text(f"低于 {below} 分", f"below {below}")


def _named(title: Text | None, when: Text) -> Text:
    return when if title is None else Text(f"{title.zh}：{when.zh}", f"{title.en}: {when.en}")


def _lowers(code: str, names: Titles) -> Text:
    if not code:
        return NOTHING
    grade = names.grade(code)
    return Text(f"定为“{grade.zh}”", f"the grade is {grade.en}")
