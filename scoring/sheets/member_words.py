"""What members, branches and units are called: categories and roles in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scoring.text import Text

CATEGORY_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "in_service": Text("在职", "in service"),
        "retired": Text("离退休", "retired"),
        "rural": Text("农村", "rural"),
        "agency": Text("机关", "agency"),
        "new_org": Text("两新组织", "new organisation"),
        "migrant": Text("流动", "migrant"),
        "branch": Text("党支部", "branch"),
        "county": Text("县区", "county"),
        "committee": Text("党(工)委", "party committee"),
        "department": Text("部门", "department"),
    }
)
ROLE_WORDS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "leading_cadre": Text("领导干部", "leading cadre"),
        "new_member": Text("当年新发展党员", "admitted this year"),
        "outside_transfer": Text("外地转入", "transferred in from outside the city"),
        "inside_province": Text("省内流动", "away inside the province"),
        "outside_province": Text("省外流动", "away outside the province"),
        "away": Text("外出", "away"),
        "township": Text("乡镇", "township"),
        "window": Text("窗口单位", "window unit"),
    }
)
WHO: Final[Mapping[str, Text]] = MappingProxyType(
    {**CATEGORY_WORDS, **ROLE_WORDS, "probationary": Text("预备党员", "probationary members")}
)
