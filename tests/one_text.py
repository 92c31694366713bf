"""One text in every format that is read: made for tests, and mutated by the fuzzing benchmark."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence
from email.message import EmailMessage

from docx import Document

from tests.packing import pack
from tests.paper import pdf

HEADING = "The road to the north"
PARAGRAPHS = (
    "The road from Homs to Hama was closed on Monday, and Dr. Haddad of the U.N. office in "
    "Damascus could not say when it would open. Lorries stood in a long row before the bridge.",
    "“We wait,” said a driver from Aleppo. “What else is there to do?” He had slept in his lorry "
    "for three nights, as had some 40 others on the way to Idlib.",
    "On Friday the first of them turned back to Homs.",
)
ENTITY = "urn:oasis:names:tc:opendocument:xmlns"
WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LATIN = str.maketrans("“”", '""')


def formats(heading: str = HEADING, paragraphs: Sequence[str] = PARAGRAPHS) -> dict[str, bytes]:
    """The bytes of a file of each format, by its ending."""
    text = "\n\n".join([heading, *paragraphs]) + "\n"
    return {
        ".txt": text.encode(),
        ".md": f"# {text}".encode(),
        ".html": page(heading, paragraphs).encode(),
        ".pdf": pdf([one.translate(LATIN) for one in paragraphs], heading=heading, framed=False),
        ".docx": word(heading, paragraphs),
        ".zip": pack({"a.txt": text}),
        ".csv": table(text),
        ".jsonl": json.dumps({"doc_id": "a", "text": text}).encode(),
        ".epub": book(heading, paragraphs),
        ".odt": open_document(heading, paragraphs),
        ".eml": mail(heading, paragraphs),
    }


def page(heading: str, paragraphs: Sequence[str]) -> str:
    """A web page with a menu beside the text."""
    body = "".join(f"<p>{html.escape(one)}</p>\n" for one in paragraphs)
    return (
        f'<html lang="en"><head><meta charset="utf-8"><title>{html.escape(heading)}</title></head>'
        f"<body><article><h1>{html.escape(heading)}</h1>\n{body}</article></body></html>"
    )


def word(heading: str, paragraphs: Sequence[str]) -> bytes:
    """A Word file."""
    made, file = Document(), io.BytesIO()
    made.add_heading(heading, 1)
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(file)
    return file.getvalue()


def table(text: str) -> bytes:
    """A table with one row."""
    file = io.StringIO()
    csv.writer(file).writerows([["id", "text"], ["a", text]])
    return file.getvalue().encode()


def book(heading: str, paragraphs: Sequence[str]) -> bytes:
    """A book of one chapter."""
    package = (
        '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>{html.escape(heading)}</dc:title><dc:creator>Jane Doe</dc:creator>"
        "<dc:language>en</dc:language><dc:date>2020-03-04</dc:date></metadata><manifest>"
        '<item id="a" href="text/a%20b.xhtml" media-type="application/xhtml+xml"/>'
        '<item id="i" href="i.png" media-type="image/png"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="gone"/></spine></package>'
    )
    container = '<container><rootfiles><rootfile full-path="OEBPS/a.opf"/></rootfiles></container>'
    return pack(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/a.opf": package,
            "OEBPS/text/a b.xhtml": f'<?xml version="1.0"?>{page(heading, paragraphs)}',
        }
    )


def open_document(heading: str, paragraphs: Sequence[str]) -> bytes:
    """An OpenDocument text."""
    body = f"<text:h>{html.escape(heading)}</text:h>" + "".join(
        f"<text:p>{html.escape(one).replace(' ', '<text:s/>', 1)}</text:p>\n" for one in paragraphs
    )
    content = (
        f'<office:document-content xmlns:office="{ENTITY}:office:1.0" '
        f'xmlns:text="{ENTITY}:text:1.0" xmlns:table="{ENTITY}:table:1.0"><office:body>'
        f"<office:text>{body}</office:text></office:body></office:document-content>"
    )
    return pack({"content.xml": content})


def mail(heading: str, paragraphs: Sequence[str]) -> bytes:
    """An e-mail in plain text."""
    message = EmailMessage()
    message["Subject"] = heading
    message["From"] = "Jane Doe <jane@example.org>"
    message["Date"] = "Wed, 04 Mar 2020 10:00:00 +0100"
    message.set_content("\n\n".join(paragraphs) + "\n")
    return message.as_bytes()
