"""Wording of the choice of a branch."""

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId, Wording, button, clip, safe, words
from messages.home import home_button
from messages.i18n import _
from storage.notices import branches as said


class BranchPick(CallbackData, prefix="br"):
    """Work in a branch."""

    branch_id: RowId


@words(said.BranchChoice)
def branch_choice(notice: said.BranchChoice) -> Wording:
    """Offer the branches, the one at hand marked."""
    rows = tuple(
        (button(("✅ " if one.now else "") + clip(one.name, 30), BranchPick(branch_id=one.branch_id)),)
        for one in notice.options
    )
    return Wording(_("In which branch do you want to work?"), (*rows, (home_button(),)))


@words(said.BranchChosen)
def branch_chosen(notice: said.BranchChosen) -> Wording:
    """Confirm the branch."""
    return Wording(_("From now on: {branch}").format(branch=safe(notice.branch)), ((home_button(),),))
