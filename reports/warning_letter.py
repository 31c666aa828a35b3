"""The warning letter 警戒书: one page, numbered, to its addressee alone."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from reports.fonts import SERIF, font_folder


@dataclass(frozen=True, slots=True)
class LetterPaper:
    """The letter: all words come ready in the reader's language. ``absences`` are one line each."""

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


def draw_letter(paper: LetterPaper) -> bytes:
    """Make the PDF, A4, longer than a page only with dozens of absences; to be done in the Studio."""
    import typst  # here, so that only the process that draws pays for it

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())])
    pdf: bytes = typst.compile(
        _LETTER.encode(),
        font_paths=fonts,
        format="pdf",
        sys_inputs={"paper": json.dumps(asdict(paper), ensure_ascii=False)},
    )
    return pdf


_LETTER = """
#let paper = json(bytes(sys.inputs.paper))
#set page(paper: "a4", margin: (x: 28mm, top: 34mm, bottom: 28mm))
#set text(font: "FONT", size: 14pt, lang: "zh")
#set par(leading: 1em, spacing: 1.2em, justify: true)
#let red = rgb("#B3261E")
#align(center, text(26pt, fill: red, weight: "bold", tracking: 0.3em, paper.title))
#align(center, text(12pt, paper.number))
#line(length: 100%, stroke: 1.2pt + red)
#v(8mm)
#text(weight: "bold", paper.salutation)

#h(2em)#paper.opening

#block(inset: (left: 2em))[
  #for absence in paper.absences [
    - #absence
  ]
]

#h(2em)#paper.request

#h(2em)#paper.recourse

#v(14mm)
#align(right)[
  #paper.branch \\
  #paper.signer \\
  #paper.day
]
""".replace("FONT", SERIF)
