"""Who may do what: one table, asked by every service. A hidden button is a courtesy, this is the rule.

A new action wants its name in `messages.permission_words`, a deed in the table's test, and the page remade:
``python -m docs.make_permissions_page``.
"""

from enum import StrEnum

from services.actors import LENDABLE, Actor
from services.errors import NotAllowed
from storage.vocabulary import Role


class Action(StrEnum):
    """What can be done in a branch."""

    MANAGE_ROSTER = "manage_roster"
    INVITE = "invite"
    BIND_GROUP = "bind_group"
    PLAN_MEETING = "plan_meeting"
    CANCEL_MEETING = "cancel_meeting"
    CHECK_IN = "check_in"
    CHECK_IN_OTHERS = "check_in_others"
    CLOSE_MEETING = "close_meeting"
    CONFIRM_MEETING = "confirm_meeting"
    ASK_LEAVE = "ask_leave"
    DECIDE_LEAVE = "decide_leave"
    ANNOUNCE_ACTIVITY = "announce_activity"
    JOIN_ACTIVITY = "join_activity"
    APPROVE_ACTIVITY = "approve_activity"
    FILE_CLAIM = "file_claim"
    REVIEW_CLAIM = "review_claim"
    CHOOSE_STAGES = "choose_stages"
    SIGN_LETTER = "sign_letter"
    RECORD_DUES = "record_dues"
    SET_DUES = "set_dues"
    EXEMPT_FROM_DUES = "exempt_from_dues"
    MARK_DUTY = "mark_duty"
    MANAGE_DUTIES = "manage_duties"
    CONFIRM_DUTY = "confirm_duty"
    EXCUSE_FROM_DUTY = "excuse_from_duty"
    IMPORT_STUDY_POINTS = "import_study_points"
    SEE_OWN_POINTS = "see_own_points"
    SEE_BRANCH = "see_branch"
    NAME_DEPUTY = "name_deputy"
    GIVE_ROLE = "give_role"
    SEE_FILE = "see_file"
    KEEP_FILE = "keep_file"
    ASK_EXEMPTION = "ask_exemption"
    DECIDE_EXEMPTION = "decide_exemption"
    DECIDE_ERASURE = "decide_erasure"
    SEE_UNDELIVERED = "see_undelivered"


_EVERYBODY = frozenset({Role.MEMBER})
_KEEPERS = frozenset({Role.RECORDER, Role.SECRETARY})
_SECRETARY = frozenset({Role.SECRETARY})
_LEADERS = frozenset({Role.SECRETARY, Role.COMMITTEE})

ALLOWED: dict[Action, frozenset[Role]] = {
    Action.MANAGE_ROSTER: _SECRETARY,
    Action.INVITE: _SECRETARY,
    Action.BIND_GROUP: _SECRETARY,
    Action.PLAN_MEETING: _LEADERS,
    Action.CANCEL_MEETING: _SECRETARY,
    Action.CHECK_IN: _EVERYBODY,
    Action.CHECK_IN_OTHERS: _KEEPERS,
    Action.CLOSE_MEETING: _KEEPERS,
    Action.CONFIRM_MEETING: _SECRETARY,
    Action.ASK_LEAVE: _EVERYBODY,
    Action.DECIDE_LEAVE: _LEADERS,
    Action.ANNOUNCE_ACTIVITY: _LEADERS,
    Action.JOIN_ACTIVITY: _EVERYBODY,
    Action.APPROVE_ACTIVITY: _LEADERS,
    Action.FILE_CLAIM: _EVERYBODY,
    Action.REVIEW_CLAIM: _KEEPERS,
    Action.CHOOSE_STAGES: _SECRETARY,
    Action.SIGN_LETTER: _SECRETARY,
    Action.RECORD_DUES: _KEEPERS,
    Action.SET_DUES: _KEEPERS,
    Action.EXEMPT_FROM_DUES: _SECRETARY,
    Action.MARK_DUTY: _EVERYBODY,
    Action.MANAGE_DUTIES: _SECRETARY,
    Action.CONFIRM_DUTY: _KEEPERS,
    Action.EXCUSE_FROM_DUTY: _SECRETARY,
    Action.IMPORT_STUDY_POINTS: _KEEPERS,
    Action.SEE_OWN_POINTS: _EVERYBODY,
    Action.SEE_BRANCH: _KEEPERS | _LEADERS | {Role.REVIEWER},
    Action.NAME_DEPUTY: LENDABLE,
    Action.GIVE_ROLE: _SECRETARY,
    Action.SEE_FILE: _SECRETARY | {Role.REVIEWER},
    Action.KEEP_FILE: _SECRETARY,
    Action.ASK_EXEMPTION: _EVERYBODY,
    Action.DECIDE_EXEMPTION: _SECRETARY,
    Action.DECIDE_ERASURE: _SECRETARY,
    Action.SEE_UNDELIVERED: _SECRETARY,
}


STAND_INS: tuple[Role, ...] = (Role.COMMITTEE, Role.REVIEWER)
"""Who decides where everybody whom the table names is concerned himself: the committee, then the superior."""

WITH_WAY_OUT = frozenset(
    {
        Action.DECIDE_LEAVE,
        Action.REVIEW_CLAIM,
        Action.SIGN_LETTER,
        Action.RECORD_DUES,
        Action.SET_DUES,
        Action.EXEMPT_FROM_DUES,
        Action.CONFIRM_DUTY,
        Action.EXCUSE_FROM_DUTY,
        Action.GIVE_ROLE,
        Action.KEEP_FILE,
        Action.DECIDE_EXEMPTION,
        Action.DECIDE_ERASURE,
    }
)
"""Decisions on a member's own matter: `services.deciders` finds who may take them."""


def may(actor: Actor, action: Action, *, about: int | None = None) -> bool:
    """Tell whether the actor's roles allow an action; ``about``: on this member's matter, who may have lent him one."""
    roles = actor.roles if about is None else actor.roles_about(about)
    return not ALLOWED[action].isdisjoint(roles)


def require(actor: Actor, action: Action, *, about: int | None = None) -> None:
    """Raise `NotAllowed` unless the actor's roles allow the action."""
    if not may(actor, action, about=about):
        raise not_allowed(action)


def not_allowed(action: Action) -> NotAllowed:
    """Make the refusal, which names who may."""
    return NotAllowed(action, roles=tuple(role for role in Role if role in ALLOWED[action]))
