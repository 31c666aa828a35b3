"""The words on the warning letter's paper."""

from __future__ import annotations

from dataclasses import dataclass

from messages.i18n import _, ngettext, speaking
from messages.times import full_day
from storage.notices.absence import LetterSent


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Everything that is written on the paper."""

    title: str
    number: str
    salutation: str
    opening: str
    absences: tuple[str, ...]
    request: str
    recourse: str
    branch: str
    signer: str
    day: str
    file_name: str


def letter_words(notice: LetterSent, reader: str | None) -> LetterWords:
    """Write the letter in a language; the paper has no markup, so nothing is escaped."""
    with speaking(reader):
        count = len(notice.absences)
        return LetterWords(
            title=_("Warning letter"),
            number=_("{branch}, {year} No. {number}").format(
                branch=notice.branch, year=notice.year, number=notice.number
            ),
            salutation=_("Comrade {name}:").format(name=notice.addressee),
            opening=ngettext(
                "in {year} you were absent {count} time without cause from the branch's organisational life:",
                "in {year} you were absent {count} times without cause from the branch's organisational life:",
                count,
            ).format(year=notice.year, count=count),
            absences=tuple(f"{full_day(absence.day)} {absence.title}" for absence in notice.absences),
            request=_(
                "This letter is issued under the rules of organisational life. Please reflect on it and take part "
                "on time from now on; if you cannot come for a good reason, ask for leave beforehand."
            ),
            recourse=_("If this record is wrong, please tell the branch secretary; it will be looked into."),
            branch=notice.branch,
            signer=_("Signed: {name}").format(name=notice.signer),
            day=full_day(notice.signed_on),
            file_name=_("Warning letter {year}-{number}.pdf").format(year=notice.year, number=notice.number),
        )
