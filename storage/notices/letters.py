"""What becomes of a warning letter after it was signed: handed over on paper, appealed, ruled on; steps beyond it."""

from datetime import date
from typing import ClassVar

from storage.notices.absence import LetterSent
from storage.notices.base import Notice


class LetterByHand(Notice):
    """To the secretary, with the paper: the addressee has no account. ``handed_by`` is set once he signed for it."""

    kind: ClassVar[str] = "letter.by_hand"
    letter: LetterSent
    handed_by: str = ""
    handed_on: date | None = None


class LetterHanded(Notice):
    """Answer to who recorded that a letter was handed over; a second tap gets the first day."""

    kind: ClassVar[str] = "letter.handed"
    addressee: str
    by: str
    on: date


class AppealAsked(Notice):
    """Why the letter is wrong, as one message."""

    kind: ClassVar[str] = "letter.appeal_asked"
    number: int
    year: int


class AppealFiled(Notice):
    """To the addressee: his appeal is in; who rules, nobody in the branch when empty. Also to a second tap."""

    kind: ClassVar[str] = "letter.appeal_filed"
    number: int
    year: int
    rulers: tuple[str, ...]


class AppealCard(Notice):
    """To who may rule: the letter, and what its addressee says against it."""

    kind: ClassVar[str] = "letter.appeal_card"
    letter: LetterSent
    appeal: str


class RulingAsked(Notice):
    """Why the letter stays or is withdrawn, as one message."""

    kind: ClassVar[str] = "letter.ruling_asked"
    addressee: str
    withdraw: bool


class LetterRuled(Notice):
    """What was ruled, by whom and why: to the addressee, to who signed, and to a second tap."""

    kind: ClassVar[str] = "letter.ruled"
    addressee: str
    number: int
    year: int
    withdrawn: bool
    by: str
    reason: str


class LetterLapsed(Notice):
    """The letter lost an absence that it rested on: to the addressee, who signed, and in place of the cards.

    ``number`` is None for one that was never signed; ``by`` confirmed that the member was there.
    """

    kind: ClassVar[str] = "letter.lapsed"
    addressee: str
    year: int
    number: int | None
    by: str


class LetterNotAppealable(Notice):
    """The letter has been appealed, ruled on or withdrawn already; it is appealed once."""

    kind: ClassVar[str] = "letter.not_appealable"


class RulingOwn(Notice):
    """Nobody rules on a letter that he signed, or that is addressed to him; ``others`` can."""

    kind: ClassVar[str] = "letter.ruling_own"
    others: tuple[str, ...]


class LadderStepTaken(Notice):
    """To the secretary, and as a reminder to the member: what the scheme's ladder asks for, and why.

    Titles are Chinese with their English beside them; ``own`` says that the reader is the member.
    """

    kind: ClassVar[str] = "ladder.step"
    name: str
    action: str
    action_en: str
    cause: str
    cause_en: str
    number: int
    article: str
    own: bool = False


class LadderProposed(Notice):
    """To the secretary: a measure is proposed; it takes a resolution."""

    kind: ClassVar[str] = "ladder.proposed"
    name: str
    measure: str
    measure_en: str
    because: tuple[str, ...]
    because_en: tuple[str, ...]
    article: str
