"""Wording of the reviewer's cards, the queue and the outcome."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, RowId, Wording, button, safe, words
from messages.claim_view import body_of, day, points, reason_text, short
from messages.home import home_button
from messages.i18n import _, ngettext
from messages.review_taps import BatchAct, BatchTap
from messages.times import moment
from storage.notices import reviews as said
from storage.vocabulary import ClaimState


class ReviewApprove(CallbackData, prefix="ra"):
    """Approve one round of a claim; ``place`` is where it stood in the queue, 0 outside of it."""

    claim_id: RowId
    round: int
    place: int
    stage: int


class ReviewReturn(CallbackData, prefix="rr"):
    """Show the reasons for a return (``back`` false), or the first choice again (``back`` true)."""

    claim_id: RowId
    round: int
    place: int
    back: bool
    stage: int


class ReviewReason(CallbackData, prefix="rq"):
    """Return for the quick reason with this number; -1 asks for one's own words."""

    claim_id: RowId
    round: int
    place: int
    reason: int
    stage: int


class ReviewEvidence(CallbackData, prefix="rv"):
    """Send the photos and files."""

    claim_id: RowId


class ReviewQueue(CallbackData, prefix="rn"):
    """Show another place of the queue, counted from 1."""

    place: int


OWN_WORDS = -1


@words(said.ReviewCard)
def card(notice: said.ReviewCard) -> Wording:
    """Show a claim with what a reviewer can do."""
    return Wording("\n".join(_card_lines(notice)), _reasons(notice) if notice.returning else _choices(notice))


def _card_lines(notice: said.ReviewCard) -> list[str]:
    claim = notice.claim
    lines = [_("📝 Claim No. {number} from {name}").format(number=claim.claim_id, name=safe(claim.claimant))]
    if notice.waiting:
        lines[0] += f" ({notice.place}/{notice.waiting})"
    lines = [*_urgent(notice), *lines]
    if notice.stages > 1:
        text = _("Stage {number} of {stages}: {stage}")
        lines.append(text.format(number=notice.number + 1, stages=notice.stages, stage=stage_name(notice.stage)))
    if claim.round > 1:
        lines.append(_("Corrected, round {round}").format(round=claim.round))
    lines.append(body_of(claim))
    if claim.worth is not None:
        lines.append(_("Worth now: {points}").format(points=points(claim.worth)))
    if notice.repeated:
        numbers = ", ".join(str(number) for number in notice.repeated)
        lines.append(_("⚠️ The same photo or file was used for claim No. {numbers}.").format(numbers=numbers))
    for other in notice.alike:
        text = _("⚠️ A photo looks like one of claim No. {number} ({name}, {day}).")
        lines.append(text.format(number=other.claim_id, name=safe(other.claimant), day=day(other.on)))
    return [*lines, *_waited(notice), *pace_lines(notice.pace)]


def _urgent(notice: said.ReviewCard) -> list[str]:
    return {
        "": [],
        "reminder": [_("⏰ This claim has waited for more than two working days.")],
        "deputy": [_("⏰ This claim has waited too long. You may decide on it now, too.")],
    }[notice.urgent]


def _waited(notice: said.ReviewCard) -> list[str]:
    if notice.waited is not None:
        return [_("Waiting for {time}").format(time=duration(notice.waited))]
    return [] if notice.since is None else [_("Submitted: {at}").format(at=moment(notice.since, notice.zone))]


def duration(hours: int) -> str:
    """Write full hours as days and hours."""
    days, rest = divmod(hours, 24)
    if not days:
        return _("{hours} h").format(hours=rest)
    return _("{days} d {hours} h").format(days=days, hours=rest)


def pace_lines(pace: said.Pace | None) -> list[str]:
    """Write how fast the branch reviews; nothing for who is not told."""
    if pace is None or (pace.median_hours is None and pace.longest_hours is None):
        return []
    lines = [""]
    if pace.median_hours is not None:
        text = _("In 90 days {count} decided, half of them within {time}.")
        lines.append(text.format(count=pace.decided, time=duration(pace.median_hours)))
    if pace.longest_hours is not None:
        lines.append(_("The longest waiting: {time}.").format(time=duration(pace.longest_hours)))
    return lines


def stage_name(stage: str) -> str:
    """Name who reviews at a stage."""
    return {
        "keeper": _("recorder or secretary"),
        "group": _("group leader"),
        "committee": _("branch committee"),
        "superior": _("superior committee"),
    }[stage]


def _choices(notice: said.ReviewCard) -> tuple[tuple[Button, ...], ...]:
    claim = notice.claim
    here = {"claim_id": claim.claim_id, "round": claim.round, "place": notice.place, "stage": notice.number}
    decide = (
        button(_("✅ Approve"), ReviewApprove(**here)),
        button(_("↩️ Return"), ReviewReturn(**here, back=False)),
    )
    rows: list[tuple[Button, ...]] = [decide]
    if claim.evidence:
        label = _("Show the evidence ({count})").format(count=claim.evidence)
        rows.append((button(label, ReviewEvidence(claim_id=claim.claim_id)),))
    steps: list[Button] = []
    if notice.place > 1:
        steps.append(button(_("◀ Previous"), ReviewQueue(place=notice.place - 1)))
    if notice.place < notice.waiting:
        steps.append(button(_("Next ▶"), ReviewQueue(place=notice.place + 1)))
    if steps:
        rows.append(tuple(steps))
    if notice.like > 1:
        label = _("Approve {n} of the same kind together…").format(n=notice.like)
        rows.append((button(label, BatchTap(act=BatchAct.OPEN, form=0, claim_id=claim.claim_id)),))
    return tuple(rows)


def _reasons(notice: said.ReviewCard) -> tuple[tuple[Button, ...], ...]:
    claim = notice.claim
    here = {"claim_id": claim.claim_id, "round": claim.round, "place": notice.place, "stage": notice.number}
    quick = [
        (button(reason_text(reason), ReviewReason(**here, reason=number)),)
        for number, reason in enumerate(said.QUICK_REASONS)
    ]
    own = (button(_("In my own words…"), ReviewReason(**here, reason=OWN_WORDS)),)
    return (*quick, own, (button(_("Back"), ReviewReturn(**here, back=True)),))


@words(said.ReviewSettled)
def settled(notice: said.ReviewSettled) -> Wording:
    """Say what was decided by whom; it also answers a second tap and a second reviewer."""
    claim, by = notice.claim, safe(notice.by)
    headings = {
        ClaimState.APPROVED: _("✅ Approved by {by}"),
        ClaimState.RETURNED: _("↩️ Returned by {by}"),
        ClaimState.WITHDRAWN: _("✖️ Withdrawn by {by}"),
        ClaimState.SUBMITTED: _("Waiting again, from {by}"),
    }
    lines = [
        headings[notice.outcome].format(by=by),
        _("Claim No. {number} from {name}").format(number=claim.claim_id, name=safe(claim.claimant)),
        short(claim),
    ]
    if notice.reason:
        lines.append(_("Reason: {reason}").format(reason=reason_text(notice.reason)))
    return Wording("\n".join(lines), _next(notice.waiting))


def _next(waiting: int) -> tuple[tuple[Button, ...], ...]:
    if not waiting:
        return ()
    label = ngettext("{count} more claim ▶", "{count} more claims ▶", waiting).format(count=waiting)
    return ((button(label, ReviewQueue(place=1)),),)


@words(said.ReviewPassed)
def passed(notice: said.ReviewPassed) -> Wording:
    """Say who decides next."""
    claim = notice.claim
    lines = [
        _("➡️ Passed on by {by}; next: {stage}").format(by=safe(notice.by), stage=stage_name(notice.stage)),
        _("Claim No. {number} from {name}").format(number=claim.claim_id, name=safe(claim.claimant)),
        short(claim),
    ]
    return Wording("\n".join(lines), _next(notice.waiting))


@words(said.ReviewEmpty)
def empty(notice: said.ReviewEmpty) -> Wording:
    """Say that nothing waits."""
    lines = [_("No claims are waiting for you."), *pace_lines(notice.pace)]
    return Wording("\n".join(lines), ((home_button(),),))


@words(said.OwnMatter)
def own_matter(notice: said.OwnMatter) -> Wording:
    """Say who can decide instead."""
    if not notice.others:
        return Wording(_("Nobody decides on his own claim. The superior committee must decide on it."), alert=True)
    names = safe(_(", ").join(notice.others))
    return Wording(_("Nobody decides on his own claim. It can be decided by: {names}").format(names=names), alert=True)


@words(said.AskReason)
def ask_reason(notice: said.AskReason) -> Wording:
    """Ask for the reason in words."""
    text = _("Why is {name}'s claim No. {number} returned? Write one line; he will read it. /cancel to leave it.")
    return Wording(text.format(name=safe(notice.claimant), number=notice.claim_id))


@words(said.NoEvidence)
def no_evidence(_notice: said.NoEvidence) -> Wording:
    """Say that there is none."""
    return Wording(_("This claim has no photo or file."), alert=True)
