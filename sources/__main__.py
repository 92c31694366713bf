"""The command line of the library: `python -m sources add | list | show | remove | correct`."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sources.intake import Outcome, Result
from sources.library import FIELDS, Library, Shown, library_folder
from sources.model import Document, Unreadable
from sources.shelf import Entry, LibraryError

SHORT = 12


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when done, 1 when nothing could be added or read, 2 when asked amiss."""
    options = _parser().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        return int(options.run(Library(library_folder()), options))
    except LibraryError as error:
        _say(f"sources: {error}")
        return 2
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        return 0
    except OSError as error:
        _say(f"sources: The library in {library_folder()} cannot be used: {error.strerror}.")
        return 2
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sources",
        description="A library of documents: a folder of your own, or the one that "
        "QUOTED_PLACES_LIBRARY names.",
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add = commands.add_parser("add", help="keep files, folders of them, what is in archives")
    add.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    add.set_defaults(run=_add)

    listed = commands.add_parser("list", help="print what is kept, the earliest first")
    listed.add_argument("--json", action="store_true", help="as lines of JSON")
    listed.set_defaults(run=_list)

    show = commands.add_parser("show", help="print what is known of a document, and from where")
    show.add_argument("id", metavar="ID", help="its id, or a beginning that no other id has")
    how = show.add_mutually_exclusive_group()
    for form, words in (
        ("bibtex", "a citation for BibTeX"),
        ("csl", "a citation as CSL-JSON"),
        ("reference", "a citation to read"),
        ("json", "all of it as JSON"),
    ):
        how.add_argument(f"--{form}", action="store_const", const=form, dest="form", help=words)
    show.set_defaults(run=_show, form="")

    remove = commands.add_parser("remove", help="remove documents")
    remove.add_argument("ids", nargs="+", metavar="ID")
    remove.set_defaults(run=_remove)

    correct = commands.add_parser("correct", help="put a record right; nothing after = undoes it")
    correct.add_argument("id", metavar="ID")
    correct.add_argument(
        "values", nargs="+", metavar="FIELD=VALUE", help=f"FIELD: {', '.join(FIELDS)}"
    )
    correct.set_defaults(run=_correct)
    return parser


def _add(library: Library, options: argparse.Namespace) -> int:
    def report(result: Result) -> None:
        told = f": {result.told}" if result.told else ""
        _say(f"{result.outcome.capitalize()}: {result.path}{told}")

    results = library.add(options.paths, report)
    for one in results:
        if one.id:
            print(one.id[:SHORT], _plain(one.path), sep="\t")
    counts = {outcome: sum(one.outcome is outcome for one in results) for outcome in Outcome}
    _say(", ".join(f"{count} {outcome}" for outcome, count in counts.items()) + ".")
    return 0 if any(one.id for one in results) else 1


def _list(library: Library, options: argparse.Namespace) -> int:
    entries, damaged = library.list()
    for entry in entries:
        if options.json:
            print(json.dumps(_about(entry), ensure_ascii=False))
        else:
            title = entry.corrections.get("title", "")
            row = (entry.id[:SHORT], entry.added[:10], entry.name, title)
            print(*(_plain(cell) for cell in row if cell), sep="\t")
    if not entries and not damaged:
        _say("The library is empty: add documents with `python -m sources add PATH...`.")
    _say_unreadable(damaged)
    return 1 if damaged and not entries else 0


def _show(library: Library, options: argparse.Namespace) -> int:
    from sources import citation

    shown = library.show(options.id)
    _say_unreadable(shown.unreadable)
    if options.form == "json":
        documents = [_document(one) for one in shown.documents]
        print(json.dumps(_about(shown.entry) | {"documents": documents}, ensure_ascii=False))
    elif options.form == "csl":
        items = [citation.csl(one) for one in shown.documents]
        print(json.dumps(items, ensure_ascii=False, indent=1))
    elif options.form:
        write = citation.bibtex if options.form == "bibtex" else citation.reference
        print("\n".join(write(one).strip() for one in shown.documents))
    else:
        print("\n".join(_plain(line) for line in _lines(shown)))
    return 0 if shown.documents else 1


def _remove(library: Library, options: argparse.Namespace) -> int:
    names = {entry.id: entry.name for entry in library.list()[0]}
    for entry_id in dict.fromkeys(map(library.identify, options.ids)):
        library.remove(entry_id)
        _say(f"Removed: {names.get(entry_id, entry_id)}")
    return 0


def _correct(library: Library, options: argparse.Namespace) -> int:
    values: dict[str, str] = {}
    for written in options.values:
        field, equals, value = written.partition("=")
        if not equals:
            raise LibraryError(f"“{written}” is not FIELD=VALUE: write date=2020-03-04, say.")
        if field in values:
            raise LibraryError(f"The {field} is given twice.")
        values[field] = value
    entry = library.correct(options.id, values)
    for field in values:
        now = entry.corrections.get(field)
        _say(f"{entry.name}: {field}: {now or 'as the file says, once more'}")
    return 0


def _about(entry: Entry) -> dict[str, Any]:
    corrections = dict(entry.corrections)
    return {"id": entry.id, "name": entry.name, "added": entry.added, "corrections": corrections}


def _document(document: Document) -> dict[str, Any]:
    """What is known of a document, without its text."""
    return {
        "doc_id": document.id,
        "record": asdict(document.record),
        "claims": [claim._asdict() for claim in document.claims],
        "characters": len(document.text),
        "pages": len(document.pages),
        "notes": list(document.notes),
    }


def _lines(shown: Shown) -> list[str]:
    """What is known of a file, in lines to read."""
    entry = shown.entry
    lines = [f"{entry.name}", f"id         {entry.id}", f"added      {entry.added}"]
    for document in shown.documents:
        record = document.record
        lines.append("")
        if len(shown.documents) > 1:
            lines.append(document.id)
        for field in FIELDS:
            value = getattr(record, field)
            origins = [one for one in document.claims if (one.field, one.value) == (field, value)]
            where = f"  ({origins[0].origin}, {origins[0].sureness})" if origins else ""
            lines.append(f"{field:<11}{value}{where}" if value else f"{field:<11}–")
        pages = f", {len(document.pages)} pages" if document.pages else ""
        lines.append(f"{'text':<11}{len(document.text):,} characters{pages}")
        lines.extend(f"{'note':<11}{note}" for note in document.notes)
    return lines


def _say(message: str) -> None:
    print(_plain(message), file=sys.stderr, flush=True)


def _say_unreadable(unreadable: Sequence[Unreadable]) -> None:
    for one in unreadable:
        _say(f"Not read: {one.path}: {one.reason}")


def _plain(text: str) -> str:
    """A text without what a terminal would take for commands."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", "\ufffd", text).encode(errors="replace").decode()


if __name__ == "__main__":
    sys.exit(main())
