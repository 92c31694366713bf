"""Files, folders, links, uploads and the example become documents; nothing disappears unseen."""

from __future__ import annotations

import json
import os
from itertools import permutations
from pathlib import Path

import pytest

from sources.articles import articles
from sources.collection import embedded_example, read_paths, read_uploads
from sources.model import Collection
from tests.originals import originals_or_skip
from tests.packing import link, pack


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
    assert "an object with a “text”" in told["lines.jsonl"]
    assert "no such file or folder" in told["none"]
    assert "could not read" in told["nul\0.txt"]


def test_a_folder_without_texts_is_listed(tmp_path: Path) -> None:
    assert "no file to read" in reasons(read_paths([tmp_path]))[tmp_path.name]


def test_a_folder_of_tables_alone_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,text\n1,In Homs.\n", encoding="utf-8")
    found = read_paths([tmp_path])
    assert [document.id for document in found.documents] == ["a.csv/1"]
    assert found.unreadable == ()


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


def test_tables_of_texts_are_documents_with_their_records(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "id;Title;Date;Text\nx;The road;4 March 2020;Homs fell.\n"
        ";;;Hama did not.\ny;;;\nx;;;Twice.\n"
    )
    named = read_paths([tmp_path / "t.csv"])
    assert [(one.id, one.text) for one in named.documents] == [
        ("3", "Hama did not."),
        ("x", "Homs fell."),
    ]
    record = named.documents[1].record
    assert (record.title, record.date) == ("The road", "2020-03-04")
    assert [fault.reason for fault in named.unreadable] == [
        "Row 4: its text is empty.",
        "Row 5: its id “x” stands already in this file.",
    ]
    assert ids(read_paths([tmp_path])) == ["t.csv/3", "t.csv/x"]


def test_a_table_may_have_long_texts_and_needs_a_column_of_them(tmp_path: Path) -> None:
    (tmp_path / "long.csv").write_text("text\n" + "Homs " * 100_000 + "\n")
    (tmp_path / "none.csv").write_text("town,people\nHoms,5\nHama,6\n")
    (tmp_path / "lines.jsonl").write_text("{}\n" * 1_000)
    collection = read_paths([tmp_path])
    assert ids(collection) == ["long.csv/2"]
    assert "no column of texts" in reasons(collection)["none.csv"]
    assert "None of its lines is a document" in reasons(collection)["lines.jsonl"]


def test_other_keys_of_json_lines_are_the_record(tmp_path: Path) -> None:
    line = {"doc_id": "a", "text": "Homs.", "title": "The road", "date": "2020-03", "url": "x"}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    (document,) = read_paths([tmp_path / "a.jsonl"]).documents
    assert (document.record.title, document.record.date) == ("The road", "2020-03")
    assert document.record.url is None


def test_an_archive_is_read_as_a_folder_with_its_catalogues(tmp_path: Path) -> None:
    inner = pack({"c.txt": "Hama."})
    parts: dict[str, str | bytes] = {
        "a.txt": "Homs.", "b.bin": "x", "sub/b.html": "<p>Idlib.</p>", "sub/in.zip": inner,
        "catalogue.csv": "file,title\na.txt,First\n",
        "sub/catalogue.csv": "file,title\nb.html,Near\n",
        ".hidden.txt": "No.", "__MACOSX/a.txt": "No.", "t.csv": "text\nDouma.\n",
    }  # fmt: skip
    (tmp_path / "pack.zip").write_bytes(pack(parts))
    collection = read_paths([tmp_path])
    assert {one.id: one.record.title for one in collection.documents} == {
        "pack.zip/a.txt": "First",
        "pack.zip/sub/b.html": "Near",
        "pack.zip/sub/in.zip/c.txt": "c",
        "pack.zip/t.csv/2": "2",
    }
    assert list(reasons(collection)) == ["b.bin"]
    assert ids(read_uploads([("pack.zip", pack(parts))])) == ids(collection)


def test_archives_lie_in_one_another_only_so_deep(tmp_path: Path) -> None:
    packed = pack({"deep.txt": "Homs."})
    for number in range(5):
        packed = pack({f"{number}.zip": packed, f"{number}.txt": f"Level {number}."})
    (tmp_path / "all.zip").write_bytes(packed)
    collection = read_paths([tmp_path / "all.zip"])
    assert ids(collection) == ["all.zip/4.txt", "all.zip/4.zip/3.txt", "all.zip/4.zip/3.zip/2.txt"]
    assert [fault.reason for fault in collection.unreadable] == [
        "It is the 4th archive within another; up to 3 are opened."
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (pack({"../../a.txt": "Homs."}), "leads out of the archive"),
        (pack({"/etc/a.txt": "Homs."}), "leads out of the archive"),
        (pack({"..\\..\\a.txt": "Homs."}), "leads out of the archive"),
        (pack({"C:\\a.txt": "Homs."}), "leads out of the archive"),
        (link("a.txt", "/etc/passwd"), "link within the archive"),
        (pack({"a.txt": b" " * 5_000_000}), "made to fill disks"),
        (pack({f"{number}.txt": b" " * 1_000_000 for number in range(501)}), "up to 500 MB"),
        (pack({f"{number}.txt": "" for number in range(10_001)}), "up to 10,000"),
        (b"PK\x03\x04 broken", "damaged one"),
        (pack({}), "no file in this archive"),
    ],
)
def test_bombs_and_traps_in_archives_are_refused_with_their_sentence(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    (tmp_path / "trap.zip").write_bytes(data)
    collection = read_paths([tmp_path / "trap.zip"])
    assert collection.documents == ()
    (refused,) = collection.unreadable
    assert reason in refused.reason


def test_a_member_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(pack({"a.txt": "Homs fell on Monday. " * 100}))
    at = data.rindex(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    (tmp_path / "lie.zip").write_bytes(bytes(data))
    collection = read_paths([tmp_path / "lie.zip"])
    assert "part of the archive is damaged" in collection.unreadable[0].reason
