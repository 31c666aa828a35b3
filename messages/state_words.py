"""Short words for the states that rows have, for counts in one line."""

from messages.i18n import _


def state_names(what: str) -> dict[str, str]:
    """Name the states of one kind of thing by their codes, in the order in which they are told."""
    return {
        "attendance": {
            "present": _("present"),
            "late": _("late"),
            "leave": _("on leave"),
            "absent": _("absent"),
        },
        "leave": {"official": _("official"), "personal": _("personal"), "ill": _("ill")},
        "dues": {
            "paid": _("paid"),
            "late": _("late"),
            "short": _("short"),
            "unpaid": _("unpaid"),
            "due": _("due"),
            "exempt": _("exempt"),
        },
        "duty": {
            "done": _("done"),
            "filed": _("handed in"),
            "returned": _("returned"),
            "excused": _("excused"),
        },
        "claim": {
            "approved": _("approved"),
            "submitted": _("waiting"),
            "returned": _("returned"),
            "withdrawn": _("withdrawn"),
        },
        "letter": {
            "proposed": _("to be signed"),
            "declined": _("not sent"),
            "sent": _("sent"),
            "acknowledged": _("acknowledged"),
            "appealed": _("appealed"),
            "upheld": _("upheld"),
            "withdrawn": _("withdrawn"),
        },
    }[what]


def counts(what: str, found: dict[str, int]) -> str:
    """Write counts in one line, such as present 5, late 1; a code without a name is shown as it is."""
    names = state_names(what)
    ordered = [code for code in names if code in found] + sorted(found.keys() - names.keys())
    return "、".join(f"{names.get(code, code)} {found[code]}" for code in ordered if found[code]) or "—"
