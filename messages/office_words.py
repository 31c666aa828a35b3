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
        Topic.PROBATION: _("Probation"),
        Topic.ADMISSION: _("Admit in full"),
        Topic.CATEGORY: _("Category, migrant"),
        Topic.LEAVING: _("Transfer out"),
        Topic.ARRIVAL: _("New member"),
        Topic.ACCEPT: _("Accept a transfer"),
        Topic.REJECT: _("Decline a transfer"),
        Topic.EXEMPTION: _("Application for exemption"),
        Topic.REFUSAL: _("Refuse an exemption"),
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
        (Topic.PROBATION, "until"): _("On which day does the probation end?"),
        (Topic.ADMISSION, "on"): _("On which day was the member admitted in full?"),
        (Topic.CATEGORY, "category"): _("Which category from now on?"),
        (Topic.LEAVING, "to"): _("Where to?"),
        (Topic.LEAVING, "destination"): _("Write the name of the party organisation."),
        (Topic.LEAVING, "on"): _("From which day is the member no longer here?"),
        (Topic.ARRIVAL, "name"): _("Write the name."),
        (Topic.ARRIVAL, "number"): _("Write the roster number."),
        (Topic.ARRIVAL, "category"): _("Which category?"),
        (Topic.ARRIVAL, "on"): _("From which day does the member belong to the branch?"),
        (Topic.ACCEPT, "number"): _("Write the roster number."),
        (Topic.REJECT, "reason"): _("Why can the member not come?"),
        (Topic.REFUSAL, "reason"): _("Why is it refused?"),
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
        (Topic.PROBATION, "until"): _("Probation until"),
        (Topic.ADMISSION, "on"): _("Admitted on"),
        (Topic.LEAVING, "on"): _("No longer here from"),
        (Topic.ARRIVAL, "on"): _("In the branch from"),
    }
    usual = {
        "deputy": _("Deputy"),
        "since": _("From"),
        "until": _("Last day"),
        "last": _("Last day"),
        "role": _("Role"),
        "category": _("Category"),
        "to": _("To"),
        "destination": _("Organisation"),
        "name": _("Name"),
        "number": _("Roster number"),
        "reason": _("Reason"),
    }
    return own.get((topic, key)) or usual[key]


def option_name(key: str, value: str) -> str:
    """Name an option that is a code; what no table holds is shown as it is."""
    if key == "role":
        return role_name(Role(value))
    if key == "category":
        return category_name(Category(value))
    if key == "to":
        return _("another organisation")
    return value


def done_text(topic: Topic) -> str:
    """Say that a form is done."""
    return {
        Topic.DEPUTY: _("The deputy is named and told."),
        Topic.ROLE: _("The role is given; the member is told."),
        Topic.ROLE_END: _("The role is ended; the member is told."),
        Topic.PROBATION: _("The probation is recorded. I remind you before it ends."),
        Topic.ADMISSION: _("The admission is recorded."),
        Topic.CATEGORY: _("The category is changed."),
        Topic.LEAVING: _("Recorded. Another branch here must accept first."),
        Topic.ARRIVAL: _("The member is entered. Give a joining link under “Invitations”."),
        Topic.ACCEPT: _("Accepted. The member and the former branch are told."),
        Topic.REJECT: _("Declined. The member and the former branch are told."),
        Topic.EXEMPTION: _("The application is handed in. You will be told of the decision."),
        Topic.REFUSAL: _("Refused. The member is told."),
    }[topic]
