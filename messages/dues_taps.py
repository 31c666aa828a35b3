"""What the buttons of amounts and exemptions carry."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from messages.base import RowId

MemberOrOwn = Annotated[int, Field(ge=0, lt=2**31)]
"""A member's row id, or 0 for whoever taps; a forged number that no database holds is no button of ours."""


class PayerList(CallbackData, prefix="dpl"):
    """Show what everybody pays."""

    page: int


class PayerShow(CallbackData, prefix="dpc"):
    """Show one member's dues."""

    member_id: RowId


class StandardBegin(CallbackData, prefix="dpb"):
    """Set what a member pays."""

    member_id: RowId


class StandardBasis(CallbackData, prefix="dpr"):
    """By which rule."""

    member_id: RowId
    basis: str


class StandardConfirm(CallbackData, prefix="dpy"):
    """Keep what the summary shows."""

    member_id: RowId


class ExemptionBegin(CallbackData, prefix="dxb"):
    """Exempt a member."""

    member_id: RowId


class ExemptionTap(CallbackData, prefix="dxt"):
    """One answer in the form; a former step's button is told apart."""

    member_id: RowId
    step: str
    value: str


class ExemptionConfirm(CallbackData, prefix="dxy"):
    """Exempt him as the summary says."""

    member_id: RowId


class ExemptionEnd(CallbackData, prefix="dxe"):
    """Let a member pay again."""

    member_id: RowId


class StatementShow(CallbackData, prefix="dys"):
    """Show a member's year; 0 is one's own."""

    member_id: MemberOrOwn
    year: int


class StatementFile(CallbackData, prefix="dyf"):
    """Send a member's year as a sheet; 0 is one's own."""

    member_id: MemberOrOwn
    year: int


class SheetBegin(CallbackData, prefix="shb"):
    """Send a sheet of payments or of study points."""

    what: str
