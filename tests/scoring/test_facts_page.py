from __future__ import annotations

from pathlib import Path

from scoring import read_facts
from scoring.sheets.page import EXAMPLE, facts_page

PAGE = Path(__file__).parents[2] / "docs" / "facts.md"
REMAKE = "python -c \"from scoring.sheets.page import facts_page; print(facts_page(), end='')\" > docs/facts.md"


def test_the_page_is_in_step_with_the_vocabulary() -> None:
    assert PAGE.read_text("utf-8") == facts_page(), f"remake it: {REMAKE}"


def test_the_example_on_the_page_is_a_right_sheet() -> None:
    assert len(read_facts(EXAMPLE)) == 8
