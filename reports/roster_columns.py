"""The roster sheet's columns and the words its cells may hold: the template is written, the sheet is read by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storage.vocabulary import Category, Role


@dataclass(frozen=True, slots=True)
class RosterColumn:
    """One column: its code, its heading in both languages, and other headings that are understood."""

    code: str
    zh: str
    en: str
    required: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading by which the column is known."""
        return (self.zh, self.en, *self.aliases)


NUMBER: Final = RosterColumn("number", "编号", "No.", required=True, aliases=("党员编号", "number", "roster no"))
NAME: Final = RosterColumn("name", "姓名", "Name", required=True, aliases=("党员姓名",))
GROUP: Final = RosterColumn("group", "党小组", "Party group", aliases=("所在党小组", "group"))
CATEGORY: Final = RosterColumn("category", "类别", "Category", required=True, aliases=("党员类别", "人员类别"))
ROLES: Final = RosterColumn("roles", "职务", "Role", aliases=("党内职务", "roles", "post"))
ADMITTED: Final = RosterColumn("admitted_on", "入党日期", "Admitted on", aliases=("入党时间", "admitted"))
JOINED: Final = RosterColumn(
    "joined_on", "转入日期", "Joined branch on", aliases=("转入时间", "转入支部日期", "joined on")
)
DUES: Final = RosterColumn("dues_amount", "党费月额", "Monthly dues", aliases=("月党费", "党费", "dues"))
PROBATIONARY: Final = RosterColumn("probationary", "是否预备", "Probationary", aliases=("预备党员", "是否预备党员"))
LEADING: Final = RosterColumn("leading", "是否领导干部", "Leading cadre", aliases=("领导干部",))
EXEMPT_FROM: Final = RosterColumn("exempt_from", "免考核起", "Exempt from", aliases=("免考核开始",))
EXEMPT_UNTIL: Final = RosterColumn("exempt_until", "免考核止", "Exempt until", aliases=("免考核结束",))

COLUMNS: Final = (
    NUMBER,
    NAME,
    GROUP,
    CATEGORY,
    ROLES,
    ADMITTED,
    JOINED,
    DUES,
    PROBATIONARY,
    LEADING,
    EXEMPT_FROM,
    EXEMPT_UNTIL,
)
"""In the order of the template. A sheet may have them in any order, and others besides."""

CATEGORY_WORDS: Final[dict[Category, tuple[str, ...]]] = {
    Category.IN_SERVICE: ("在职", "In service", "在职党员"),
    Category.RETIRED: ("离退休", "Retired", "退休", "离休", "离退休党员", "退休党员"),
    Category.RURAL: ("农村", "Rural", "农村党员", "农民党员"),
    Category.AGENCY: ("机关", "Agency", "机关党员"),
    Category.NEW_ORGANISATION: ("两新组织", "New organisation", "两新", "两新党员", "两新组织党员"),
    Category.MIGRANT: ("流动", "Migrant", "流动党员"),
}
"""Words for each category: the template's Chinese, its English, then others that are understood."""

ROLE_WORDS: Final[dict[Role, tuple[str, ...]]] = {
    Role.SECRETARY: ("书记", "Secretary", "支部书记", "党支部书记"),
    Role.COMMITTEE: (
        "支委",
        "Committee member",
        "支部委员",
        "委员",
        "副书记",
        "组织委员",
        "宣传委员",
        "纪检委员",
        "青年委员",
        "统战委员",
    ),
    Role.RECORDER: ("记分员", "Recorder"),
    Role.GROUP_LEADER: ("党小组长", "Group leader", "小组长", "组长"),
    Role.REVIEWER: ("审核人", "Reviewer", "审核员"),
    Role.MEMBER: ("党员", "Member", "普通党员", "正式党员", "预备党员", "无"),
}
"""Words for each role; a cell may name several, separated by 、 or a comma or a slash."""

YES: Final = ("是", "Yes", "√", "✓", "✔", "y", "true", "1")
NO: Final = ("否", "No", "×", "✗", "n", "false", "0")


def headings(language: str) -> tuple[str, ...]:
    """Give the template's heading row in a language."""
    return tuple(column.en if language == "en" else column.zh for column in COLUMNS)
