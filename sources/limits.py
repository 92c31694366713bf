"""The limits of what is read, with their reasons; docs/formats.md repeats the numbers."""

from __future__ import annotations

from typing import Final

MAX_FILE: Final = 100_000_000
"""The largest file of a format other than plain text, in bytes: a scanned book with pictures."""

MAX_TEXT: Final = 20_000_000
"""The longest text of one document, in characters: some forty books."""

MAX_PAGES: Final = 5_000
"""The most pages of one document."""

MAX_SECONDS: Final = 60.0
"""The time for one file, in seconds.  A book of a thousand pages takes some five."""

MAX_MEMORY: Final = 1_500_000_000
"""The address space of the process that reads, in bytes, where the system keeps such a limit."""

MAX_DEPTH: Final = 1_000
"""The deepest nesting of elements.  Pages that people write stay below fifty."""

MAX_UNPACKED: Final = 500_000_000
"""What an archive may hold in all, decompressed, in bytes."""

MAX_RATIO: Final = 200
"""How many times its packed size a part of an archive may have.  Text has 3 to 30; only what is
made to fill a disk has more."""

RATIO_FROM: Final = 1_000_000
"""Parts smaller than this, in bytes, may have any ratio: a page of blanks has a high one."""

MAX_MEMBERS: Final = 10_000
"""The most files in one archive, rows in a table of texts."""

MAX_NESTING: Final = 3
"""How many archives may lie in one another."""
