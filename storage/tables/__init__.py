"""Every table. Rows do not validate (SQLModel with ``table=True``): services hand in what is right already.

Every branch-owned table carries ``branch_id``, so that it can be partitioned or distributed by branch.
``id`` is None until the row is flushed; it is typed as if it were always there, as every reader needs it.
Instants are UTC; days are dates in the branch's zone; points and quantities are exact hundredths.
"""

from storage.tables.accounts import Account, Conversation, GroupChat, Invitation
from storage.tables.branches import Branch, Member, PartyGroup, Person, RoleHeld, Superior
from storage.tables.claims import Claim, Evidence, Verdict
from storage.tables.dues import Dues
from storage.tables.duties import Duty, DutyDone
from storage.tables.facts import FactRow, ScoreCardRow
from storage.tables.letters import Letter
from storage.tables.meetings import Attendance, Leave, Meeting
from storage.tables.outbox import MessageRef, OutboxRow, SentFile

__all__ = [
    "Account",
    "Attendance",
    "Branch",
    "Claim",
    "Conversation",
    "Dues",
    "Duty",
    "DutyDone",
    "Evidence",
    "FactRow",
    "GroupChat",
    "Invitation",
    "Leave",
    "Letter",
    "Meeting",
    "Member",
    "MessageRef",
    "OutboxRow",
    "PartyGroup",
    "Person",
    "RoleHeld",
    "ScoreCardRow",
    "SentFile",
    "Superior",
    "Verdict",
]
