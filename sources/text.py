"""One plain text file: from its bytes to its decoded text.

The text is left as it is: newline characters are not translated and nothing is normalised,
so that offsets fit the decoded file itself.  Only a byte order mark is dropped, being part of
the encoding and not of the text.
"""

from __future__ import annotations

import codecs
import stat
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

SUFFIXES: Final = frozenset({".txt", ".md"})
"""The file name endings that are read as plain text, in lower case."""

MAX_BYTES: Final = 20_000_000
"""The largest file read, in bytes: some forty books.  A larger one is nearly always a dump of
data, and its sentences alone would fill the memory of a laptop."""

# UTF-32 stands before UTF-16, whose little-endian mark is the beginning of its own.
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_ENCODINGS: Final = ["utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be"]
_ICELANDIC: Final = frozenset("ðþýÐÞÝ")
_TEXT_CONTROLS: Final = "\t\n\v\f\r\x1a\x1b\x85"


class NotTextError(Exception):
    """A file is no text that can be read; the message is a sentence that says why."""


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return the bytes of a regular file of at most so many.

    Raises NotTextError where there is no such file, it may not be read, or it is too large.
    """
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise NotTextError("This is a folder, not a file.")
        if not stat.S_ISREG(status.st_mode):
            raise NotTextError("This is a device, pipe or socket, not a file with text in it.")
        check_size(status.st_size, most)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise NotTextError(failure(error)) from None


def failure(error: OSError | ValueError) -> str:
    """Say in a sentence why the system would not open a file."""
    if isinstance(error, FileNotFoundError):
        return "There is no such file or folder: check its spelling."
    if isinstance(error, PermissionError):
        return "You have no right to read this: change its permissions."
    return f"The system could not read this: {error}."


def check_size(size: int, most: int = MAX_BYTES) -> None:
    """Raise NotTextError if a file of `size` bytes is larger than `most`."""
    if size > most:
        raise NotTextError(
            f"The file has {size / 1e6:.1f} MB; up to {most / 1e6:.0f} MB can be read. "
            "Split it into smaller files."
        )


def decode(data: bytes) -> str:
    """Return the text that `data` encodes, without a byte order mark.

    UTF-8 and whatever a byte order mark announces are taken strictly; anything else is left to
    charset-normalizer.  Raises NotTextError for what is empty, binary or damaged.
    """
    check_size(len(data))
    if not data:
        raise NotTextError("The file is empty.")
    text = _decoded(data)
    if not text.strip():
        raise NotTextError("The file holds only white space.")
    if any(ord(character) < 32 and character not in _TEXT_CONTROLS for character in set(text)):
        raise NotTextError("The file is binary (it holds control characters), not plain text.")
    return text


def _decoded(data: bytes) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise NotTextError(_damage(encoding, error.start + len(mark))) from None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_mostly_utf8(data):
            raise NotTextError(_damage("utf-8", error.start)) from None
    else:
        # UTF-16 without a mark is valid UTF-8 as well, with a NUL beside every Latin letter.
        if "\0" not in text:
            return text
    return _guessed(data)


def _guessed(data: bytes) -> str:
    """Decode `data` as charset-normalizer sees fit, with the commoner encoding in a tie.

    Otherwise the first in the alphabet wins: French and Swedish are read as windows-1250, where
    windows-1252 scores the same.  And windows-1254 is windows-1252 with six letters of Turkish
    for those of Icelandic.
    """
    # Any even number of bytes is UTF-16 of something, mostly Chinese; but a text in UTF-16 has
    # many NUL bytes (in its spaces and stops, if nowhere else), and other texts have none.
    nuls = data.count(0)
    if not nuls:
        matches = from_bytes(data, cp_exclusion=_WIDE_ENCODINGS)
    elif nuls * 20 > len(data):
        matches = from_bytes(data, cp_isolation=_WIDE_ENCODINGS)
    else:
        raise NotTextError("The file is binary (it holds NUL bytes), not plain text.")
    best = matches.best()
    if best is None:
        raise NotTextError(
            "The file is binary or in an unknown encoding: save it as plain text in UTF-8."
        )
    tied = {
        match.encoding: match
        for match in matches
        if (match.chaos, match.coherence) == (best.chaos, best.coherence)
    }
    chosen = tied.get("cp1252", best)
    if "cp1254" in tied and not _ICELANDIC.isdisjoint(str(chosen)):
        chosen = tied["cp1254"]
    return data.decode(chosen.encoding).removeprefix("\ufeff")


def is_mostly_utf8(data: bytes) -> bool:
    """Whether `data` has more good multi-byte characters of UTF-8 than bad bytes.

    Other encodings hardly ever form such characters, so this is UTF-8 with damage: to guess
    another encoding would turn every quotation mark in it into rubbish.
    """
    read = data.decode("utf-8", errors="replace")
    bad = read.count("\ufffd")
    good = sum(1 for character in read if character > "\x7f") - bad
    return good > bad


def _damage(encoding: str, position: int) -> str:
    return (
        f"The file is damaged {encoding.upper()} (see byte {position + 1:,}): "
        "save it again as plain text in UTF-8."
    )
