"""The command line: `python -m geodata locate | atlas | gazetteer | train | evaluate`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from geodata.evaluation.gold import GoldError
from geodata.gazetteer import Gazetteer, GazetteerMissingError, open_gazetteer
from geodata.model import Role
from geodata.table import TableError
from sources.collection import read_paths
from sources.model import Collection

if TYPE_CHECKING:
    from geodata.recognition import Recogniser

EVERY_ROLE = ",".join(Role)


class CommandError(Exception):
    """What the user asked for cannot be done; the sentence says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 when done, 1 when nothing could be read, 2 when asked for amiss."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (CommandError, GoldError, TableError) as error:
        print(f"geodata: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output, `head` say, has seen enough
        return 0
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m geodata", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    locate = commands.add_parser("locate", help="print every place that documents name, as JSON")
    locate.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _add_recogniser(locate)
    locate.add_argument("--roles", default=EVERY_ROLE, help=f"some of {EVERY_ROLE} (all)")
    locate.add_argument("-o", "--output", type=Path, metavar="OUT.jsonl")
    locate.set_defaults(run=_locate)

    atlas = commands.add_parser("atlas", help="write an atlas of documents into a folder")
    atlas.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    _add_recogniser(atlas)
    atlas.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER")
    atlas.set_defaults(run=_atlas)

    gazetteer = commands.add_parser("gazetteer", help="the gazetteer itself")
    actions = gazetteer.add_subparsers(required=True, metavar="ACTION")
    build = actions.add_parser("build", help="compile it into the cache folder, if it is not there")
    build.set_defaults(run=_build)
    search = actions.add_parser("search", help="print all that is known of a name")
    search.add_argument("name", metavar="NAME")
    search.add_argument("--limit", type=int, default=10, metavar="N", help="places at most (10)")
    search.set_defaults(run=_search)

    train = commands.add_parser("train", help="train the models of recognition and roles")
    train.add_argument("corpora", nargs="+", type=Path, metavar="CORPUS.jsonl")
    train.add_argument("-o", "--output", type=Path, metavar="FOLDER")
    train.set_defaults(run=_train)

    evaluate = commands.add_parser("evaluate", help="score the answers against gold")
    evaluate.add_argument("gold", nargs="+", type=Path, metavar="GOLD.jsonl")
    mode = evaluate.add_mutually_exclusive_group()
    mode.add_argument("--cross-validate", action="store_true", help="five folds by document")
    mode.add_argument("--train-on", nargs="+", type=Path, metavar="CORPUS.jsonl")
    mode.add_argument("--report", type=Path, metavar="PAGE.md", help="measure all, rewrite a page")
    _add_recogniser(evaluate)
    evaluate.add_argument("--documents", type=Path, metavar="FOLDER", help="texts of our own gold")
    evaluate.add_argument(
        "--case", choices=("upper", "lower"), default="", help="change the texts to it"
    )
    evaluate.add_argument("--errors", type=int, default=0, metavar="N", help="the N most frequent")
    evaluate.add_argument("--json", type=Path, metavar="OUT.json", help="all figures as JSON")
    evaluate.set_defaults(run=_evaluate)
    return parser


def _add_recogniser(command: argparse.ArgumentParser) -> None:
    told = "find names with a spaCy pipeline, installed or in a folder (our own models)"
    command.add_argument("--recogniser", metavar="spacy:NAME", help=told)


def _recogniser(options: argparse.Namespace) -> Recogniser:
    from geodata.recognition import OWN
    from geodata.spacy_recogniser import RecogniserError, open_recogniser

    try:
        return OWN if options.recogniser is None else open_recogniser(options.recogniser)
    except RecogniserError as error:
        raise CommandError(str(error)) from error


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _gazetteer() -> Gazetteer:
    try:
        return open_gazetteer()
    except GazetteerMissingError:
        from geodata.compile import compile_gazetteer

        _say("Compiling the gazetteer, once; this takes half a minute.")
        compile_gazetteer(progress=_say)
        return open_gazetteer()


def _read(paths: Sequence[Path]) -> Collection:
    collection = read_paths(paths)
    for unreadable in collection.unreadable:
        _say(f"Not read: {unreadable.path}: {unreadable.reason}")
    return collection


def _roles(text: str) -> frozenset[Role]:
    try:
        return frozenset(Role(name.strip()) for name in text.split(",") if name.strip())
    except ValueError as error:
        raise CommandError(f"{error}: --roles wants some of {EVERY_ROLE}.") from error


def _locate(options: argparse.Namespace) -> int:
    from geodata.locate import as_line, locate

    roles = _roles(options.roles)
    recogniser = _recogniser(options)
    gazetteer = _gazetteer()
    collection = _read(options.paths)

    def write(out: TextIO) -> None:
        for document in collection.documents:
            resolutions = locate(document.text, gazetteer, recogniser=recogniser)
            line = as_line(document.id, document.record.title, resolutions, roles)
            out.write(json.dumps(line, ensure_ascii=False) + "\n")

    if options.output is None:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        write(sys.stdout)
    else:
        try:
            with options.output.open("w", encoding="utf-8") as out:
                write(out)
        except OSError as error:
            raise CommandError(
                f"{options.output} cannot be written ({error.strerror}): name another file with -o."
            ) from error
    return 0 if collection.documents else 1


def _atlas(options: argparse.Namespace) -> int:
    from geodata.atlas import AtlasError, build_atlas

    recogniser = _recogniser(options)
    gazetteer = _gazetteer()
    collection = _read(options.paths)
    if not collection.documents:
        raise CommandError("no document could be read, so no atlas was written.")
    try:
        build_atlas(collection, options.output, _progress, gazetteer, recogniser)
    except AtlasError as error:
        raise CommandError(str(error)) from error
    _say(f"Wrote {options.output}: open it with python -m dashboard {options.output}")
    return 0


def _progress(done: int, total: int, name: str) -> None:
    if name and (total < 20 or done % (total // 20) == 0):
        _say(f"{done + 1} of {total}: {name}")


def _build(_: argparse.Namespace) -> int:
    from geodata.compile import compile_gazetteer

    _say(f"The gazetteer is in {compile_gazetteer(progress=_say)}")
    return 0


def _search(options: argparse.Namespace) -> int:
    from geodata.search import report

    if options.limit < 1:
        raise CommandError("--limit wants a number from 1.")
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print(report(options.name, _gazetteer(), options.limit))
    return 0


def _train(options: argparse.Namespace) -> int:
    from geodata.evaluation.gold import read_gold
    from geodata.models import FOLDER
    from geodata.training.train import fit_models

    golds = [read_gold(path, {}) for path in options.corpora]
    documents = [document.line for gold in golds for document in gold.documents]
    about = {"trained on": sorted(gold.name for gold in golds), "documents": len(documents)}
    folder = options.output or FOLDER
    _say(f"Training on {len(documents)} documents; this takes minutes")
    fit_models(documents, _gazetteer(), about).save(folder)
    _say(f"Wrote the models into {folder}")
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from geodata.evaluation.command import Task, run
    from geodata.evaluation.trial import Bench

    recogniser = _recogniser(options)
    others = ("run", "recogniser")
    wanted = {name: value for name, value in vars(options).items() if name not in others}
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(run(Task(**wanted), Bench(_gazetteer(), _say, recogniser)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
