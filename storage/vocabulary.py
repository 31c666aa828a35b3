"""The closed word lists that rows use. Names follow the table in the architecture page."""

from enum import StrEnum


class Role(StrEnum):
    """What a person may be in one branch, from a date to a date."""

    MEMBER = "member"
    GROUP_LEADER = "group_leader"
    RECORDER = "recorder"
    COMMITTEE = "committee"
    SECRETARY = "secretary"
    REVIEWER = "reviewer"


class Category(StrEnum):
    """Which kind of member somebody is; schemes read it."""

    IN_SERVICE = "in_service"
    RETIRED = "retired"
    RURAL = "rural"
    AGENCY = "agency"
    NEW_ORGANISATION = "new_organisation"
    MIGRANT = "migrant"


class MeetingKind(StrEnum):
    """三会一课 and the other kinds of organisational life."""

    GENERAL = "general"
    COMMITTEE = "committee"
    GROUP = "group"
    LECTURE = "lecture"
    THEME_DAY = "theme_day"
    LIFE = "life"
    APPRAISAL = "appraisal"
    STUDY = "study"
    OTHER_STUDY = "other_study"


class Audience(StrEnum):
    """Who is expected at a meeting."""

    BRANCH = "branch"
    COMMITTEE = "committee"
    GROUP = "group"


class MeetingState(StrEnum):
    """A meeting goes forward only: planned, open for check-in, closed and listed, confirmed into facts."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Presence(StrEnum):
    """How a member stood to one meeting."""

    PRESENT = "present"
    LATE = "late"
    LEAVE = "leave"
    ABSENT = "absent"


class CheckInMode(StrEnum):
    """By what an attendance came to be recorded."""

    BUTTON = "button"
    ON_BEHALF = "on_behalf"
    CLOSING = "closing"


class LeaveKind(StrEnum):
    """The reasons for leave that schemes tell apart."""

    OFFICIAL = "official"
    PERSONAL = "personal"
    ILL = "ill"


class LeaveState(StrEnum):
    """Asked, then decided once."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"


class ClaimKind(StrEnum):
    """A claim for a scheme's item, or volunteer service declared in hours."""

    ITEM = "item"
    SERVICE = "service"


class ClaimState(StrEnum):
    """Submitted, then approved or returned; a returned claim can be submitted again."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class VerdictOutcome(StrEnum):
    """What a reviewer said to one round of a claim."""

    APPROVED = "approved"
    RETURNED = "returned"


class EvidenceKind(StrEnum):
    """What was attached."""

    PHOTO = "photo"
    DOCUMENT = "document"


class DuesState(StrEnum):
    """One member's dues for one month."""

    DUE = "due"
    PAID = "paid"
    LATE = "late"
    SHORT = "short"
    UNPAID = "unpaid"
    EXEMPT = "exempt"


class LetterState(StrEnum):
    """A warning letter waits for the secretary's sign-off before anybody sees it."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"


class ChatState(StrEnum):
    """Whether the bot can still speak in a chat."""

    ACTIVE = "active"
    UNREACHABLE = "unreachable"
    MIGRATED = "migrated"


class OutboxState(StrEnum):
    """Owed until delivered; `undeliverable` is an end that the secretary can see."""

    OWED = "owed"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"
