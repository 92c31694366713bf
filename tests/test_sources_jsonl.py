"""JSON lines become documents; a bad line is listed with its number."""

from __future__ import annotations

from pathlib import Path

from sources.jsonl import read_jsonl


def test_lines_become_documents_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text(
        '{"doc_id": "b", "text": "Idlib fell. Homs did not.", "toponyms": []}\n'
        "\n"
        '{"doc_id": 7, "text": "Idlib fell. Homs did not."}\n',
        encoding="utf-8",
    )
    collection = read_jsonl(path)
    assert collection.unreadable == ()
    assert [document.id for document in collection.documents] == ["b", "7"]
    document = collection.documents[0]
    assert document.text == "Idlib fell. Homs did not."
    assert [document.text[start:end] for start, end in document.sentences] == [
        "Idlib fell.",
        "Homs did not.",
    ]


def test_bad_lines_are_listed_by_number(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_bytes(
        b'{"doc_id": "a", "text": "Idlib."}\n'
        b"{not json\n"
        b'["a"]\n'
        b'{"doc_id": "b"}\n'
        b'{"text": "Homs."}\n'
        b'{"doc_id": "c", "text": " "}\n'
        b'{"doc_id": "a", "text": "Homs."}\n'
        b'{"doc_id": "d", "text": "\\ud800"}\n'
        b'{"doc_id": "e", "text": "\xff"}\n' + b"[" * 100_000
    )
    collection = read_jsonl(path)
    assert [document.id for document in collection.documents] == ["a"]
    assert [fault.reason.split(":")[0] for fault in collection.unreadable] == [
        f"Line {number}" for number in range(2, 11)
    ]


def test_a_missing_or_empty_file_is_listed(tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.touch()
    assert "empty" in read_jsonl(empty).unreadable[0].reason
    assert "no such file" in read_jsonl(tmp_path / "none.jsonl").unreadable[0].reason
