"""The record of one document: what is known of it, from where, how sure; how it is cited."""

from __future__ import annotations

import json

from dashboard.claimed import LABELS, Field, fields, origin
from dashboard.correcting import form, opener
from dashboard.library import Library
from dashboard.markup import Html, button, isolated, join, link, tag
from dashboard.state import State
from dashboard.wording import byline, date, number, plural, title
from sources.citation import bibtex, csl, reference
from sources.library import is_table
from sources.model import Document
from sources.shelf import Entry


def record(library: Library, state: State, doc_id: str) -> Html:
    """Show what is known of a document, and its citations."""
    document = library.document(doc_id)
    entry = library.kept.entries.get(doc_id) if library.kept else None
    correctable = entry is not None and not is_table(entry)
    rows = [
        _field(one, document.record.certainty, _form(one, state, correctable=correctable))
        for one in fields(document)
    ]
    return tag(
        "div",
        _head(document, state),
        _notes(document),
        tag("dl", *rows, class_="record"),
        _table(entry) if entry is not None and is_table(entry) else None,
        _file(document),
        _citations(document),
        class_="about digest" if document.is_digest else "about",
        data_document=document.id,
    )


def _head(document: Document, state: State) -> Html:
    listing = button("show", "All documents", data_sheet="documents", data_key="all-documents")
    back = button("show", "Back to the quotes", data_sheet="quotes", data_key="back",
                  data_shortcut="Escape")  # fmt: skip
    here = state.quote is not None and state.quote.document == document.id
    start = state.quote.start if here and state.quote else 0
    words = "Back to the text" if here else "Read it"
    reading = button("read", words, class_="text", data_start=start, data_key="read-about")
    return join(
        (
            tag("nav", listing, back, class_="back", aria_label="Evidence"),
            tag(
                "header",
                tag("h2", isolated(title(document)), data_heading=True, tabindex=-1),
                tag("p", isolated(byline(document)), class_="byline"),
                tag("p", reading),
                class_="sheet-head",
            ),
        )
    )


def _notes(document: Document) -> Html | None:
    digest = "This is a digest in our own words; the record is that of the article."
    told = [document.record.certainty, *document.notes]
    if document.is_digest:
        told.insert(0, digest)
    rows = [tag("p", words, class_="unsure") for words in told if words]
    return tag("div", *rows, class_="notes") if rows else None


def _table(entry: Entry) -> Html:
    """Say how the record of a row is put right."""
    words = f"This is a row of the table {entry.name}: correct the row there, and add it again."
    return tag("p", words, class_="notes unsure")


def _form(field: Field, state: State, *, correctable: bool) -> tuple[Html | None, Html | None]:
    """What stands in the place of the value while it is put right, and the way to that."""
    if not correctable:
        return None, None
    if state.editing is not None and state.editing.field == field.name:
        return form(field, state.editing), None
    return None, opener(field)


def _field(field: Field, doubts: str, correcting: tuple[Html | None, Html | None]) -> Html:
    typing, way = correcting
    said = typing or (
        tag("span", "not known") if field.value is None else _value(field.name, field.value)
    )
    none = field.value is None and typing is None
    told = [tag("dd", said, way, class_="value none" if none else "value")]
    if field.taken is not None:
        told.append(tag("dd", origin(field.taken, doubts), class_="origin"))
    if field.others:
        others = [
            tag(
                "li",
                _value(field.name, one.value),
                tag("span", origin(one, doubts), class_="origin"),
            )
            for one in field.others
        ]
        told.append(tag("dd", tag("span", "Also said"), tag("ul", *others), class_="others"))
    return tag("div", tag("dt", LABELS[field.name]), *told)


def _value(name: str, value: str) -> Html:
    if name == "url":
        return link(value, value) or isolated(value)
    return isolated(date(value) if name == "date" else value)


def _file(document: Document) -> Html:
    size = f"{number(len(document.text))} characters"
    if document.pages:
        size = f"{plural(len(document.pages), 'page')}, {size}"
    rows = (
        ("File", isolated(document.id)),
        ("Text", size),
        ("SHA-256", tag("code", document.sha256)),
    )
    return tag(
        "section",
        tag("h3", "The file", class_="minor"),
        tag("dl", *(tag("div", tag("dt", name), tag("dd", said)) for name, said in rows),
            class_="record"),
    )  # fmt: skip


def _citations(document: Document) -> Html:
    """The citation to read, and as programs want it, each with a button that copies it."""
    cited = reference(document)
    forms = {
        "BibTeX": bibtex(document).strip(),
        "CSL-JSON": json.dumps([csl(document)], ensure_ascii=False, indent=1),
    }
    return tag(
        "section",
        tag("h3", "Cite it", class_="minor"),
        tag("p", cited, class_="reference", dir="auto"),
        tag("div", _copy("Copy the reference", cited), class_="tools"),
        *(
            tag(
                "details",
                tag("summary", f"As {form}"),
                tag("pre", written),
                tag("div", _copy(f"Copy {form}", written), class_="tools"),
                data_key=f"cite:{form}",
            )
            for form, written in forms.items()
        ),
        class_="citations",
    )


def _copy(words: str, text: str) -> Html:
    return tag("button", words, type="button", class_="text", data_copy=text)
