"""Every table. Rows do not validate (SQLModel with ``table=True``): services hand in what is right already.

Every branch-owned table carries ``branch_id``, so that it can be partitioned or distributed by branch.
``id`` is None until the row is flushed; it is typed as if it were always there, as every reader needs it.
Instants are UTC; days are dates in the branch's zone; points and quantities are exact hundredths.
"""

from storage.tables.accounts import Account, Conversation, GroupChat, Invitation
from storage.tables.activities import Activity, ActivitySeat
from storage.tables.branches import Branch, Member, PartyGroup, Person, RoleHeld, Superior
from storage.tables.claims import Claim, ClaimStep, Evidence, Verdict
from storage.tables.dues import Dues, DuesExemption, DuesStandard
from storage.tables.duties import Duty, DutyDone, DutyPlan, Reminded
from storage.tables.facts import FactRow, ScoreCardRow
from storage.tables.letters import Letter
from storage.tables.making_up import Attestation, MakeUp
from storage.tables.meetings import Attendance, CodeTry, Leave, Meeting, MeetingSeries
from storage.tables.membership import Delegation, ErasureRequest, Exemption, MemberChange, Transfer
from storage.tables.outbox import MessageRef, OutboxRow, SentFile

__all__ = [
    "Account",
    "Activity",
    "ActivitySeat",
    "Attendance",
    "Attestation",
    "Branch",
    "Claim",
    "ClaimStep",
    "CodeTry",
    "Conversation",
    "Delegation",
    "Dues",
    "DuesExemption",
    "DuesStandard",
    "Duty",
    "DutyDone",
    "DutyPlan",
    "ErasureRequest",
    "Evidence",
    "Exemption",
    "FactRow",
    "GroupChat",
    "Invitation",
    "Leave",
    "Letter",
    "MakeUp",
    "Meeting",
    "MeetingSeries",
    "Member",
    "MemberChange",
    "MessageRef",
    "OutboxRow",
    "PartyGroup",
    "Person",
    "Reminded",
    "RoleHeld",
    "ScoreCardRow",
    "SentFile",
    "Superior",
    "Transfer",
    "Verdict",
]
