"""Ladders from TOML tables and back."""

from __future__ import annotations

from typing import cast

from scoring.grading_consequences import CONSEQUENCES
from scoring.items import UNITS, Unit
from scoring.ladder import (
    ACTIONS,
    AUTHORITIES,
    SUBJECTS,
    Breaches,
    Cause,
    Escalation,
    Ladder,
    Measure,
    ProcedureStep,
    Rung,
    Who,
)
from scoring.language.items import plain_title
from scoring.language.ladder_checks import check_ladder
from scoring.language.reads import plain_reads, read_reads
from scoring.language.table import Place, Table
from scoring.language.writing import Plain
from scoring.member import APPLICABLE

_MOST = 366  # breaches in a year that anybody would count


def read_ladder(table: Table, place: Place) -> Ladder:
    """Build a ladder; what is wrong in it is noted in the place, under "ladder" and the entry's id."""
    place = place.inside(section="ladder")
    table.place, table.path = place, ""
    measures = tuple(_read_measure(entry, place) for entry in table.tables("measures"))
    actions = (*ACTIONS, *(measure.id for measure in measures))
    ladder = Ladder(
        tuple(_read_cause(entry, place, actions) for entry in table.tables("causes", needed=True)),
        tuple(_read_escalation(entry, place, [one.id for one in measures]) for entry in table.tables("proposals")),
        measures,
        tuple(_read_procedure(entry, place) for entry in table.tables("procedure")),
    )
    table.close()
    check_ladder(ladder, place)
    return ladder


def _enter(table: Table, place: Place) -> str:
    """Go into an entry of which faults are told by its id."""
    entry_id = table.text("id")
    table.place, table.path = place.inside(item=entry_id), ""
    return entry_id


def _read_cause(table: Table, place: Place, actions: tuple[str, ...]) -> Cause:
    cause = Cause(
        _enter(table, place),
        table.title("title"),
        tuple(map(_read_breaches, table.tables("breaches", needed=True))),
        tuple(_read_rung(entry, actions) for entry in table.tables("steps", needed=True)),
        article=table.text("article", ""),
        subject=cast("Who", table.choice("subject", SUBJECTS, default="member")),
        repeat=table.flag("repeat"),
        running=cast("Unit", table.choice("running", UNITS)) if "running" in table.data else None,
        since=table.optional_day("since"),
        until=table.optional_day("until"),
    )
    table.close()
    return cause


def _read_breaches(table: Table) -> Breaches:
    grades = table.words("grades")
    source = Breaches(
        read_reads(table, "reads", needed=not grades),
        table.whole("free", 0, _MOST, default=0),
        table.whole("at_least", 0, _MOST, default=0),
        cast("Unit", table.choice("every", UNITS)) if "every" in table.data else None,
        grades,
        table.words("applies_to", APPLICABLE),
        table.words("except_for", APPLICABLE),
    )
    if source.free and source.at_least:
        table.place.fault(f"{table.path}free and at_least are both given", "count what happened, or what is missing")
    if source.at_least and not source.every:
        table.place.fault(f"{table.path}at_least is given without every", f"every: {', '.join(UNITS)}")
    table.close()
    return source


def _read_rung(table: Table, actions: tuple[str, ...]) -> Rung:
    rung = Rung(table.whole("at", 1, _MOST), table.choice("action", actions), read_reads(table, "needs", needed=False))
    table.close()
    return rung


def _read_escalation(table: Table, place: Place, measures: list[str]) -> Escalation:
    rule = Escalation(
        _enter(table, place),
        table.title("title"),
        table.choice("measure", measures or [""]),
        table.choice("action", ACTIONS),
        table.whole("count", 1, _MOST),
        article=table.text("article", ""),
        each_cause=table.flag("each_cause"),
        unless_corrected=table.flag("unless_corrected"),
    )
    table.close()
    return rule


def _read_measure(table: Table, place: Place) -> Measure:
    measure_id = _enter(table, place)
    measure = Measure(
        measure_id,
        table.title("title"),
        article=table.text("article", ""),
        months=table.whole("months", 0, 120, default=0),
        next=table.text("next", ""),
        heavy=table.flag("heavy"),
        probationary=table.words("probationary", CONSEQUENCES),
        begins=read_reads(table, "begins", measure_id, needed=False),
    )
    table.close()
    return measure


def _read_procedure(table: Table, place: Place) -> ProcedureStep:
    step = ProcedureStep(
        _enter(table, place),
        table.title("title"),
        table.choice("who", AUTHORITIES),
        table.choice("heavy", AUTHORITIES, default=""),
    )
    table.close()
    return step


def plain_ladder(ladder: Ladder) -> dict[str, Plain]:
    """Lay a ladder out as a TOML table, defaults left out."""
    parts: dict[str, list[Plain]] = {
        "causes": [_plain_cause(cause) for cause in ladder.causes],
        "proposals": [_plain_escalation(rule) for rule in ladder.proposals],
        "measures": [_plain_measure(measure) for measure in ladder.measures],
        "procedure": [_plain_procedure(step) for step in ladder.procedure],
    }
    return {key: part for key, part in parts.items() if part}


def _given(data: dict[str, Plain | None]) -> dict[str, Plain]:
    return {key: value for key, value in data.items() if value not in (None, "", 0, False, [])}


def _plain_cause(cause: Cause) -> Plain:
    return _given(
        {
            "id": cause.id,
            "title": plain_title(cause.title),
            "article": cause.article,
            "subject": cause.subject,
            "repeat": cause.repeat,
            "running": cause.running,
            "since": cause.since,
            "until": cause.until,
            "breaches": [_plain_breaches(source) for source in cause.breaches],
            "steps": [_plain_rung(rung) for rung in cause.steps],
        }
    )


def _plain_breaches(source: Breaches) -> Plain:
    return _given(
        {
            "reads": [plain_reads(one) for one in source.reads],
            "free": source.free,
            "at_least": source.at_least,
            "every": source.every,
            "grades": list(source.grades),
            "applies_to": list(source.applies_to),
            "except_for": list(source.except_for),
        }
    )


def _plain_rung(rung: Rung) -> Plain:
    return _given({"at": rung.at, "action": rung.action, "needs": [plain_reads(one) for one in rung.needs]})


def _plain_escalation(rule: Escalation) -> Plain:
    return _given(
        {
            "id": rule.id,
            "title": plain_title(rule.title),
            "measure": rule.measure,
            "action": rule.action,
            "count": rule.count,
            "article": rule.article,
            "each_cause": rule.each_cause,
            "unless_corrected": rule.unless_corrected,
        }
    )


def _plain_measure(measure: Measure) -> Plain:
    return _given(
        {
            "id": measure.id,
            "title": plain_title(measure.title),
            "article": measure.article,
            "months": measure.months,
            "next": measure.next,
            "heavy": measure.heavy,
            "probationary": list(measure.probationary),
            "begins": [plain_reads(one) for one in measure.begins],
        }
    )


def _plain_procedure(step: ProcedureStep) -> Plain:
    return _given({"id": step.id, "title": plain_title(step.title), "who": step.who, "heavy": step.heavy})
