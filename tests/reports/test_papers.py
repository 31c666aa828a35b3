"""Papers say what they were given, whatever was given."""

from dataclasses import asdict, replace

import pypdfium2
import pytest

from reports.invitation_sheet import InvitationCard, InvitationPaper, draw_invitations
from reports.warning_letter import LetterPaper, draw_letter

LETTER = LetterPaper(
    title="警戒书",
    number="机关第一党支部〔2026〕第 3 号",
    salutation="张伟同志:",
    opening="您本年度两次无故缺席组织生活。",
    absences=("2026年3月12日 3月主题党日", "2026年6月24日 6月主题党日"),
    request="请认真对待。",
    recourse="如有异议,请在五个工作日内提出。",
    branch="机关第一党支部",
    signer="书记 王建国",
    day="2026年6月25日",
)
HOSTILE = '#panic("x") $x^2$ *粗* _斜_ ] } \\ "引号" <a> @b 1. - = /* // `c` ~'


def words(pdf: bytes) -> tuple[str, int]:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split()), len(pages)


def test_the_letter_is_one_page_with_everything_on_it() -> None:
    text, pages = words(draw_letter(LETTER))
    assert pages == 1
    said = [*LETTER.absences, LETTER.title, LETTER.number, LETTER.salutation, LETTER.branch, LETTER.signer, LETTER.day]
    for part in said:
        assert "".join(part.split()) in text


@pytest.mark.parametrize("field", ["salutation", "opening", "request", "branch", "number"])
def test_markup_in_what_people_wrote_comes_out_as_written(field: str) -> None:
    text, pages = words(draw_letter(LetterPaper(**{**asdict(LETTER), field: HOSTILE})))
    assert pages == 1
    assert "".join(HOSTILE.split()) in text


def test_an_absence_with_markup_or_a_line_end_breaks_nothing() -> None:
    text, _ = words(draw_letter(replace(LETTER, absences=(HOSTILE, "上\n下"))))
    assert "".join(HOSTILE.split()) in text
    assert "上下" in text


def test_dozens_of_absences_go_on_over_the_page() -> None:
    text, pages = words(draw_letter(replace(LETTER, absences=tuple(f"第{n}次缺席" for n in range(60)))))
    assert pages > 1
    assert "第59次缺席" in text


def test_a_sheet_of_codes_has_a_card_for_each_member_over_as_many_pages_as_it_needs() -> None:
    cards = tuple(
        InvitationCard(name=f"党员{n}" if n else HOSTILE, number=f"{n:03d}", link=f"https://t.me/b?start=token{n}")
        for n in range(13)
    )
    text, pages = words(
        draw_invitations(InvitationPaper(title="入群二维码", note=HOSTILE, steps="扫一扫", cards=cards))
    )
    assert pages == 2
    assert all(card.number in text for card in cards)
    assert "".join(HOSTILE.split()) in text
