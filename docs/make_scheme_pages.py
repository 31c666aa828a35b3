"""Make the pages of the schemes from the presets: ``python -m docs.make_scheme_pages``."""

from __future__ import annotations

from pathlib import Path

import schemes
from scoring.telling.page import scheme_index, scheme_page

FOLDER = Path(__file__).parent / "schemes"
INDEX = "README.md"


def pages() -> dict[str, str]:
    """Every page by its file's name."""
    loaded = [schemes.load(name) for name in schemes.names()]
    return {INDEX: scheme_index(loaded), **{f"{one.id}.md": scheme_page(one) for one in loaded}}


def main() -> None:
    """Write every page, and take away those of presets that are no more."""
    made = pages()
    FOLDER.mkdir(exist_ok=True)
    for left in {page.name for page in FOLDER.glob("*.md")} - made.keys():
        (FOLDER / left).unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
