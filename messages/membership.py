"""Wording of a membership: the member's file and history, transfers, exemptions, probation."""

from datetime import date

from messages.base import Keyboard, Wording, button, clip, safe, words
from messages.history_words import change_text
from messages.home import home_button
from messages.i18n import _
from messages.member_words import category_name, role_names
from messages.membership_taps import ExemptionGrant, FileShow, HistoryShow
from messages.office_taps import OfficeBegin
from messages.pages import page_buttons
from messages.state_words import counts
from messages.times import full_day, moment
from storage.notices import membership as said
from storage.notices.office import Topic


@words(said.MemberFile)
def member_file(notice: said.MemberFile) -> Wording:
    """Put the year on one screen: a line for each thing, nothing where there is nothing."""
    lines = [
        _("<b>{name}</b> · file {year}").format(name=safe(notice.name), year=notice.year),
        *_standing(notice),
        "",
        _("Points this year: {points}").format(points=notice.points if notice.points is not None else "—"),
        _("Meetings: {counts}").format(counts=counts("attendance", notice.attendance)),
        _("Leave: {counts}").format(counts=counts("leave", notice.leaves)),
        _("Dues: {counts}").format(counts=counts("dues", notice.dues)),
        _("Duties: {counts}").format(counts=counts("duty", notice.duties)),
        _("Claims: {counts}").format(counts=counts("claim", notice.claims)),
        _("Letters: {counts}").format(counts=counts("letter", notice.letters)),
    ]
    return Wording("\n".join(lines), (*_changes(notice), *_ways(notice)))


def _standing(notice: said.MemberFile) -> list[str]:
    lines = [
        _("No. {number} · {category}").format(
            number=safe(notice.number) or "—", category=category_name(notice.category)
        ),
        _("Role: {roles}").format(roles=role_names(notice.roles)),
        _("In the branch since {day}").format(day=full_day(notice.joined_on)),
    ]
    if notice.probationary:
        until = full_day(notice.probation_until) if notice.probation_until is not None else _("no day set")
        lines.append(_("On probation until: {day}").format(day=until))
    if notice.exempt_from is not None:
        lines.append(_("Exempt: {span}").format(span=span(notice.exempt_from, notice.exempt_last)))
    return lines


def span(since: date, last: date | None) -> str:
    """Write the days from a first to a last one, or without end."""
    if last is None:
        return _("from {since} on").format(since=full_day(since))
    return _("{since} to {last}").format(since=full_day(since), last=full_day(last))


def _changes(notice: said.MemberFile) -> Keyboard:
    """Offer what the office can change; one's own entry has nothing to tap."""
    if not notice.may_keep:
        return ()
    offered = [
        (_("Category, migrant"), Topic.CATEGORY, True),
        (_("Probation"), Topic.PROBATION, True),
        (_("Admit in full"), Topic.ADMISSION, notice.probationary),
        (_("Exemption"), Topic.EXEMPTION, True),
        (_("Transfer out"), Topic.LEAVING, True),
    ]
    taps = [
        button(text, OfficeBegin(topic=topic, subject=notice.member_id))
        for text, topic, is_offered in offered
        if is_offered
    ]
    return tuple(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2))


def _ways(notice: said.MemberFile) -> Keyboard:
    history = button(_("History ({n})").format(n=notice.changes), HistoryShow(member_id=notice.member_id, page=0))
    return ((history,), (home_button(),))


@words(said.MemberHistory)
def member_history(notice: said.MemberHistory) -> Wording:
    """List the changes: when, what, by whom, why."""
    lines = [_("<b>History</b> · {name}").format(name=safe(notice.name))]
    if not notice.lines:
        lines.append(_("Nothing has been changed yet."))
    for line in notice.lines:
        lines += ["", moment(line.at, notice.zone), change_text(line)]
        lines.append(_("By: {name}").format(name=safe(line.by) or _("operator")))
        if line.reason:
            lines.append(_("Reason: {reason}").format(reason=safe(clip(line.reason, 120))))
    turn = page_buttons(notice.page, notice.pages, lambda page: HistoryShow(member_id=notice.member_id, page=page))
    back = button(_("‹ File"), FileShow(member_id=notice.member_id))
    return Wording("\n".join(lines), (*((turn,) if turn else ()), (back, home_button())))


@words(said.NotProbationary)
def not_probationary(notice: said.NotProbationary) -> Wording:
    """Say that there is nothing to end."""
    return Wording(_("{name} is a full member already.").format(name=safe(notice.name)), alert=True)


@words(said.ProbationDue)
def probation_due(notice: said.ProbationDue) -> Wording:
    """Remind of the decision that the branch owes its probationary member."""
    day = full_day(notice.until)
    if notice.left < 0:
        when = _("ended on {day} and is not decided").format(day=day)
    else:
        when = _("ends on {day}").format(day=day)
    text = _("🎗 The probation of <b>{name}</b> {when}.").format(name=safe(notice.name), when=when)
    advice = _("Please hold the meeting that decides, then record it in the file.")
    return Wording(f"{text}\n{advice}", ((button(_("Open the file"), FileShow(member_id=notice.member_id)),),))


@words(said.Transferred)
def transferred(notice: said.Transferred) -> Wording:
    """Tell the member."""
    return Wording(
        _("{name}, from {day} on your membership is no longer with {before} but with {to}.").format(
            name=safe(notice.name), day=full_day(notice.on), before=safe(notice.before), to=safe(notice.to)
        )
    )


@words(said.TransferOffered)
def transfer_offered(notice: said.TransferOffered) -> Wording:
    """Ask the other branch's secretary."""
    lines = [
        _("📨 <b>{name}</b> is to come to your branch.").format(name=safe(notice.name)),
        _("From: {branch}").format(branch=safe(notice.before)),
        _("On: {day}").format(day=full_day(notice.on)),
        _("Reason: {reason}").format(reason=safe(notice.reason)),
    ]
    accept = button(_("✅ Accept"), OfficeBegin(topic=Topic.ACCEPT, subject=notice.transfer_id))
    reject = button(_("Decline"), OfficeBegin(topic=Topic.REJECT, subject=notice.transfer_id))
    return Wording("\n".join(lines), ((accept, reject),))


@words(said.TransferSettled)
def transfer_settled(notice: said.TransferSettled) -> Wording:
    """Say what became of the transfer."""
    if notice.accepted:
        text = _("✅ {name} belongs to {to} from {day} on (accepted by {by}).")
    else:
        text = _("{to} has declined to take {name} ({by}). Reason: {reason}")
    return Wording(
        text.format(
            name=safe(notice.name),
            to=safe(notice.to),
            day=full_day(notice.on),
            by=safe(notice.by),
            reason=safe(notice.reason),
        ),
        alert=True,
    )


@words(said.ExemptionAsked)
def exemption_asked(notice: said.ExemptionAsked) -> Wording:
    """Put the application before who decides."""
    lines = [
        _("📝 <b>{name}</b> applies for exemption.").format(name=safe(notice.name)),
        span(notice.since, notice.last),
        _("Reason: {reason}").format(reason=safe(notice.reason)),
    ]
    grant = button(_("✅ Approve"), ExemptionGrant(exemption_id=notice.exemption_id))
    refuse = button(_("Refuse"), OfficeBegin(topic=Topic.REFUSAL, subject=notice.exemption_id))
    return Wording("\n".join(lines), ((grant, refuse),))


@words(said.ExemptionSettled)
def exemption_settled(notice: said.ExemptionSettled) -> Wording:
    """Say what was decided, by whom."""
    text = (
        _("✅ Exemption of {name} approved by {by}.") if notice.approved else _("Exemption of {name} refused by {by}.")
    )
    lines = [text.format(name=safe(notice.name), by=safe(notice.by)), span(notice.since, notice.last)]
    if notice.verdict:
        lines.append(_("Reason: {reason}").format(reason=safe(notice.verdict)))
    return Wording("\n".join(lines), alert=True)


@words(said.ExemptionWaiting)
def exemption_waiting(notice: said.ExemptionWaiting) -> Wording:
    """Say that one waits already."""
    text = _("An application for these days waits already: {span}. Please wait for the decision.")
    return Wording(text.format(span=span(notice.since, notice.last)), alert=True)


@words(said.ExemptionClash)
def exemption_clash(notice: said.ExemptionClash) -> Wording:
    """Say which exemption is in the way."""
    text = _("There is an exemption already: {span}. Choose days that adjoin it or come after it.")
    return Wording(text.format(span=span(notice.since, notice.last)), alert=True)


@words(said.ExemptionNobody)
def exemption_nobody(_notice: said.ExemptionNobody) -> Wording:
    """Say what is missing."""
    return Wording(
        _("Nobody in the branch can decide on this. Please ask the operator to name a reviewer of the superior."),
        alert=True,
    )
