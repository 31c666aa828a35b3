"""Ladders in short Chinese and English sentences: breaches, steps, measures and the way to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from scoring.ladder import ACTIONS, AUTHORITIES, Breaches, Cause, Escalation, Ladder, Measure, Rung
from scoring.scheme import Scheme
from scoring.sheets.member_words import WHO
from scoring.telling.consequences import CONSEQUENCE_WORDS
from scoring.telling.words import NOTHING, joined, sentence, what
from scoring.text import Text

_UNITS: Final[Mapping[str, Text]] = {
    "month": Text("个月", "months"),
    "quarter": Text("个季度", "quarters"),
    "half": Text("个半年", "half-years"),
    "year": Text("年", "years"),
}
_EACH: Final[Mapping[str, Text]] = {
    "month": Text("每月", "a month"),
    "quarter": Text("每季度", "a quarter"),
    "half": Text("每半年", "a half-year"),
    "year": Text("每年", "a year"),
}


def ladder_rows(scheme: Scheme) -> Iterator[tuple[Text, tuple[Text, ...]]]:
    """Everything about a scheme's ladder, each list with its heading; nothing for a scheme without one."""
    ladder = scheme.ladder
    if ladder is None:
        return
    members, branches = ([one for one in ladder.causes if one.subject == who] for who in ("member", "branch"))
    rows = (
        (Text("党员的情形与处理", "Members' breaches and what follows"), [_cause(one, scheme) for one in members]),
        (Text("支部的情形与处理", "The branch's breaches and what follows"), [_cause(one, scheme) for one in branches]),
        (Text("累计", "What adds up"), [_escalation(one, ladder) for one in ladder.proposals]),
        (Text("处理措施", "Measures"), [_measure(one, ladder) for one in ladder.measures]),
        (Text("程序", "Procedure"), list(_procedure(ladder))),
    )
    yield from ((heading, tuple(entries)) for heading, entries in rows if entries)


def _cause(cause: Cause, scheme: Scheme) -> Text:
    breaches = joined((_breaches(one, scheme) for one in cause.breaches), "，或", ", or ")
    steps = _steps(cause, scheme)
    title = _with_article(cause.title, cause.article)
    return sentence(
        Text(f"{title.zh}：{breaches.zh}", f"{title.en}: {breaches.en}"),
        joined(steps, "，", ", "),
        Text(f"自 {cause.since} 起", f"from {cause.since}") if cause.since else NOTHING,
        Text(f"至 {cause.until} 前", f"before {cause.until}") if cause.until else NOTHING,
    )


def _breaches(source: Breaches, scheme: Scheme) -> Text:
    """What counts as a breach, and for whom."""
    each = _EACH[source.every or "year"]
    titles = {grade.code: grade.title for grade in scheme.grading.grades}
    facts = what(source.reads)
    if source.grades:
        grades = joined(titles[code] for code in source.grades)
        facts = Text(f"评为{grades.zh}", f"graded {grades.en}")
    elif source.at_least:
        least = source.at_least
        facts = Text(f"{each.zh}“{facts.zh}”不足 {least} 次", f"fewer than {least} {each.en} of {facts.en}")
    elif source.every:
        facts = Text(f"{facts.zh}，{each.zh}至多计一次", f"{facts.en}, once {each.en} at most")
    free = Text(f"每年前 {source.free} 次不计", f"the first {source.free} of a year do not count")
    return _bracketed(facts, free if source.free else NOTHING, _applies(source))


def _applies(source: Breaches) -> Text:
    to, less = (joined(WHO[code] for code in codes) for codes in (source.applies_to, source.except_for))
    return joined(
        (
            Text(f"适用：{to.zh}", f"for: {to.en}") if source.applies_to else NOTHING,
            Text(f"除外：{less.zh}", f"except: {less.en}") if source.except_for else NOTHING,
        ),
        "，",
        ", ",
    )


def _bracketed(text: Text, *more: Text) -> Text:
    inside = joined(more, "；", "; ")
    return text if inside == NOTHING else Text(f"{text.zh}（{inside.zh}）", f"{text.en} ({inside.en})")


def _steps(cause: Cause, scheme: Scheme) -> Iterator[Text]:
    for number, rung in enumerate(cause.steps):
        last = number == len(cause.steps) - 1
        yield _step(rung, cause, scheme, onwards=last and cause.repeat)


def _step(rung: Rung, cause: Cause, scheme: Scheme, *, onwards: bool) -> Text:
    if cause.running:
        unit = _UNITS[cause.running]
        running = "1 " + unit.en.removesuffix("s") if rung.at == 1 else f"{rung.at} {unit.en} running"
        when = Text(f"连续 {rung.at} {unit.zh}", running)
    else:
        when = Text(f"一年内第 {rung.at} 次", f"no. {rung.at} in a year")
    action, needs = _action(rung.action, scheme), what(rung.needs)
    since = Text(f"{when.zh}{'起' if onwards else ''}", f"{when.en}{' and each further one' if onwards else ''}")
    step = Text(f"{since.zh}{action.zh}", f"{since.en}: {action.en}")
    return _bracketed(step, Text(f"须已有“{needs.zh}”", f"only after {needs.en}") if rung.needs else NOTHING)


def _action(code: str, scheme: Scheme) -> Text:
    """A step's action, or the measure that it proposes."""
    if code in ACTIONS:
        return ACTIONS[code]
    title = next(one.title for one in (scheme.ladder.measures if scheme.ladder else ()) if one.id == code)
    return Text(f"提请{title.zh}", f'"{title.en}" is proposed')


def _escalation(rule: Escalation, ladder: Ladder) -> Text:
    title, measure, action = _with_article(rule.title, rule.article), ladder.measure(rule.measure), ACTIONS[rule.action]
    of = Text("同一情形", "for one cause") if rule.each_cause else Text("全部情形", "for all causes together")
    return sentence(
        Text(
            f"{title.zh}：一年内{of.zh}“{action.zh}”满 {rule.count} 次，提请{measure.title.zh}",
            f'{title.en}: {rule.count} × {action.en} {of.en} in a year propose "{measure.title.en}"',
        ),
        Text("其后已整改的除外", "unless corrected since") if rule.unless_corrected else NOTHING,
    )


def _measure(measure: Measure, ladder: Ladder) -> Text:
    begins, follows = what(measure.begins), joined(CONSEQUENCE_WORDS[code] for code in measure.probationary)
    following = ladder.measure(measure.next).title if measure.next else NOTHING
    return sentence(
        _with_article(measure.title, measure.article),
        _term(measure.months),
        Text(f"也可由“{begins.zh}”开始", f"also begun by {begins.en}") if measure.begins else NOTHING,
        Text(f"未改正的提请{following.zh}", f'uncorrected: "{following.en}"') if measure.next else NOTHING,
        Text(f"预备党员：{follows.zh}", f"probationary members: {follows.en}") if measure.probationary else NOTHING,
    )


def _term(months: int) -> Text:
    return Text(f"期限 {months} 个月，可延长", f"for {months} months, extendable") if months else NOTHING


def _procedure(ladder: Ladder) -> Iterator[Text]:
    heavy = joined(one.title for one in ladder.measures if one.heavy)
    for number, step in enumerate(ladder.procedure, start=1):
        who = AUTHORITIES[step.who]
        other = AUTHORITIES[step.heavy] if step.heavy else NOTHING
        text = Text(f"{number}. {step.title.zh}（{who.zh}）", f"{number}. {step.title.en} ({who.en})")
        yield sentence(text, Text(f"{heavy.zh}的由{other.zh}", f"{heavy.en}: {other.en}") if step.heavy else NOTHING)


def _with_article(title: Text, article: str) -> Text:
    return Text(f"{title.zh}（{article}）", f"{title.en} ({article})") if article else title
