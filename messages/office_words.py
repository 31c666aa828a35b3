"""The words of each topic of the office: its title, its questions, its answers, its outcome."""

from messages.i18n import _
from messages.member_words import category_name, role_name
from storage.notices.office import Topic
from storage.vocabulary import Category, Role


def title(topic: Topic) -> str:
    """Name a form."""
    return {
        Topic.DEPUTY: _("Deputy while away"),
        Topic.ROLE: _("Give a role"),
        Topic.ROLE_END: _("End a role"),
    }[topic]


def question_text(topic: Topic, key: str) -> str:
    """Put a question; a topic's own wording goes before the one that its kind of answer usually has."""
    own = {
        (Topic.DEPUTY, "deputy"): _("Who acts for you?"),
        (Topic.DEPUTY, "since"): _("From which day are you away?"),
        (Topic.DEPUTY, "until"): _("Which is the last day?"),
        (Topic.ROLE, "role"): _("Which role?"),
        (Topic.ROLE_END, "role"): _("Which role ends?"),
        (Topic.ROLE_END, "on"): _("From which day does the member no longer hold it?"),
    }
    usual = {
        "since": _("From which day?"),
        "last": _("Which is the last day? Skip if it is open."),
        "reason": _("Write the reason in a few words."),
    }
    return own.get((topic, key)) or usual[key]


def answer_name(topic: Topic, key: str) -> str:
    """Name an answer in the summary."""
    own = {
        (Topic.ROLE_END, "on"): _("No longer from"),
    }
    usual = {
        "deputy": _("Deputy"),
        "since": _("From"),
        "until": _("Last day"),
        "last": _("Last day"),
        "role": _("Role"),
        "reason": _("Reason"),
    }
    return own.get((topic, key)) or usual[key]


def option_name(key: str, value: str) -> str:
    """Name an option that is a code; what no table holds is shown as it is."""
    if key == "role":
        return role_name(Role(value))
    if key == "category":
        return category_name(Category(value))
    return value


def done_text(topic: Topic) -> str:
    """Say that a form is done."""
    return {
        Topic.DEPUTY: _("The deputy is named and told."),
        Topic.ROLE: _("The role is given; the member is told."),
        Topic.ROLE_END: _("The role is ended; the member is told."),
    }[topic]
