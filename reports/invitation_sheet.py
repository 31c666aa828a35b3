"""The printed sheet of one-time links: a card with a QR code for each member, to cut and to hand over."""

from __future__ import annotations

import json
from dataclasses import dataclass
from io import BytesIO

from reports.fonts import SANS, font_folder

COLUMNS = 3
_QR_QUIET = 2
"""Empty modules around the code; with the card's own white margin that is what scanners ask for."""


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """One member's card: how he is called, and the link that his code holds."""

    name: str
    number: str
    link: str


@dataclass(frozen=True, slots=True)
class InvitationPaper:
    """The sheet: all words come ready in the reader's language."""

    title: str
    note: str
    steps: str
    cards: tuple[InvitationCard, ...]


def draw_invitations(paper: InvitationPaper) -> bytes:
    """Make the PDF, A4, three cards in a row; takes about 20 ms a card, to be done in the Studio."""
    import typst  # here, so that only the process that draws pays for it

    words = {
        "title": paper.title,
        "note": paper.note,
        "steps": paper.steps,
        "cards": [
            {"name": card.name, "number": card.number, "link": card.link, "code": _code(card.link)}
            for card in paper.cards
        ],
    }
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])
    pdf: bytes = typst.compile(
        _SHEET.encode(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"paper": json.dumps(words, ensure_ascii=False)},
    )
    return pdf


def _code(link: str) -> str:
    """Draw a link as an SVG; medium error correction outlives a fold or a stain."""
    import segno

    out = BytesIO()
    segno.make_qr(link, error="m").save(out, kind="svg", border=_QR_QUIET, xmldecl=False, svgns=True, scale=4)
    return out.getvalue().decode()


_SHEET = """
#let paper = json(bytes(sys.inputs.paper))
#set page(paper: "a4", margin: (x: 14mm, y: 14mm), footer: context align(center, text(8pt, fill: gray)[
  #counter(page).display("1 / 1", both: true)
]))
#set par(spacing: 0.45em, leading: 0.5em)
#set text(font: "FONT", size: 10pt, lang: "zh")
#align(center, text(17pt, weight: "bold", fill: rgb("#B3261E"), paper.title))
#v(1mm)
#align(center, text(9.5pt, paper.note))
#v(3mm)
#let card(one) = block(
  width: 100%, inset: 3mm, breakable: false, stroke: (paint: gray, thickness: 0.6pt, dash: "dashed"),
  align(center)[
    #text(15pt, one.name)
    #if one.number != "" [ #h(1.5mm) #text(9pt, fill: gray, one.number) ]
    #v(1mm)
    #image(bytes(one.code), format: "svg", width: 34mm)
    #text(8.5pt, paper.steps)
    #v(0.5mm)
    #text(5.5pt, fill: gray, one.link)
  ],
)
#grid(columns: (1fr,) * COLUMNS, gutter: 0mm, ..paper.cards.map(card))
""".replace("FONT", SANS).replace("COLUMNS", str(COLUMNS))
