from __future__ import annotations

import pytest

import schemes
from docs.make_scheme_pages import FOLDER, pages
from scoring.telling.ladders import ladder_rows

REMAKE = "remake them: python -m docs.make_scheme_pages"


def test_every_preset_has_a_page_and_no_page_is_left_over() -> None:
    assert {page.name for page in FOLDER.glob("*.md")} == set(pages()), REMAKE


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_is_in_step_with_its_preset(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == pages()[name], REMAKE


@pytest.mark.parametrize("name", schemes.names())
def test_a_page_tells_every_item_every_grade_and_every_reading_in_both_languages(name: str) -> None:
    scheme, page = schemes.load(name), pages()[f"{name}.md"]
    texts = [section.title for section in scheme.sections]
    texts += [item.title for _, item in scheme.items()]
    texts += [grade.title for grade in scheme.grading.grades]
    texts += scheme.notes
    assert [text for text in texts if text.zh not in page or text.en not in page] == []


@pytest.mark.parametrize("name", schemes.names())
def test_a_page_tells_every_breach_of_a_ladder(name: str) -> None:
    scheme = schemes.load(name)
    told = [entry.zh for _, entries in ladder_rows(scheme) for entry in entries]
    causes = scheme.ladder.causes if scheme.ladder else ()
    assert all(any(cause.title.zh in entry for entry in told) for cause in causes)
    assert bool(told) == (scheme.ladder is not None)
