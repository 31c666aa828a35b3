"""Workbooks as a secretary would send them."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import openpyxl

HEADINGS = ("编号", "姓名", "党小组", "类别", "职务", "入党日期", "转入日期", "党费月额", "是否预备")
SECRETARY = ("1", "王书记", "第一党小组", "在职", "书记", "2010-07-01", "2018-03-01", 30, "否")
ZHANG = ("2", "张三", "第一党小组", "在职", "", "2015-07-01", "2020-01-01", 12.5, "否")
LI = ("3", "李四", "第二党小组", "离退休", "党小组长", "1990-07-01", "2020-01-01", 5, "否")


def workbook(*rows: Sequence[Any], headings: Sequence[Any] | None = HEADINGS, merged: Sequence[str] = ()) -> bytes:
    """Write rows below the headings; ``merged`` ranges are merged afterwards."""
    book = openpyxl.Workbook()
    sheet = book.active
    if headings is not None:
        sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
