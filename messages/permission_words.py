"""The names of what can be done in a branch, for refusals and for the page of permissions."""

from messages.i18n import _


def action_names() -> dict[str, str]:
    """Name every action by its code."""
    return {
        "manage_roster": _("send the roster"),
        "invite": _("give joining links, unlink accounts"),
        "bind_group": _("link the group"),
        "plan_meeting": _("plan a meeting"),
        "cancel_meeting": _("cancel or move a meeting"),
        "check_in": _("check in"),
        "check_in_others": _("check others in"),
        "close_meeting": _("close a roll"),
        "confirm_meeting": _("confirm a roll"),
        "ask_leave": _("ask leave"),
        "decide_leave": _("decide on leave"),
        "announce_activity": _("announce a volunteer activity"),
        "join_activity": _("join a volunteer activity"),
        "approve_activity": _("approve the hours of an activity"),
        "file_claim": _("claim points"),
        "review_claim": _("decide on claims"),
        "choose_stages": _("choose who reviews claims"),
        "sign_letter": _("sign warning letters"),
        "record_dues": _("record dues"),
        "set_dues": _("set the standard of dues"),
        "exempt_from_dues": _("exempt from dues"),
        "manage_duties": _("add and change duties"),
        "confirm_duty": _("confirm a duty that was handed in"),
        "excuse_from_duty": _("excuse from a duty"),
        "import_study_points": _("import study points"),
        "mark_duty": _("mark one's own duty done"),
        "see_own_points": _("see one's own points"),
        "see_branch": _("see the member list"),
        "name_deputy": _("name a deputy while away"),
        "give_role": _("give and end roles"),
        "see_file": _("see a member's file"),
        "keep_file": _("keep a member's file: transfer, probation, category"),
        "ask_exemption": _("apply for exemption"),
        "decide_exemption": _("decide on exemption"),
        "decide_erasure": _("decide on erasing the data of who has left"),
        "see_undelivered": _("see undelivered messages"),
    }


def action_name(code: str) -> str:
    """Name one action; what has no name of its own is just what was asked for."""
    return action_names().get(code, _("this"))
