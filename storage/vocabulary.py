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


class Repeat(StrEnum):
    """How often a meeting is held: once, or each month on the same day, n-th weekday or last weekday."""

    ONCE = "once"
    MONTHLY_DAY = "monthly_day"
    MONTHLY_WEEKDAY = "monthly_weekday"
    MONTHLY_LAST_WEEKDAY = "monthly_last_weekday"


class Presence(StrEnum):
    """How a member stood to one meeting."""

    PRESENT = "present"
    LATE = "late"
    LEAVE = "leave"
    ABSENT = "absent"


class CheckInWay(StrEnum):
    """How members check in to a meeting, chosen when it is planned."""

    BUTTON = "button"
    CODE = "code"


class CheckInMode(StrEnum):
    """By what an attendance came to be recorded."""

    BUTTON = "button"
    CODE = "code"
    ON_BEHALF = "on_behalf"
    MADE_UP = "made_up"
    CLOSING = "closing"


class MakeUpState(StrEnum):
    """A forgotten check-in: asked, attested by two who were there, then decided once."""

    ASKED = "asked"
    ATTESTED = "attested"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


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


class ActivityState(StrEnum):
    """An activity goes forward only: announced, open for check-in, over and to be approved, settled into facts."""

    ANNOUNCED = "announced"
    OPEN = "open"
    OVER = "over"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class SeatState(StrEnum):
    """How a member stands to an activity: he has a place, waits for one, or gave it back in time."""

    JOINED = "joined"
    WAITING = "waiting"
    LEFT = "left"


class DuesState(StrEnum):
    """One member's dues for one month."""

    DUE = "due"
    PAID = "paid"
    LATE = "late"
    SHORT = "short"
    UNPAID = "unpaid"
    EXEMPT = "exempt"


class DuesBasis(StrEnum):
    """By which official rule a month's dues were worked out; fixed: set as an amount."""

    SALARY = "salary"
    RETIRED = "retired"
    FARMER = "farmer"
    FIXED = "fixed"


class DutyEvery(StrEnum):
    """How often a duty comes back."""

    ONCE = "once"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class DutyEvidence(StrEnum):
    """What has to be handed in: nothing but word of it, words or a paper, a picture or paper, a number of points."""

    NONE = "none"
    WORDS = "words"
    FILE = "file"
    POINTS = "points"


class DutyState(StrEnum):
    """How a member stands to a duty: handed in and not looked at yet, done, given back, or excused from it."""

    FILED = "filed"
    DONE = "done"
    RETURNED = "returned"
    EXCUSED = "excused"


class ReminderMode(StrEnum):
    """Which reminders a person wants: all of them, only on the last day, or none."""

    ALL = "all"
    LAST_DAY = "last_day"
    NONE = "none"


class LetterState(StrEnum):
    """A warning letter waits for the secretary's sign-off before anybody sees it.

    One that is ``withdrawn`` was ruled wrong, and its cause is void; one that ``lapsed`` lost an absence it rested on.
    """

    PROPOSED = "proposed"
    DECLINED = "declined"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    APPEALED = "appealed"
    UPHELD = "upheld"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class RequestState(StrEnum):
    """Something asked of an office: decided once, or taken back."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


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
