"""Zip files, opened with their bounds checked: archives, and the formats that are zip files inside.

Nothing is ever written to the disk.  What an archive says of the sizes of its parts is checked
before anything is unpacked, and no part is unpacked beyond what it says.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import Final

from sources.limits import MAX_FILE, MAX_MEMBERS, MAX_RATIO, MAX_UNPACKED, RATIO_FROM
from sources.text import NotTextError

_ENCRYPTED: Final = 0x1
_KNOWN: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Pack:
    """A zip file in memory; `names` are those of its files, in its order.

    Raises NotTextError where it is damaged, or larger inside than anything needs to be.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise NotTextError("This is no zip file inside, or a damaged one.") from None
        infos = [info for info in self._file.infolist() if not info.is_dir()]
        if len(infos) > MAX_MEMBERS:
            raise NotTextError(
                f"It holds {len(infos):,} files; up to {MAX_MEMBERS:,} can be read: split it."
            )
        self.size = sum(info.file_size for info in infos)
        if self.size > MAX_UNPACKED:
            raise NotTextError(
                f"Unpacked it would have {self.size / 1e6:,.0f} MB; "
                f"up to {MAX_UNPACKED / 1e6:,.0f} MB can be read: split it."
            )
        self._infos = {info.filename: info for info in infos}
        self.names = tuple(self._infos)

    def read(self, name: str, most: int = MAX_FILE) -> bytes:
        """Return the bytes of a file.  Raises NotTextError where it may not be unpacked."""
        info = self._infos.get(name)
        if info is None:
            raise NotTextError(f"It has no part “{name}”, which such files have.")
        if info.flag_bits & _ENCRYPTED:
            raise NotTextError("It is locked by a password: add it unlocked.")
        if info.compress_type not in _KNOWN:
            raise NotTextError("It is packed in a way that is not read: pack it as plain zip.")
        packed = max(1, info.compress_size)
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * packed:
            raise NotTextError(
                f"It would grow {info.file_size // packed:,} times when unpacked; up to "
                f"{MAX_RATIO} times can be read. No text packs so well: it is made to fill disks."
            )
        if info.file_size > most:
            raise NotTextError(
                f"Unpacked it would have {info.file_size / 1e6:,.1f} MB; "
                f"up to {most / 1e6:,.0f} MB can be read."
            )
        try:
            return self._file.read(info)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
            raise NotTextError("This part of the archive is damaged.") from None

    def optional(self, name: str) -> bytes | None:
        """Return the bytes of a file, None where there is none or it may not be unpacked."""
        try:
            return self.read(name)
        except NotTextError:
            return None

    def fault(self, name: str) -> str | None:
        """Say why a file must not be taken out: its name leads out of the archive, or it links."""
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or "\0" in name:
            return "Its name leads out of the archive, so it was not read."
        if stat.S_ISLNK(self._infos[name].external_attr >> 16):
            return "This is a link within the archive and was not followed."
        return None
