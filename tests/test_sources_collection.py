"""Files, folders, links, uploads and the example become documents; nothing disappears unseen."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path

import pytest

from sources.articles import articles
from sources.collection import embedded_example, read_paths, read_uploads
from sources.model import Collection
from tests.originals import originals_or_skip


def write(folder: Path, **texts: str) -> None:
    """Write each text to the file of its name; "__" stands for "/", and ".txt" is added."""
    for name, text in texts.items():
        path = folder / (name.replace("__", "/") + ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def ids(collection: Collection) -> list[str]:
    return [document.id for document in collection.documents]


def reasons(collection: Collection) -> dict[str, str]:
    return {Path(fault.path).name: fault.reason for fault in collection.unreadable}


def test_a_folder_gives_ids_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path, b="Homs.", a__c="Hama.", **{".hidden": "No.", ".git__x": "No."})
    collection = read_paths([tmp_path])
    assert ids(collection) == ["a/c.txt", "b.txt"]
    assert collection.unreadable == ()
    assert [document.text for document in collection.documents] == ["Hama.", "Homs."]


def test_a_file_gives_its_name(tmp_path: Path) -> None:
    write(tmp_path, a__c="Hama.")
    assert ids(read_paths([tmp_path / "a" / "c.txt"])) == ["c.txt"]


def test_the_order_of_paths_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, x__a="Homs.", y__a="Hama.", z="Idlib.")
    named = [tmp_path / "x", tmp_path / "y", tmp_path / "z.txt"]
    read = [read_paths(order) for order in permutations(named)]
    assert ids(read[0]) == ["a.txt", "a.txt (2)", "z.txt"]
    assert all(collection == read[0] for collection in read)


def test_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path, good="Idlib.", empty="")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\0\0")
    (tmp_path / "paper.odp").write_bytes(b"PK")
    (tmp_path / "README").write_text("Idlib", encoding="utf-8")
    (tmp_path / "lines.jsonl").write_text("{}", encoding="utf-8")
    collection = read_paths([tmp_path, tmp_path / "none", tmp_path / "nul\0.txt"])
    assert ids(collection) == ["good.txt"]
    told = reasons(collection)
    assert told["empty.txt"] == "The file is empty."
    assert "binary" in told["picture.txt"]
    assert "this file ends in .odp" in told["paper.odp"]
    assert "this file has no such ending" in told["README"]
    assert "only when it is named itself" in told["lines.jsonl"]
    assert "no such file or folder" in told["none"]
    assert "could not read" in told["nul\0.txt"]


def test_a_folder_without_texts_is_listed(tmp_path: Path) -> None:
    assert "no file to read" in reasons(read_paths([tmp_path]))[tmp_path.name]


def test_the_same_bytes_are_read_once_and_listed(tmp_path: Path) -> None:
    write(tmp_path, a="Idlib.", b="Idlib.")
    collection = read_paths([tmp_path, tmp_path / "a.txt"])
    assert ids(collection) == ["a.txt"]
    assert reasons(collection) == {
        "b.txt": f"It holds the same bytes as {tmp_path}/a.txt: read once."
    }


def test_links_do_not_lead_out_of_a_folder_or_round_in_it(tmp_path: Path) -> None:
    write(tmp_path, inside__a="Idlib.", outside__b="Homs.")
    inside = tmp_path / "inside"
    (inside / "loop").symlink_to(inside)
    (inside / "self.txt").symlink_to("self.txt")
    (inside / "out.txt").symlink_to(tmp_path / "outside" / "b.txt")
    (inside / "folder").symlink_to(tmp_path / "outside")
    (inside / "same.txt").symlink_to("a.txt")
    collection = read_paths([inside])
    assert ids(collection) == ["a.txt"]
    told = reasons(collection)
    assert sorted(told) == ["folder", "loop", "out.txt", "self.txt"]
    assert "link to a folder" in told["loop"]
    assert "leads out of the folder" in told["out.txt"]


def test_a_name_that_is_no_text_becomes_one(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text("Idlib.", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    assert ids(read_paths([tmp_path])) == ["caf?.txt"]


def test_the_nearest_catalogue_wins_and_its_faults_are_listed(tmp_path: Path) -> None:
    write(tmp_path, a="Idlib.", sub__b="Homs.", sub__c="Hama.", d="Sochi.")
    (tmp_path / "catalogue.csv").write_text(
        "\ufefffile,title\na.txt,First\nsub/b.txt,Far\nsub/c.txt,Second\ngone.txt,Third\n,\n,x\n",
        encoding="utf-8",
    )
    (tmp_path / "sub" / "catalogue.csv").write_text("file,title\nb.txt,Near\n", encoding="utf-8")
    collection = read_paths([tmp_path])
    titles = {document.id: document.record.title for document in collection.documents}
    assert titles == {"a.txt": "First", "d.txt": "d", "sub/b.txt": "Near", "sub/c.txt": "Second"}
    assert [fault.reason for fault in collection.unreadable] == [
        "A row names “gone.txt”, but there is no such file here.",
        "Row 7, column file: it is empty, so the row was left out.",
    ]


def test_a_long_list_of_faults_is_cut(tmp_path: Path) -> None:
    write(tmp_path, a="Idlib.")
    (tmp_path / "catalogue.csv").write_text("file,title\n" + ",x\n" * 100, encoding="utf-8")
    told = [fault.reason for fault in read_paths([tmp_path]).unreadable]
    assert len(told) == 21
    assert "There are 80 more faults like these." in told


def test_json_lines_keep_their_ids_and_equal_texts(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"doc_id": "b", "text": "Idlib."}\n{"doc_id": "a", "text": "Idlib."}\n')
    assert ids(read_paths([path])) == ["a", "b"]


def test_uploads_are_read_like_files() -> None:
    collection = read_uploads(
        [
            ("b.txt", "Maaret al-Numan – Syria.".encode("utf-16")),
            ("a.md", b"Idlib."),
            ("copy.txt", b"Idlib."),
            ("c.odp", b"PK"),
            ("d.txt", b""),
            ("lines.jsonl", b'{"doc_id": "l", "text": "Homs."}\n'),
            ("catalogue.csv", b"file,title\na.md,The Fall\n"),
        ]
    )
    assert [(document.id, document.record.title) for document in collection.documents] == [
        ("a.md", "The Fall"),
        ("b.txt", "b"),
        ("l", "l"),
    ]
    assert sorted(reasons(collection)) == ["c.odp", "copy.txt", "d.txt"]


def test_the_example_is_the_digests_where_there_is_no_original(tmp_path: Path) -> None:
    write(tmp_path, other="Idlib.")
    (tmp_path / "README.md").write_text("How to add originals.", encoding="utf-8")
    example = embedded_example(tmp_path)
    assert len(example.documents) == len(articles())
    for document in example.documents:
        assert document.is_digest
    assert {document.record for document in example.documents} == {
        article.record for article in articles()
    }
    assert list(reasons(example)) == ["other.txt"]


def test_an_original_takes_the_place_of_its_digest(tmp_path: Path) -> None:
    original = sorted(originals_or_skip().glob("*.txt"))[1]
    (tmp_path / "renamed.txt").write_bytes(original.read_bytes())
    example = embedded_example(tmp_path)
    whole = [document for document in example.documents if not document.is_digest]
    assert [document.id for document in whole] == ["renamed.txt"]
    assert len(example.documents) == len({document.record for document in example.documents}) == 5
