"""The model of who may do what: the one table, roles that change at any moment, deputies, and the ways out."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.actors import LENDABLE
from services.permissions import ALLOWED, STAND_INS, Action
from storage.notices import Notice
from storage.notices.common import Gone, NotBound
from storage.vocabulary import Role

SECRETARY, RECORDER, COMMITTEE, LEADER = "王书记", "赵记分", "李委员", "钱组长"
ZHANG, LI, CHEN = "张三", "李四", "陈奶奶"
REVIEWER, OUTSIDER, STRANGER = "周督导", "外书记", "路人"
HOME = (SECRETARY, RECORDER, COMMITTEE, LEADER, ZHANG, LI)
"""Members of the branch who have an account; 陈奶奶 has none."""
ANYBODY = (*HOME, REVIEWER, OUTSIDER, STRANGER)
"""Whoever can tap: 周督导 reviews for the superior, 外书记 is another branch's secretary, 路人 nobody's member."""


@dataclass
class Office:
    """Who holds which role now, and who acts for whom."""

    roles: dict[str, set[Role]] = field(
        default_factory=lambda: {
            SECRETARY: {Role.SECRETARY},
            RECORDER: {Role.RECORDER},
            COMMITTEE: {Role.COMMITTEE},
            LEADER: {Role.GROUP_LEADER},
            REVIEWER: {Role.REVIEWER},
        }
    )
    lent: dict[str, str] = field(default_factory=dict)
    """The deputy of each who has one."""

    def acting(self, name: str, *, about: str = "") -> set[Role]:
        """The roles that somebody may act in, on the matter ``about`` a member; who is concerned lends nothing."""
        lenders = [lender for lender, deputy in self.lent.items() if deputy == name and lender != about]
        lent = set().union(*(self.roles.get(lender, set()) & LENDABLE for lender in lenders))
        member = {Role.MEMBER} if name in (*HOME, CHEN) else set()
        return self.roles.get(name, set()) | lent | member

    def may(self, name: str, action: Action, *, about: str = "") -> bool:
        """Whether the table lets somebody do something."""
        return not ALLOWED[action].isdisjoint(self.acting(name, about=about))

    def holders(self, *roles: Role, about: str = "") -> set[str]:
        """Who can act in one of some roles and is not concerned."""
        names = set(HOME) | {CHEN, REVIEWER}
        return {name for name in names - {about} if self.acting(name, about=about) & set(roles)}

    def deciders(self, action: Action, *, about: str, besides: frozenset[str] = frozenset()) -> set[str]:
        """Nobody decides what concerns himself: whom the table names, else the committee, else the superior."""
        for roles in (ALLOWED[action], *({role} for role in STAND_INS)):
            if found := self.holders(*roles, about=about) - besides:
                return found
        return set()

    def shut_out(self, name: str) -> type[Notice] | None:
        """What somebody is told who has no business in the branch at all."""
        if name == STRANGER:
            return NotBound
        if name == OUTSIDER or (name == REVIEWER and not self.roles[REVIEWER]):
            return Gone
        return None
