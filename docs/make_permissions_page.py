"""The page docs/permissions.md, made from the table of permissions so that it can never say something else.

``python -m docs.make_permissions_page`` remakes it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from messages.i18n import speaking
from messages.member_words import role_name
from messages.permission_words import action_name
from services.permissions import ALLOWED, STAND_INS, WITH_WAY_OUT, Action
from storage.vocabulary import Role

PAGE = Path(__file__).parent / "permissions.md"
_INTRO = """\
# Who may do what 权限

One table, `services/permissions.py`, is asked by every service; a button that is not shown is a courtesy only.
A role is held in one branch from a day to a day. Every member is a member, whatever else he is.

✓ may 可办理 · ○ stands in 代为办理: only where everybody with ✓ is concerned himself, first the committee, then the
superior 仅当有权者均涉及本人时，依次由支委、上级办理

"""
_RULES = """
## Rules that no table shows 另行遵守

- Nobody decides what he filed or what concerns himself. 本人提交的、涉及本人的事项，本人不得办理。
- A secretary, recorder or reviewer names a deputy for the days that he is away. The deputy acts in those roles in these
  days, never on what concerns himself or the one in whose place he acts, and lends them no further.
  书记、记分员、审核人外出时可以委托代理人。代理人在期限内代为办理，涉及本人或委托人的事项除外，且不得转委托。
- A reviewer of the superior, named by the operator, stands in for every branch below it.
  上级审核人可为下属各支部代为办理。
- Nobody changes his own roles, exemption or dates. 本人的职务、免考核和日期，由他人办理。
- The operator makes branches and names the superior's reviewers; he decides nothing in a branch.
  运维人员建立支部、登记上级审核人，不办理支部事项。
"""


def permissions_page() -> str:
    """Write the whole page."""
    names = [f"{_said(role_name, role, 'en')} {_said(role_name, role, 'zh_CN')}" for role in Role]
    head = f"| Action | 事项 | {' | '.join(names)} |\n|---|---|{':-:|' * len(names)}\n"
    return f"{_INTRO}{head}{''.join(_row(action) for action in Action)}{_RULES}"


def cell(action: Action, role: Role) -> str:
    """Say how a role stands to an action."""
    if role in ALLOWED[action] or Role.MEMBER in ALLOWED[action]:
        return "✓"
    return "○" if action in WITH_WAY_OUT and role in STAND_INS else ""


def _row(action: Action) -> str:
    cells = " | ".join(cell(action, role) for role in Role)
    return f"| {_said(action_name, action, 'en')} | {_said(action_name, action, 'zh_CN')} | {cells} |\n"


def _said(name: Callable[[Any], str], value: Action | Role, language: str) -> str:
    with speaking(language):
        return name(value)


if __name__ == "__main__":
    PAGE.write_text(permissions_page(), "utf-8")
