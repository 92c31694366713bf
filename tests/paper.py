"""PDFs made for tests, with fpdf2."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

HEADER = "The Daily Example, 4 March"


class Paper(FPDF):
    """A paper with a header and a page number on every page, if it is told to have them."""

    framed = True

    def header(self) -> None:
        if self.framed:
            self.set_font("Times", size=9)
            self.cell(0, 10, HEADER, align="C")
            self.ln(15)

    def footer(self) -> None:
        if self.framed:
            self.set_y(-15)
            self.set_font("Times", size=9)
            self.cell(0, 10, f"Page {self.page_no()}", align="C")


def paper(paragraphs: Sequence[str], *, heading: str = "", framed: bool = True) -> Paper:
    """A paper with these paragraphs in one column, a page break where one is empty."""
    made = Paper(format=(148, 210))
    made.framed = framed
    made.add_page()
    if heading:
        made.set_font("Times", "B", 18)
        made.multi_cell(0, 9, heading, align="L")
        made.ln(4)
    for paragraph in paragraphs:
        if paragraph:
            made.set_font("Times", size=11)
            made.multi_cell(0, 5, paragraph, align="J")
            made.ln(4)
        else:
            made.add_page()
    return made


def pdf(paragraphs: Sequence[str], *, heading: str = "", framed: bool = True) -> bytes:
    """The bytes of `paper`."""
    return bytes(paper(paragraphs, heading=heading, framed=framed).output())
