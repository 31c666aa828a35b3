"""What comes with a notice: the letter's paper, readable and complete, uploaded once for each content."""

from datetime import date

import pypdfium2
import pytest

from bot.attachments import Attachment, AttachmentKind, Attachments
from messages.base import CAPTION_LIMIT, word
from reports.studio import Studio
from storage.notices import Notice
from storage.notices.absence import Absence, LetterSent
from storage.notices.common import Gone
from tests.courier.station import Station

LETTER = LetterSent(
    letter_id=1,
    number=3,
    year=2026,
    addressee="张三",
    absences=[Absence(day=date(2026, 7, 10), title="主题党日"), Absence(day=date(2026, 7, 17), title='#[*] <b>"大会"')],
    branch="机关第一党支部",
    signed_on=date(2026, 7, 20),
    signer="王书记",
)


def attachment_of(notice: Notice) -> Attachment:
    found = Attachments(Studio()).of(notice, "zh_CN")
    assert found is not None
    return found


async def test_the_letter_is_one_page_that_says_who_when_and_what_can_be_done() -> None:
    studio = Studio()
    carried = Attachments(studio).of(LETTER, "zh_CN")
    assert carried is not None
    pdf = pypdfium2.PdfDocument(await carried.make())
    await studio.close()
    text = pdf[0].get_textpage().get_text_range().replace(" ", "")  # typst spaces digits in Chinese
    assert len(pdf) == 1
    for expected in ("〔2026〕第3号", "张三同志", "2次", "2026年7月10日", '#[*]<b>"大会"', "王书记", "说明"):
        assert expected in text
    assert (carried.kind, carried.file_name) == (AttachmentKind.DOCUMENT, "警戒书-2026-3.pdf")
    pdf.close()


def test_the_answer_of_the_addressee_changes_the_words_and_not_the_paper() -> None:
    answered = LETTER.model_copy(update={"acknowledged_on": date(2026, 7, 21)})
    assert attachment_of(answered).key == attachment_of(LETTER).key
    assert attachment_of(LETTER.model_copy(update={"number": 4})).key != attachment_of(LETTER).key


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_words_beside_the_paper_fit_however_much_was_missed(language: str) -> None:
    missed = [Absence(day=date(2026, 7, 10), title="会" * 60)] * 50
    crowded = LETTER.model_copy(update={"absences": missed, "branch": "支" * 60, "addressee": "欧阳" * 10})
    assert len(word(crowded, language).text) <= CAPTION_LIMIT


def test_most_notices_carry_nothing() -> None:
    assert Attachments(Studio()).of(Gone(), "zh_CN") is None


async def test_the_letter_arrives_as_a_file_and_its_words_can_be_rewritten(station: Station) -> None:
    async with station:
        await station.owe("", to="张三", key="letter", notice=LETTER, subject="letter:1")
        await station.idle()
        answered = LETTER.model_copy(update={"acknowledged_on": date(2026, 7, 21)})
        await station.rewrite("letter:1", "", notice=answered)
        await station.idle()
    chat = station.box.world.private_chat(station.bot, station.people["张三"])
    [message] = [m.as_json() for m in station.box.world.history.page(chat, limit=10) if m.author is station.bot]
    assert message["document"]["file_name"] == "警戒书-2026-3.pdf"
    assert "2026年7月21日" in message["caption"]
