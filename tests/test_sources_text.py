"""A plain text file is decoded rightly or refused with a sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sources import text
from sources.text import MAX_BYTES, NotTextError, decode, read_bytes

ENGLISH = "The city – “practically deserted” – isn’t safe; smugglers at the café ask for €1,800."
FRENCH = "Les réfugiés ont fui vers la frontière turque où l’armée les a arrêtés, déclare-t-il."
ARABIC = "قال الرئيس إن مدينة إدلب تحت الحصار وإن آلاف النازحين وصلوا إلى الحدود التركية."
RUSSIAN = "Президент заявил, что войска вошли в провинцию Идлиб, Москва это отрицает."
TURKISH = "Şam yönetimi ateşkesin çiğnendiğini söyledi; Türk askerleri ise sınırı geçti."


@pytest.mark.parametrize(
    ("written", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ARABIC, "utf-8"),
        (ENGLISH, "windows-1252"),
        (FRENCH, "windows-1252"),
        (FRENCH.replace("’", "'"), "latin-1"),
        (ARABIC, "windows-1256"),
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (TURKISH, "windows-1254"),
        (ENGLISH, "utf-16"),
        (ENGLISH, "utf-16-le"),
        (ARABIC, "utf-16-be"),
        (ARABIC, "utf-32"),
    ],
)
def test_the_encoding_is_found(written: str, encoding: str) -> None:
    assert decode(written.encode(encoding)) == written


def test_a_byte_order_mark_is_dropped_and_nothing_else_is_touched() -> None:
    assert decode(b"\xef\xbb\xbf Idlib\r\nHoms\rHama\n\xc2\xa0") == " Idlib\r\nHoms\rHama\n\xa0"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\xc2\xa0\r\n", "only white space"),
        (b"\xef\xbb\xbf", "only white space"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\xff\xfe" + bytes(range(256)), "binary"),
        (b"The road from Idlib to Homs\0", "NUL bytes"),
        (b"\x01\x02\x03 Idlib", "binary"),
        (b"\xff\xfeI\x00d", "damaged UTF-16"),
        ("“Idlib” and “Homs”, ".encode() * 3 + b"\x93", "damaged UTF-8 (see byte 85)"),
        (b"a" * (MAX_BYTES + 1), "up to 20 MB"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotTextError) as refused:
        decode(data)
    assert reason in str(refused.value)


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path, reason in [
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "folder"),
        (pipe, "pipe"),
        (tmp_path / ("x" * 300), "system could not"),
        (tmp_path / "nul\0.txt", "system could not"),
    ]:
        with pytest.raises(NotTextError, match=reason):
            read_bytes(path)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(10 * MAX_BYTES)
    with pytest.raises(NotTextError, match=r"200\.0 MB; up to 20 MB"):
        read_bytes(large)


def test_a_missing_right_is_said_to_be_one() -> None:
    assert "no right to read" in text.failure(PermissionError(13, "Permission denied"))
