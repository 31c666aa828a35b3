"""Build the catalogues: ids from the wording files, Chinese from ``parts/*.zh_CN.po``, English from the ids.

``python -m locales.build`` writes the .po and .mo files; ``--check`` writes nothing and fails on anything that is
missing, fuzzy, no longer used, translated in two ways, or out of step with the .mo files.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
SOURCES = HERE.parent / "messages"
DOMAIN = "xianfeng"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
FIXED_DATE = datetime(2026, 11, 21, tzinfo=UTC)
"""In every header, so that the same words always make the same file."""
FIELD = re.compile(r"\{(\w*)[^}]*\}")


class CatalogueFaults(Exception):
    """Everything that keeps the catalogues from being complete, a line each."""


def wanted() -> Catalog:
    """Collect every message id that a wording file uses."""
    catalogue = Catalog(domain=DOMAIN, charset="utf-8")
    for name, line, ids, _comments, _context in extract_from_dir(
        str(SOURCES), method_map=[("**.py", "python")], keywords=KEYWORDS
    ):
        catalogue.add(ids, locations=[(f"messages/{name}", line)])
    return catalogue


Words = str | tuple[str, ...]


def _plain(words: str | Iterable[str] | None) -> Words:
    return words if isinstance(words, str) else tuple(words or ())


def chinese(faults: list[str]) -> dict[Words, Words]:
    """Read all fragments; an id that two fragments translate differently is a fault."""
    found: dict[Words, Words] = {}
    for part in sorted((HERE / "parts").glob("*.zh_CN.po")):
        with part.open("rb") as file:
            catalogue = read_po(file, locale="zh_CN", abort_invalid=True)
        for message in catalogue:
            if not message.id:
                continue
            if message.fuzzy:
                faults.append(f"{part.name}: {message.id!r} is fuzzy")
            if found.setdefault(_plain(message.id), _plain(message.string)) != _plain(message.string):
                faults.append(f"{part.name}: {message.id!r} is translated differently in another part")
    return found


def translated(ids: Catalog, faults: list[str]) -> tuple[Catalog, Catalog]:
    """Make the Chinese and the English catalogue; each fault is named with its place."""
    texts = chinese(faults)
    zh = Catalog(locale="zh_CN", domain=DOMAIN, project="xianfeng", version="1", fuzzy=False)
    en = Catalog(locale="en", domain=DOMAIN, project="xianfeng", version="1", fuzzy=False)
    used = set()
    for message in ids:
        if not message.id:
            continue
        used.add(_plain(message.id))
        places = ", ".join(f"{name}:{line}" for name, line in message.locations)
        text = texts.get(_plain(message.id))
        if not text or not all((text,) if isinstance(text, str) else text):
            faults.append(f"{places}: {message.id!r} has no Chinese")
            continue
        _compare_fields(message, text, places, faults)
        zh.add(message.id, text)
        en.add(message.id, message.id)
    faults += [f"parts: {unused!r} is used by no wording file" for unused in texts if unused not in used]
    return zh, en


def _compare_fields(message: Message, text: str | tuple[str, ...], places: str, faults: list[str]) -> None:
    ids = (message.id,) if isinstance(message.id, str) else message.id
    texts = (text,) if isinstance(text, str) else text
    expected = {field for part in ids for field in FIELD.findall(part)}
    for part in texts:
        extra = set(FIELD.findall(part)) - expected
        if extra:
            faults.append(f"{places}: the Chinese of {message.id!r} has the unknown fields {sorted(extra)}")


def rendered(catalogue: Catalog) -> tuple[bytes, bytes]:
    """Give the bytes of the .po and the .mo file, the same every time."""
    po, mo = io.BytesIO(), io.BytesIO()
    catalogue.creation_date = catalogue.revision_date = FIXED_DATE
    write_po(po, catalogue, no_location=True, omit_header=False, sort_output=True, width=0)
    write_mo(mo, catalogue)
    return po.getvalue(), mo.getvalue()


def main(arguments: list[str]) -> int:
    """Write the catalogues or check them; print each fault; the exit code tells."""
    faults: list[str] = []
    for language, catalogue in zip(("zh_CN", "en"), translated(wanted(), faults), strict=True):
        folder = HERE / language / "LC_MESSAGES"
        for name, content in zip((f"{DOMAIN}.po", f"{DOMAIN}.mo"), rendered(catalogue), strict=True):
            if "--check" not in arguments:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(content)
            elif not (folder / name).is_file() or (folder / name).read_bytes() != content:
                faults.append(f"{folder / name} is out of step: run python -m locales.build")
    for fault in faults:
        sys.stderr.write(fault + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
