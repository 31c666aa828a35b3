"""Wording of what members pay each month, of exemptions and of the alarm."""

from __future__ import annotations

from datetime import date

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.dues import money, month_name
from messages.dues_taps import (
    ExemptionBegin,
    ExemptionConfirm,
    ExemptionEnd,
    ExemptionTap,
    PayerList,
    PayerShow,
    StandardBasis,
    StandardBegin,
    StandardConfirm,
    StatementShow,
)
from messages.home import home_button
from messages.i18n import _, ngettext
from messages.pages import page_buttons
from scoring.points import plain
from storage.notices import dues_standards as said
from storage.notices.dues_standards import ExemptionStep
from storage.vocabulary import DuesBasis

NAME_WIDTH = 12
MONTHS = (3, 6, 12, 0)


def basis_name(basis: DuesBasis) -> str:
    """Name a rule."""
    return {
        DuesBasis.SALARY: _("by wages"),
        DuesBasis.RETIRED: _("by pension"),
        DuesBasis.FARMER: _("as a farmer"),
        DuesBasis.FIXED: _("a fixed amount"),
    }[basis]


def exemption_reasons() -> tuple[str, ...]:
    """Reasons for an exemption that are offered, in the reader's language."""
    return (_("hardship"), _("long illness"), _("no income"))


@words(said.Payers)
def payers(notice: said.Payers) -> Wording:
    """List everybody with what he pays, a button each."""
    rows = [(button(_payer_label(one), PayerShow(member_id=one.member_id)),) for one in notice.payers]
    text = _("<b>Monthly dues</b>") + "\n" + _("Tap a name to set the amount or exempt somebody.")
    turns = page_buttons(notice.page, notice.pages, lambda page: PayerList(page=page))
    return Wording(text, tuple(row for row in (*rows, turns, (home_button(),)) if row))


def _payer_label(one: said.Payer) -> str:
    what = _("– exempt") if one.exempt else money(one.amount)
    return f"{clip(one.name, NAME_WIDTH)} {what}"


@words(said.PayerCard)
def card(notice: said.PayerCard) -> Wording:
    """Show one member's dues and what can be decided."""
    lines = [f"<b>{safe(notice.name)}</b>", _("Each month: {amount}").format(amount=money(notice.amount))]
    if notice.basis is not None and notice.since is not None:
        since = month_name(notice.since)
        lines.append(_("{basis}, from {month} on").format(basis=basis_name(notice.basis), month=since))
    if notice.unpaid:
        lines.append(
            ngettext("Unpaid: {count} month", "Unpaid: {count} months running", notice.unpaid).format(
                count=notice.unpaid
            )
        )
    if notice.exempt_since is not None:
        lines += [_span(notice.exempt_since, notice.exempt_until), _reason(notice.exempt_reason)]
    return Wording("\n".join(lines), _decisions(notice))


def _decisions(notice: said.PayerCard) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if notice.may_set:
        rows.append((button(_("Set the amount"), StandardBegin(member_id=notice.member_id)),))
    if notice.may_exempt and notice.exempt_since is None:
        rows.append((button(_("Exempt from dues"), ExemptionBegin(member_id=notice.member_id)),))
    if notice.may_exempt and notice.exempt_since is not None:
        rows.append((button(_("End the exemption"), ExemptionEnd(member_id=notice.member_id)),))
    rows.append((button(_("Statement of the year"), StatementShow(member_id=notice.member_id, year=0)),))
    return (*rows, (button(_("All names"), PayerList(page=0)), home_button()))


def _span(since: date, until: date | None) -> str:
    if until is not None:
        return _("Exempt from {since} to before {until}.").format(since=month_name(since), until=month_name(until))
    return _("Exempt from {since} on, without an end.").format(since=month_name(since))


def _reason(reason: str) -> str:
    return _("Reason: {reason}").format(reason=safe(reason))


@words(said.StandardAsk)
def ask(notice: said.StandardAsk) -> Wording:
    """Offer the rules."""
    text = _("{name} pays {amount} a month now. How is the new amount found?")
    rows = tuple(
        (button(basis_name(basis), StandardBasis(member_id=notice.member_id, basis=basis)),) for basis in DuesBasis
    )
    return Wording(text.format(name=safe(notice.name), amount=money(notice.amount)), (*rows, _away(notice.member_id)))


def _away(member_id: int) -> tuple[Button, ...]:
    return (button(_("✖️ Cancel"), PayerShow(member_id=member_id)),)


@words(said.StandardAskNumber)
def ask_number(notice: said.StandardAskNumber) -> Wording:
    """Ask for an income or an amount; show the bands that it falls into."""
    texts = {
        DuesBasis.SALARY: [
            _("{name}: what is the monthly wage after tax, in yuan? It is not kept."),
            _("Up to 3000: 0.5 %. Up to 5000: 1 %."),
            _("Up to 10000: 1.5 %. Above: 2 %."),
        ],
        DuesBasis.RETIRED: [
            _("{name}: what is the monthly pension, in yuan? It is not kept."),
            _("Up to 5000: 0.5 %. Above: 1 %."),
        ],
        DuesBasis.FARMER: [_("{name}: how much a month? Farmers pay 0.2 to 1 yuan.")],
        DuesBasis.FIXED: [_("{name}: how much a month, in yuan? 0 is nothing.")],
    }[notice.basis]
    return Wording("\n".join([*texts, _("Write a number, or /cancel.")]).format(name=safe(notice.name)))


@words(said.StandardFaulty)
def faulty(notice: said.StandardFaulty) -> Wording:
    """Say what can be written."""
    text = _("Please write a number from {least} to {most} with at most two decimals, or /cancel.")
    return Wording(text.format(least=plain(notice.least), most=plain(notice.most)))


@words(said.StandardSummary)
def summary(notice: said.StandardSummary) -> Wording:
    """Show how the amount was found before it is kept."""
    lines = [f"<b>{safe(notice.name)}</b> · {basis_name(notice.basis)}"]
    if notice.base is not None and notice.percent is not None:
        fields = {"base": plain(notice.base), "percent": plain(notice.percent), "amount": money(notice.amount)}
        lines.append(_("{base} × {percent} % = {amount} a month").format(**fields))
    else:
        lines.append(_("Each month: {amount}").format(amount=money(notice.amount)))
    lines += [
        _("Until now: {amount}").format(amount=money(notice.before)),
        _("From {month} on.").format(month=month_name(notice.since)),
        "",
        _("Is this right? The member is told."),
    ]
    confirm = button(_("✅ Set it"), StandardConfirm(member_id=notice.member_id))
    return Wording("\n".join(lines), ((confirm,), _away(notice.member_id)))


@words(said.StandardSet)
def standard_set(notice: said.StandardSet) -> Wording:
    """Say what holds from when on."""
    fields = {"name": safe(notice.name), "amount": money(notice.amount), "month": month_name(notice.since)}
    if notice.own:
        text = _("Your dues are {amount} a month from {month} on.").format(**fields)
        return Wording(text + "\n" + _("By: {name}").format(name=safe(notice.by)))
    text = _("✅ {name} pays {amount} a month from {month} on.").format(**fields)
    return Wording(text, (_back(notice.member_id),))


def _back(member_id: int) -> tuple[Button, ...]:
    return (button(_("All names"), PayerList(page=0)), button(_("Back"), PayerShow(member_id=member_id)))


@words(said.ExemptionQuestion)
def exemption(notice: said.ExemptionQuestion) -> Wording:
    """Ask from when, for how long and why; then show it all."""
    head = f"<b>{safe(notice.name)}</b>" + _(" · exemption from dues")
    if notice.step is ExemptionStep.SUMMARY and notice.since is not None:
        lines = [
            head,
            _span(notice.since, notice.until),
            _reason(notice.reason),
            "",
            _("Months that were not paid are no debt then. Is this right? The member is told."),
        ]
        confirm = button(_("✅ Exempt"), ExemptionConfirm(member_id=notice.member_id))
        return Wording("\n".join(lines), ((confirm,), _away(notice.member_id)))
    asked = {
        ExemptionStep.SINCE: _("From which month on?"),
        ExemptionStep.MONTHS: _("For how long?"),
        ExemptionStep.REASON: _("Why? Tap or write a line, or /cancel."),
    }[notice.step]
    return Wording(f"{head}\n{asked}", (*_answers(notice), _away(notice.member_id)))


def _answers(notice: said.ExemptionQuestion) -> Keyboard:
    offered = {
        ExemptionStep.SINCE: [(month_name(start), start.isoformat()) for start in notice.starts],
        ExemptionStep.MONTHS: [(_length(count), str(count)) for count in MONTHS],
        ExemptionStep.REASON: [(reason, str(number)) for number, reason in enumerate(exemption_reasons())],
    }[notice.step]
    return tuple(
        (button(label, ExemptionTap(member_id=notice.member_id, step=notice.step, value=value)),)
        for label, value in offered
    )


def _length(count: int) -> str:
    if not count:
        return _("until it is ended")
    return ngettext("{n} month", "{n} months", count).format(n=count)


@words(said.ExemptionGranted)
def granted(notice: said.ExemptionGranted) -> Wording:
    """Say from when to when."""
    name = safe(notice.name)
    if notice.ended:
        month = month_name(notice.until or notice.since)
        text = _("{name} pays dues again from {month} on.").format(name=name, month=month)
    else:
        lines = [
            _("✅ {name} is exempt from dues.").format(name=name),
            _span(notice.since, notice.until),
            _reason(notice.reason),
        ]
        text = "\n".join(lines)
    if notice.own:
        return Wording(text + "\n" + _("By: {name}").format(name=safe(notice.by)))
    return Wording(text, (_back(notice.member_id),))


@words(said.DuesOwnMatter)
def own_matter(notice: said.DuesOwnMatter) -> Wording:
    """Say who can."""
    if not notice.others:
        return Wording(_("Nobody decides on his own dues. The superior committee must do it."), alert=True)
    names = safe(_(", ").join(notice.others))
    return Wording(_("Nobody decides on his own dues. It can be done by: {names}").format(names=names), alert=True)


@words(said.DuesAlarm)
def alarm(notice: said.DuesAlarm) -> Wording:
    """Raise the alarm with what the Charter says, and lead to the member's dues."""
    head = _("⚠️ {name} has paid no dues for {months} months running, since {month}.").format(
        name=safe(notice.name), months=notice.months, month=month_name(notice.since)
    )
    if notice.months >= 6:  # noqa: PLR2004 (the Charter's number)
        advice = _(
            "By the Party's Charter, six months without dues and without good reason count as giving up membership. "
            "Please speak to the member and report to the superior committee."
        )
    else:
        advice = _("Please speak to the member. At six months the Charter's rule on giving up membership applies.")
    look = button(_("Look at the dues"), PayerShow(member_id=notice.member_id))
    return Wording(f"{head}\n{advice}", ((look,),))
