from __future__ import annotations

import pytest

import schemes
from scoring import SchemeFaults, dump_scheme, load_scheme

HEAD = """
id = "mine"
title = { zh = "甲", en = "A" }
source = { document = "x", title = "y" }
since = 2026-01-01
cycle = "year"
[[sections]]
id = "study"
title = { zh = "学", en = "study" }
every = "year"
full = 10
[[sections.items]]
id = "quiz"
title = { zh = "题", en = "quiz" }
full = 10
rule = { kind = "shortfall", target = 15, each = 0.5, reads = [{ kind = "quiz" }] }
"""
GRADES = """
[[grading.grades]]
code = "excellent"
title = { zh = "优", en = "excellent" }
[[grading.grades]]
code = "basic"
title = { zh = "中", en = "basic" }
[[grading.grades]]
code = "incompetent"
title = { zh = "差", en = "bad" }
"""
BANDS = (
    HEAD
    + """
[grading]
by = "bands"
at = "half"
bands = [{ at_least = 60, grade = "excellent" }, { at_least = 0, grade = "incompetent" }]
probationary_bands = [{ at_least = 0, grade = "basic" }]
"""
    + GRADES
)
SANCTION = 'reads = [{ kind = "sanction" }]'
TITLE = 'title = { zh = "题", en = "t" }'


def _faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(SchemeFaults) as refused:
        load_scheme(text, "mine.toml")
    return [(fault.found, fault.allowed) for fault in refused.value.faults]


def _told(text: str, found: str, allowed: str) -> bool:
    return any(found in what and allowed in instead for what, instead in _faults(text))


def _list(name: str, keys: str) -> str:
    return f"{BANDS}[[grading.{name}]]\n" + keys.replace("; ", "\n")


def test_every_list_of_a_grading_can_be_left_out_or_given() -> None:
    given = BANDS + "\n".join(
        f"[[grading.{name}]]\n" + keys.replace("; ", "\n")
        for name, keys in {
            "limits": f'code = "v"; to = "unrated"; months = 6; {TITLE}; {SANCTION}; probationary = ["talk"]',
            "gates": f'grades = ["excellent"]; code = "g"; {TITLE}; at_least = 90; measure = "mean"; to = "basic"; '
            'reads = [{ kind = "figure", details = ["rate"] }]',
            "votes": 'grade = "excellent"; resolution = "committee"',
            "quotas": 'grade = "excellent"; percent = 10.5; of = "members"; small_below = 10; small_places = 1',
            "alerts": f'code = "a"; {TITLE}; of = "study"; at_most = 6; to = "basic"; period = "year"; '
            'unless = [{ kind = "resolution" }]',
            "ranks": f'code = "r"; {TITLE}; part = "top"; at_most = 5; among = "passing"; clean = ["quiz"]; '
            'sum_of = "quarter"',
            "streaks": f'code = "s"; {TITLE}; alert = "a"; running = 2; times = 3; to = "incompetent"',
        }.items()
    )
    for text in (BANDS, given):
        scheme = load_scheme(text, "mine.toml")
        assert load_scheme(dump_scheme(scheme), "again") == scheme


@pytest.mark.parametrize(
    ("old", "new", "found", "allowed"),
    [
        pytest.param("at_least = 60", "at_least = 0", "bands: 0 follows 0", "overlap", id="bands-that-overlap"),
        pytest.param('0, grade = "incompetent"', '5, grade = "incompetent"', "bands starts at 5", "starts at 0",
                     id="bands-with-a-gap-below"),
        pytest.param('0, grade = "basic"', '5, grade = "basic"', "probationary_bands starts at 5", "starts at 0",
                     id="candidates-bands-with-a-gap-below"),
        pytest.param('60, grade = "excellent"', '60, grade = "best"', "'best'", "excellent, basic",
                     id="a-band-of-an-unknown-grade"),
        pytest.param('code = "basic"', 'code = "excellent"', '"excellent" is taken', "of its own", id="a-grade-twice"),
        pytest.param('code = "basic"', 'code = "pending"', '"pending" is reserved', "another code",
                     id="a-reserved-code"),
        pytest.param('by = "bands"', 'by = "ballots"', "bands is given", 'by "bands"', id="bands-without-use"),
        pytest.param('by = "bands"', 'by = "shares"', "shares is missing", "needs it", id="shares-without-shares"),
        pytest.param('by = "bands"', 'by = "shares"', "otherwise is missing", "needs it",
                     id="shares-without-otherwise"),
        pytest.param('code = "excellent"', 'code = "excellent"\nat = "quarter"', "at is 'quarter'", "half or longer",
                     id="a-grade-for-periods-without-grades"),
        pytest.param('code = "incompetent"', 'code = "incompetent"\nat = "year"', '"incompetent": at is given',
                     "for every period", id="a-lowest-grade-for-some-periods"),
        pytest.param('by = "bands"', 'by = "luck"', "'luck'", "bands, ballots", id="an-unknown-way"),
        pytest.param('at = "half"', 'at = "week"', "'week'", "month, quarter", id="an-unknown-length"),
        pytest.param('at = "half"', 'at = "half"\nof = "sport"', "'sport'", "total, study", id="an-unknown-sum"),
        pytest.param('at = "half"', 'at = "half"\ntie_breaks = ["luck"]', "'luck'", "deducted", id="a-tie-by-luck"),
        pytest.param('at = "half"', 'at = "half"\nexcluded = ["poet"]', "'poet'", "leading_cadre", id="no-such-role"),
        pytest.param('at = "half"', 'at = "half"\nkind = "bands"', "kind is unknown", "by", id="an-unknown-key"),
        pytest.param('at = "half"', 'at = "half"\nshares = [{ voters = "public", more_than = 30, grade = "basic" }]',
                     "outcomes is missing", "must be given", id="a-share-of-nothing"),
    ],
)  # fmt: skip
def test_a_fault_of_the_first_grade(old: str, new: str, found: str, allowed: str) -> None:
    assert BANDS.count(old) == 1
    assert _told(BANDS.replace(old, new), found, allowed)


def test_ways_without_what_they_need() -> None:
    assert _told(f'{HEAD}[grading]\nby = "bands"\nat = "year"\n', "bands is missing", "needs it")
    assert _told(f'{HEAD}[grading]\nby = "resolution"\nat = "year"\n', "grades is missing", "needs it")
    assert load_scheme(f'{HEAD}[grading]\nby = "none"\nat = "year"\n', "mine.toml").grading.grades == ()


def test_a_grade_that_no_vote_gives() -> None:
    ballots = dump_scheme(schemes.load("xinyu-2017"))
    assert _told(ballots.replace('code = "competent"', 'code = "fair"'), '"fair" is no vote', "excellent")


@pytest.mark.parametrize(
    ("name", "keys", "found", "allowed"),
    [
        pytest.param("limits", f'code = "v"; {SANCTION}', "to is missing", "or both", id="a-limit-that-does-nothing"),
        pytest.param("limits", f'code = "v"; to = "out"; {SANCTION}', "'out'", "unrated", id="a-limit-to-no-grade"),
        pytest.param("limits", 'code = "v"; to = "basic"', "reads is missing", "given", id="a-limit-by-nothing"),
        pytest.param("limits", f'code = "v"; to = "basic"; {TITLE}; grade = "incompetent"; inside = "half"; {SANCTION}',
                     "grade and reads or months", "one of reads and grade", id="a-limit-by-facts-and-a-grade"),
        pytest.param("limits", f'code = "v"; to = "basic"; {TITLE}; grade = "incompetent"; inside = "half"; months = 2',
                     "grade and reads or months", "one of reads and grade", id="a-limit-by-months-and-a-grade"),
        pytest.param("limits", f'code = "v"; to = "basic"; {TITLE}; grade = "incompetent"', "only one of grade and",
                     "both", id="a-limit-by-a-grade-of-no-length"),
        pytest.param("limits", f'code = "v"; to = "basic"; inside = "half"; {SANCTION}', "only one of grade and",
                     "both", id="a-limit-by-a-length-without-a-grade"),
        pytest.param("limits", f'code = "v"; to = "basic"; {TITLE}; grade = "incompetent"; inside = "month"',
                     "inside is 'month'", "half or longer", id="a-limit-by-periods-without-grades"),
        pytest.param("limits", 'code = "v"; to = "basic"; grade = "incompetent"; inside = "half"', "has no title",
                     "needs a name", id="a-limit-by-a-grade-without-a-name"),
        pytest.param("gates", 'grades = ["excellent"]; of = "study"; at_least = 5; measured = "year"',
                     "gates.measured is given", "belongs to a figure", id="points-that-are-measured"),
        pytest.param("gates", f'grades = ["excellent"]; code = "x"; {TITLE}; measured = "year"; {SANCTION}',
                     "gates.measured is given", "belongs to a figure", id="facts-that-are-measured"),
        pytest.param("gates", 'of = "study"; at_least = 5', "grades is missing", "given", id="a-gate-of-nothing"),
        pytest.param("gates", 'grades = ["excellent"]', "none of them", "exactly one", id="a-gate-that-stands-open"),
        pytest.param("gates", 'grades = ["excellent"]; of = "study"; at_least = 5; clean = ["quiz"]', "of, clean",
                     "exactly one", id="a-gate-of-two-kinds"),
        pytest.param("gates", 'grades = ["excellent"]; of = "study"', "at_least is missing", "least number",
                     id="a-gate-without-a-number"),
        pytest.param("gates", f'grades = ["excellent"]; {SANCTION}', "code or gates.title is missing", "a name",
                     id="a-gate-without-a-name"),
        pytest.param("gates", f'grades = ["excellent"]; code = "x"; {SANCTION}', "code or gates.title is missing",
                     "a name", id="a-gate-without-a-title"),
        pytest.param("gates", 'grades = ["basic"]; of = "study"; at_least = 5; to = "excellent"', "'excellent'",
                     "below those", id="a-gate-that-lifts"),
        pytest.param("gates", 'grades = ["incompetent"]; of = "study"; at_least = 5',
                     "gates: 'incompetent' is the lowest", "has a lower one", id="a-gate-of-the-lowest"),
        pytest.param("gates", 'grades = ["excellent"]; clean = ["sport"]', "'sport'", "quiz", id="a-gate-by-no-item"),
        pytest.param("votes", 'grade = "incompetent"', "votes: 'incompetent' is the lowest", "has a lower one",
                     id="a-vote-on-the-lowest"),
        pytest.param("quotas", 'grade = "incompetent"; places = 1', "quotas: 'incompetent' is the lowest",
                     "has a lower one", id="a-quota-of-the-lowest"),
        pytest.param("quotas", 'grade = "excellent"; percent = 100.5', "quotas: percent is 100.5", "0 to 100",
                     id="more-than-all"),
        pytest.param("quotas", 'grade = "excellent"; percent = 10; places = 1', "percent and places", "one of them",
                     id="a-quota-of-two-kinds"),
        pytest.param("quotas", 'grade = "excellent"; places = 1; [[grading.quotas]]; grade = "excellent"; places = 2',
                     'quotas: "excellent" is taken', "one quota", id="two-quotas-of-one-grade"),
        pytest.param("alerts", f'code = "a"; {TITLE}', "none of them", "below, at_most", id="an-alert-by-nothing"),
        pytest.param("alerts", f'code = "a"; {TITLE}; below = 5; grade = "basic"', "below, grade", "exactly one",
                     id="an-alert-of-two-kinds"),
        pytest.param("alerts", f'code = "a"; {TITLE}; below = 5; period = "month"', "'month'", "half or longer",
                     id="an-alert-for-periods-without-grades"),
        pytest.param("alerts", f'code = "a"; {TITLE}; below = 5; [[grading.limits]]; code = "a"; to = "basic"; '
                     f'{SANCTION}', '"a" is taken', "of its own", id="a-code-twice"),
        pytest.param("ranks", f'code = "a"; {TITLE}; part = "top"', "none of them", "percent, at_most",
                     id="a-rank-without-a-number"),
        pytest.param("ranks", f'code = "a"; {TITLE}; part = "top"; percent = 101', "ranks: percent is 101", "to 100",
                     id="a-rank-of-more-than-all"),
        pytest.param("ranks", f'code = "a"; {TITLE}; part = "top"; at_most = 3; period = "quarter"', "'quarter'",
                     "half or longer", id="a-rank-for-periods-without-grades"),
        pytest.param("streaks", f'code = "a"; {TITLE}; running = 2', "none of them", "below, grade",
                     id="a-streak-of-nothing"),
        pytest.param("streaks", f'code = "a"; {TITLE}; below = 5', "needs one period", "from 2", id="a-streak-of-one"),
        pytest.param("streaks", f'code = "a"; {TITLE}; alert = "b"; running = 2', "alert is 'b'", "a",
                     id="a-streak-of-an-unknown-alert"),
        pytest.param("streaks", f'code = "a"; {TITLE}; below = 5; running = 2; period = "month"', "'month'",
                     "half or longer", id="a-streak-of-periods-without-grades"),
    ],
)  # fmt: skip
def test_a_fault_of_what_follows_the_first_grade(name: str, keys: str, found: str, allowed: str) -> None:
    assert _told(_list(name, keys), found, allowed)


def test_an_unknown_key_of_any_list_is_told() -> None:
    for name in ("limits", "gates", "votes", "quotas", "alerts", "ranks", "streaks", "grades", "bands", "shares"):
        text = (
            BANDS.replace("bands = [{", "bands = [{ colour = 1,", 1) if name == "bands" else _list(name, "colour = 1")
        )
        assert _told(text, f"grading.{name}.colour is unknown", "allowed")
