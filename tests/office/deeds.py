"""One deed for each action of the table of permissions: what somebody does who wants to do just that.

Each makes its own matter, about 李四, so that a deed that was allowed leaves the next one untouched.
"""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable

from sqlmodel import Session, select

from services.activities import Activities
from services.activity_approval import ActivityRolls
from services.actors import Caller
from services.claim_ways import ClaimWays
from services.claims import Claims
from services.dues import DuesBook
from services.dues_exemptions import DuesExemptions
from services.dues_standards import DuesStandards
from services.duties import Duties
from services.duty_desk import DutyDesk
from services.duty_managing import DutyManaging
from services.groups import Groups
from services.invitations import Invitations
from services.leave import Leaves
from services.letters import Letters
from services.meetings import Meetings
from services.member_file import MemberFiles
from services.members import Members
from services.my_data import PersonalData
from services.permissions import Action
from services.planning import Planning
from services.points import Points
from services.post_office import PostOffice
from services.reviews import Reviews
from services.roll import Rolls
from services.roster import Rosters
from services.study_import import StudyImport
from storage.notices.office import Topic
from storage.tables import Activity, ActivitySeat
from storage.vocabulary import ActivityState, ClaimKind, LeaveKind, MeetingState, SeatState
from tests.office.world import World

Deed = Callable[[World, Caller], Awaitable[object]]
_chats = itertools.count(500)
ABOUT = "李四"


async def _bind_group(world: World, who: Caller) -> object:
    group = Caller(user_id=who.user_id, chat_id=-next(_chats))
    return await Groups(world.db, world.clock).bind(group, "支部群", administrator=True, at=world.clock.now())


async def _cancel(world: World, who: Caller) -> object:
    return await Meetings(world.db, world.clock).cancel(who, await world.meeting())


async def _check_in(world: World, who: Caller) -> object:
    return await Meetings(world.db, world.clock).check_in(who, await world.meeting(MeetingState.OPEN))


async def _check_in_other(world: World, who: Caller) -> object:
    meeting = await world.meeting(MeetingState.OPEN)
    return await Rolls(world.db, world.clock).check_in_for(who, meeting, world.members[ABOUT])


async def _close(world: World, who: Caller) -> object:
    return await Rolls(world.db, world.clock).close(who, await world.meeting(MeetingState.OPEN))


async def _confirm(world: World, who: Caller) -> object:
    return await Rolls(world.db, world.clock).confirm(who, await world.meeting(MeetingState.CLOSED))


async def _ask_leave(world: World, who: Caller) -> object:
    return await Leaves(world.db, world.clock).ask(who, await world.meeting(), LeaveKind.ILL)


async def _decide_leave(world: World, who: Caller) -> object:
    return await Leaves(world.db, world.clock).decide(who, await world.leave(ABOUT), approve=True)


async def _review(world: World, who: Caller) -> object:
    return await Reviews(world.db, world.clock).approve(who, await world.claim(ABOUT), 1)


async def _sign(world: World, who: Caller) -> object:
    return await Letters(world.db, world.clock).sign(who, await world.letter(ABOUT))


async def _record_dues(world: World, who: Caller) -> object:
    from datetime import date

    from services.dues import Look

    await DuesBook(world.db, world.clock).open(world.callers["王书记"])
    return await DuesBook(world.db, world.clock).screen(who, date(2026, 7, 1), Look())


async def _give_role(world: World, who: Caller) -> object:
    return await world.office.begin(who, Topic.ROLE, world.members[ABOUT], "f1")


async def _approve_activity(world: World, who: Caller) -> object:
    activity_id = await world.db.write(_activity_over, world)
    return await ActivityRolls(world.db, world.clock).roll(who, activity_id)


def _activity_over(session: Session, world: World) -> int:
    """An activity that is over, in which 李四 had a place."""
    now, organiser = world.clock.now(), world.members["王书记"]
    activity = Activity(
        branch_id=world.branch_id,
        title="社区清理",
        place="南门",
        on_date=now.date(),
        starts_at=now,
        ends_at=now,
        opens_at=now,
        closes_at=now,
        state=ActivityState.OVER,
        announced_by=organiser,
        announced_key=f"over-{len(session.exec(select(Activity.id)).all())}",
    )
    session.add(activity)
    session.flush()
    session.add(
        ActivitySeat(
            branch_id=world.branch_id,
            activity_id=activity.id,
            member_id=world.members[ABOUT],
            state=SeatState.JOINED,
            joined_at=now,
        )
    )
    return activity.id


async def _decide_exemption(world: World, who: Caller) -> object:
    return await MemberFiles(world.db, world.clock).approve_exemption(who, await world.exemption(ABOUT))


async def _decide_erasure(world: World, who: Caller) -> object:
    request = await world.erasure(f"离{next(_chats)}")
    return await PersonalData(world.db, world.clock).decide(who, request, approve=True)


async def _mark_duty(world: World, who: Caller) -> object:
    return await Duties(world.db, world.clock).begin(who, await world.duty())


async def _confirm_duty(world: World, who: Caller) -> object:
    return await DutyDesk(world.db, world.clock).confirm(who, await world.handed_in(ABOUT), 1)


async def _excuse(world: World, who: Caller) -> object:
    return await DutyDesk(world.db, world.clock).excuse(who, await world.duty(), world.members[ABOUT], "住院")


DEEDS: dict[Action, Deed] = {
    Action.MANAGE_ROSTER: lambda world, who: Rosters(world.db, world.clock).ask(who),
    Action.INVITE: lambda world, who: Invitations(world.db, world.clock).overview(who),
    Action.BIND_GROUP: _bind_group,
    Action.PLAN_MEETING: lambda world, who: Planning(world.db, world.clock).begin(who, "f1"),
    Action.CANCEL_MEETING: _cancel,
    Action.CHECK_IN: _check_in,
    Action.CHECK_IN_OTHERS: _check_in_other,
    Action.CLOSE_MEETING: _close,
    Action.CONFIRM_MEETING: _confirm,
    Action.ASK_LEAVE: _ask_leave,
    Action.DECIDE_LEAVE: _decide_leave,
    Action.FILE_CLAIM: lambda world, who: Claims(world.db, world.clock).begin(who, ClaimKind.SERVICE, 1),
    Action.REVIEW_CLAIM: _review,
    Action.SIGN_LETTER: _sign,
    Action.RECORD_DUES: _record_dues,
    Action.ANNOUNCE_ACTIVITY: lambda world, who: Activities(world.db, world.clock).begin(who, "f1"),
    Action.JOIN_ACTIVITY: lambda world, who: Activities(world.db, world.clock).listed(who),
    Action.APPROVE_ACTIVITY: _approve_activity,
    Action.CHOOSE_STAGES: lambda world, who: ClaimWays(world.db, world.clock).show(who),
    Action.SET_DUES: lambda world, who: DuesStandards(world.db, world.clock).begin(who, world.members[ABOUT]),
    Action.EXEMPT_FROM_DUES: lambda world, who: DuesExemptions(world.db, world.clock).begin(who, world.members[ABOUT]),
    Action.MARK_DUTY: _mark_duty,
    Action.MANAGE_DUTIES: lambda world, who: DutyManaging(world.db, world.clock).plans(who),
    Action.CONFIRM_DUTY: _confirm_duty,
    Action.EXCUSE_FROM_DUTY: _excuse,
    Action.IMPORT_STUDY_POINTS: lambda world, who: StudyImport(world.db, world.clock).ask(who),
    Action.SEE_OWN_POINTS: lambda world, who: Points(world.db, world.clock).of_period(who, "2026-07"),
    Action.SEE_BRANCH: lambda world, who: Members(world.db, world.clock).list_page(who),
    Action.NAME_DEPUTY: lambda world, who: world.office.begin(who, Topic.DEPUTY, 0, "f1"),
    Action.GIVE_ROLE: _give_role,
    Action.SEE_FILE: lambda world, who: MemberFiles(world.db, world.clock).show(who, world.members[ABOUT]),
    Action.KEEP_FILE: lambda world, who: world.office.begin(who, Topic.CATEGORY, world.members[ABOUT], "f1"),
    Action.ASK_EXEMPTION: lambda world, who: world.office.begin(who, Topic.EXEMPTION, 0, "f1"),
    Action.DECIDE_EXEMPTION: _decide_exemption,
    Action.DECIDE_ERASURE: _decide_erasure,
    Action.SEE_UNDELIVERED: lambda world, who: PostOffice(world.db, world.clock).undelivered(who),
}
