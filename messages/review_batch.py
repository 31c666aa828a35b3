"""Wording of approving like claims together, and of choosing the way of claims."""

from __future__ import annotations

from messages.base import Button, Wording, button, clip, safe, words
from messages.claim_view import points, short
from messages.home import home_button
from messages.i18n import _
from messages.review_taps import BatchAct, BatchTap, StagesChoose
from messages.reviews import ReviewQueue, stage_name
from storage.notices import reviews as said
from storage.notices.claims import ClaimView


def _tap(label: str, act: BatchAct, form: int, claim_id: int) -> Button:
    return button(label, BatchTap(act=act, form=form, claim_id=claim_id))


@words(said.BatchChoice)
def choice(notice: said.BatchChoice) -> Wording:
    """List the claims; a tap takes one in or leaves it out."""
    lines = [_("<b>Approve together</b>"), _("Tap a name to leave its claim out or take it in.")]
    rows: list[tuple[Button, ...]] = []
    for line in notice.lines:
        mark = "☑" if line.chosen else "☐"
        lines += ["", f"{mark} " + _line(line.claim)]
        if line.flagged:
            lines.append(_("⚠️ A photo of it was used before. Please look at it by itself."))
        label = f"{mark} {clip(line.claim.claimant, 16)} {line.claim.claim_id}"
        rows.append((_tap(label, BatchAct.TOGGLE, notice.form, line.claim.claim_id),))
    first = notice.lines[0].claim.claim_id
    go_on = (
        _tap(_("Go on"), BatchAct.NEXT, notice.form, first),
        _tap(_("✖️ Cancel"), BatchAct.DROP, notice.form, first),
    )
    return Wording("\n".join(lines), (*rows, go_on))


def _line(claim: ClaimView) -> str:
    worth = "" if claim.worth is None else " · " + points(claim.worth)
    name = safe(clip(claim.claimant, 20))
    return _("No. {number}").format(number=claim.claim_id) + f" <b>{name}</b>\n{short(claim)}{worth}"


@words(said.BatchSummary)
def summary(notice: said.BatchSummary) -> Wording:
    """Show what the tap would approve."""
    lines = [
        _("<b>Approve these {n}?</b>").format(n=len(notice.claims)),
        *(_line(claim) for claim in notice.claims),
        "",
    ]
    lines.append(_("Worth in all: {points}").format(points=points(notice.worth)))
    first = notice.claims[0].claim_id
    sure = _tap(_("✅ Approve {n}").format(n=len(notice.claims)), BatchAct.COMMIT, notice.form, first)
    back = _tap(_("‹ Back"), BatchAct.BACK, notice.form, first)
    return Wording("\n".join(lines), ((sure,), (back, _tap(_("✖️ Cancel"), BatchAct.DROP, notice.form, first))))


@words(said.BatchDone)
def done(notice: said.BatchDone) -> Wording:
    """Say what was approved and what was not."""
    lines = [_("✅ Approved: {n}").format(n=len(notice.approved)), *(_line(claim) for claim in notice.approved)]
    if notice.left:
        lines += ["", _("Left as they are, as they changed meanwhile: {n}").format(n=len(notice.left))]
        lines += [_line(claim) for claim in notice.left]
    return Wording("\n".join(lines), ((button(_("To the queue ▶"), ReviewQueue(place=1)),), (home_button(),)))


@words(said.BatchNobody)
def nobody(_notice: said.BatchNobody) -> Wording:
    """Say that a choice is missing."""
    return Wording(_("No claim is chosen."), alert=True)


@words(said.StagesShown)
def stages(notice: said.StagesShown) -> Wording:
    """Show the way of claims and the ways to choose among."""
    lines = [
        _("<b>Who reviews claims</b>"),
        _("Now: {way}").format(way=_way(notice.way)),
        "",
        _("A stage without anybody but the claimant is passed over. Nobody speaks twice on one claim."),
    ]
    rows = [
        (button(("✅ " if way == notice.way else "") + _way(way), StagesChoose(number=number)),)
        for number, way in enumerate(notice.ways)
    ]
    return Wording("\n".join(lines), (*rows, (home_button(),)))


def _way(way: tuple[str, ...]) -> str:
    return " → ".join(stage_name(stage) for stage in way)
