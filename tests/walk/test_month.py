"""One whole month of a branch over HTTP with a moved clock; then once more with a bot that is killed in every step.

Both walks must end in the same: the points worked out by hand (`tests.walk.expected`), nothing lost, nothing twice.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from decimal import Decimal

import pytest

from storage.vocabulary import OutboxState
from tests.walk import month
from tests.walk.cast import CHEN, LI, MEMBERS, QIAN, RECORDER, SECRETARY, SUN, ZHANG, ZHOU
from tests.walk.conftest import KILLS
from tests.walk.dues import REMINDED as DUES
from tests.walk.evidence import Evidence
from tests.walk.expected import FACTS, JULY, XINYU
from tests.walk.meetings import REASONS
from tests.walk.meetings import REMINDED as ABSENCE

RANKING = "2026年7月积分排名"
DAY = range(8, 21)
"""Hours in which people may be written to of the bot's own accord."""


@pytest.fixture(scope="session")
def unbroken(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """What a month with a bot that does not die leaves behind."""
    return asyncio.run(month.walk_through(tmp_path_factory.mktemp("unbroken")))


@pytest.fixture(scope="session")
def killed(tmp_path_factory: pytest.TempPathFactory, unbroken: Evidence) -> Evidence:
    """What the same month leaves behind when the bot is killed in every step."""
    return asyncio.run(month.die_through(tmp_path_factory.mktemp("killed"), unbroken.verbs))


@pytest.fixture(params=["unbroken", "killed"])
def left(request: pytest.FixtureRequest) -> Evidence:
    """What a walk leaves behind, the one or the other."""
    found: Evidence = request.getfixturevalue(request.param)
    return found


def test_every_members_points_are_those_worked_out_by_hand(left: Evidence) -> None:
    rated = {name: points for name, points in left.cards.items() if name in JULY}
    assert rated == {name: Decimal(points.total) for name, points in JULY.items()}
    assert {name: left.cards[name] for name in (ZHOU, QIAN)} == {ZHOU: 0, QIAN: 0}


def test_the_other_scheme_scores_the_same_facts_as_worked_out_by_hand(left: Evidence) -> None:
    assert left.xinyu == XINYU


def test_the_facts_are_exactly_those_that_happened(left: Evidence) -> None:
    assert left.facts == sorted(FACTS)


def test_every_fact_of_a_decision_has_its_author(left: Evidence) -> None:
    assert left.authors == {
        "meeting": {SECRETARY},
        "service": {RECORDER, SECRETARY},
        "claim": {RECORDER, SECRETARY},
        "discipline": {SECRETARY},
        # 孙七's was entered by the calendar.
        "dues": {RECORDER, SECRETARY, ""},
    }


def test_every_message_that_was_owed_was_delivered(left: Evidence) -> None:
    assert {owed.key: owed.state for owed in left.owed if owed.state is not OutboxState.SENT} == {}


def test_the_ranking_in_words_says_what_the_cards_say(left: Evidence) -> None:
    ranking = next(words for words in left.words(Evidence.GROUP) if words.startswith(RANKING))
    told = dict(line.split(" ")[1:3] for line in ranking.splitlines()[1 : 1 + len(JULY)])
    assert {name: Decimal(points) for name, points in told.items()} == {name: left.cards[name] for name in JULY}


def test_the_group_never_saw_a_reason(left: Evidence) -> None:
    heard = "\n".join(left.words(Evidence.GROUP))
    private = ("警戒书", "党费", "申报", "佐证", "志愿服务", "扣", "事假", "公假:", "无故", "社区环境清理", "老街新貌")
    assert [word for word in (*REASONS, *private) if word in heard] == []
    # Names stand in the ranking only, and there with nothing but their points.
    named = [words for words in left.words(Evidence.GROUP) if any(name in words for name in MEMBERS)]
    assert named
    assert [words for words in named if not words.startswith(RANKING)] == []


def test_no_reminder_reached_who_had_paid_is_exempt_or_was_on_leave(left: Evidence) -> None:
    dues = {name for name in left.people for words in left.words(name) if DUES in words and words[0] in "🔔✅"}
    absence = {name for name in left.people for words in left.words(name) if ABSENCE in words}
    letters = {name for name in left.people for words in left.words(name) if words.startswith("📄 警戒书")}
    assert (dues, absence, letters) == ({LI, CHEN, SUN}, {SUN, ZHANG}, {SUN})
    exempt = left.words(ZHOU)
    assert [words for words in exempt if not words.startswith(("✅ 加入成功", "我的积分"))] == []


def test_nobody_was_written_to_at_night_but_in_answer(left: Evidence) -> None:
    late = {(chat, f"{at:%m-%d %H:%M}") for chat in left.chats for at in left.times(chat) if at.hour not in DAY}
    # The secretary confirmed the third roll at 22:15: the numbers came to the group, and to nobody else.
    assert late <= {(SECRETARY, "07-24 22:15"), (Evidence.GROUP, "07-24 22:15")}


def test_nothing_went_wrong_behind_the_scenes(left: Evidence) -> None:
    assert left.errors == []


def test_killing_loses_no_message_and_repeats_only_what_was_on_the_wire(
    unbroken: Evidence, killed: Evidence, pytestconfig: pytest.Config
) -> None:
    twice = compared(killed, unbroken)
    pytestconfig.stash[KILLS] = [
        f"killed {sum(killed.kills.values())} times: {killed.kills}",
        f"{twice.total()} messages came twice:",
        *(f"  {words!r}" for words in twice.elements()),
    ]
    assert compared(unbroken, killed) == {}
    assert twice.total() <= killed.kills["AFTER_THE_CALL"] + killed.kills["AT_ONCE"], twice


def compared(one: Evidence, other: Evidence) -> Counter[str]:
    """Messages of one walk that the other has not, or has less often; no two walks have the same one-time links."""
    found: Counter[str] = Counter()
    for chat in one.chats:
        more = Counter(one.words(chat)) - Counter(other.words(chat))
        found.update({f"{chat}: {words[:60]}": count for words, count in more.items()})
    return found
