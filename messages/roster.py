"""Wording of the roster sheet: how to send it, its preview, its outcome. Its faults are worded in `roster_faults`."""

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.home import Home, home_button
from messages.i18n import _, ngettext
from messages.member_words import field_name, field_value
from messages.roster_faults import fault_line
from storage.notices import roster as said


class RosterDo(CallbackData, prefix="roster"):
    """What to do: template, apply or drop. ``digest`` names the preview that an apply or a drop belongs to."""

    act: str
    digest: str = ""


NAMES_SHOWN = 12
CHANGES_SHOWN = 8
NAME_LENGTH = 20


@words(said.RosterAsk)
def ask(notice: said.RosterAsk) -> Wording:
    """Tell how to send the roster."""
    have = ngettext("The branch has {n} member now.", "The branch has {n} members now.", notice.members)
    lines = [
        _("<b>Roster</b>"),
        have.format(n=notice.members),
        "",
        _("Send me the roster as an .xlsx file (Excel or WPS)."),
        _("You will see what it changes before anything is changed. Nobody is ever deleted."),
    ]
    keyboard = ((button(_("Get the sheet to fill in"), RosterDo(act="template")),), (_drop_button(""),))
    return Wording("\n".join(lines), keyboard)


@words(said.RosterTemplate)
def template(_notice: said.RosterTemplate) -> Wording:
    """Explain the sheet in its caption."""
    lines = [
        _("The roster as I know it. Fill in a row for each member and send it back here."),
        _("Needed: No., name, category. The number stays the same for ever: it tells who is who."),
    ]
    return Wording("\n".join(lines))


@words(said.RosterExpected)
def expected(_notice: said.RosterExpected) -> Wording:
    """Say what is awaited."""
    return Wording(_("I am waiting for the roster as an .xlsx file. To stop, send /cancel."), _after_fault())


@words(said.RosterWrongType)
def wrong_type(notice: said.RosterWrongType) -> Wording:
    """Say what came and what is needed."""
    lines = [
        _("“{found}” is not an .xlsx file.").format(found=safe(clip(notice.found, 60))),
        _("In Excel or WPS choose “Save as” and the type “Excel workbook (*.xlsx)”, then send it again."),
    ]
    return Wording("\n".join(lines), _after_fault())


@words(said.RosterEmptyFile)
def empty_file(_notice: said.RosterEmptyFile) -> Wording:
    """Say that nothing is in the file."""
    return Wording(_("The file is empty (0 bytes). Please save it again and send it once more."), _after_fault())


@words(said.RosterTooBig)
def too_big(notice: said.RosterTooBig) -> Wording:
    """Say how big it is and how big it may be."""
    text = _("The file has {size} MB; I can take up to {limit} MB. A roster is far smaller: remove pictures from it.")
    million = 1024 * 1024
    size = f"{notice.size / million:.1f}"
    return Wording(text.format(size=size, limit=notice.limit // million), _after_fault())


@words(said.RosterUnreadable)
def unreadable(notice: said.RosterUnreadable) -> Wording:
    """Say why it cannot be opened."""
    if notice.locked:
        return Wording(_("The file asks for a password. Please remove the password and send it again."), _after_fault())
    return Wording(
        _("The file is named .xlsx but is no workbook, or it is damaged.")
        + "\n"
        + _("Open it in Excel or WPS and save it as .xlsx again."),
        _after_fault(),
    )


@words(said.RosterFaulty)
def faulty(notice: said.RosterFaulty) -> Wording:
    """Name the faulty cells, what was found and what would be right."""
    head = ngettext(
        "{n} cell needs to be put right. Nothing was changed.",
        "{n} cells need to be put right. Nothing was changed.",
        notice.total,
    ).format(n=notice.total)
    lines = [head, "", *(fault_line(fault) for fault in notice.faults)]
    more = notice.total - len(notice.faults)
    if more:
        lines.append(ngettext("… and {n} more.", "… and {n} more.", more).format(n=more))
    lines += ["", _("Put it right and send the file again.")]
    return Wording("\n".join(lines), _after_fault())


@words(said.RosterPreview)
def preview(notice: said.RosterPreview) -> Wording:
    """Show what the sheet would do, and ask."""
    lines = [_("<b>What the sheet would change</b>")]
    if notice.added:
        lines.append(_("New: {n}").format(n=len(notice.added)) + " · " + _names(notice.added))
    if notice.changed:
        lines.append(_("Changed: {n}").format(n=len(notice.changed)))
        lines += [_change_line(change) for change in notice.changed[:CHANGES_SHOWN]]
        if len(notice.changed) > CHANGES_SHOWN:
            more = len(notice.changed) - CHANGES_SHOWN
            lines.append(ngettext("… and {n} more.", "… and {n} more.", more).format(n=more))
    lines.append(_("Unchanged: {n}").format(n=notice.unchanged))
    if notice.left_out:
        lines.append(
            _("Not in the sheet, kept as they are: {n}").format(n=len(notice.left_out))
            + " · "
            + _names(notice.left_out)
        )
    if notice.same_names:
        names = _(", ").join(safe(clip(name, NAME_LENGTH)) for name in notice.same_names[:NAMES_SHOWN])
        lines.append(_("⚠ The same name more than once, told apart by the number: {names}").format(names=names))
    if notice.ignored:
        names = _(", ").join(safe(name) for name in notice.ignored[:NAMES_SHOWN])
        lines.append(_("Columns that I do not use: {names}").format(names=names))
    return _question(lines, notice)


def _question(lines: list[str], notice: said.RosterPreview) -> Wording:
    """Ask to confirm; a sheet that changes nothing has nothing to confirm."""
    if not notice.added and not notice.changed:
        return Wording("\n".join([*lines, "", _("The sheet says what I know already.")]), ((home_button(),),))
    confirm = button(_("✅ Take it over"), RosterDo(act="apply", digest=notice.digest))
    return Wording(
        "\n".join([*lines, "", _("Nothing is changed until you confirm.")]),
        ((confirm,), (_drop_button(notice.digest),)),
    )


def _names(named: tuple[said.Named, ...]) -> str:
    shown = _(", ").join(_named(one.number, one.name) for one in named[:NAMES_SHOWN])
    more = len(named) - NAMES_SHOWN
    return shown if more <= 0 else shown + " " + ngettext("… and {n} more.", "… and {n} more.", more).format(n=more)


def _named(number: str, name: str) -> str:
    return f"{safe(clip(name, NAME_LENGTH))}({safe(number)})" if number else safe(clip(name, NAME_LENGTH))


def _change_line(change: said.MemberChange) -> str:
    parts = [
        f"{field_name(field.field)} {safe(field_value(field.field, field.before))} → "
        f"{safe(field_value(field.field, field.after))}"
        for field in change.fields
    ]
    return f"• {_named(change.number, change.name)}: " + _("; ").join(parts)


@words(said.RosterApplied)
def applied(notice: said.RosterApplied) -> Wording:
    """Tell what was done and what comes next."""
    lines = [
        _("✅ The roster is taken over."),
        _("New: {n}").format(n=notice.added),
        _("Changed: {n}").format(n=notice.changed),
        _("Unchanged: {n}").format(n=notice.unchanged),
    ]
    invite = button(_("Invitations"), Home(to="invite"))
    return Wording("\n".join(lines), ((invite, home_button()),))


@words(said.RosterStale)
def stale(_notice: said.RosterStale) -> Wording:
    """Say that the preview is out of date."""
    return Wording(_("This preview is out of date. Please send the roster again."), alert=True)


@words(said.RosterAlreadyApplied)
def already_applied(_notice: said.RosterAlreadyApplied) -> Wording:
    """Say that it is done."""
    return Wording(_("This roster has been taken over already."))


@words(said.RosterDropped)
def dropped(_notice: said.RosterDropped) -> Wording:
    """Confirm that nothing was changed."""
    return Wording(_("Dropped. Nothing was changed."), ((home_button(),),))


def _drop_button(digest: str) -> Button:
    return button(_("Cancel"), RosterDo(act="drop", digest=digest))


def _after_fault() -> Keyboard:
    return ((button(_("Get the sheet to fill in"), RosterDo(act="template")),), (_drop_button(""),))
