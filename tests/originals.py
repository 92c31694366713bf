"""Where the five original articles are, on machines that have them.

They may not stand in the repository.  `QUOTED_PLACES_ORIGINALS` names their folder; otherwise
it is `documents` in a folder `shared` beside the repository.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2] / "shared" / "documents"


def originals_folder() -> Path | None:
    """The folder of the originals, or None where this machine has none."""
    folder = Path(os.environ.get("QUOTED_PLACES_ORIGINALS") or BESIDE)
    return folder.resolve() if any(folder.glob("*.txt")) else None


def originals_or_skip() -> Path:
    """The folder of the originals; a test that asks where there are none is skipped, and says so.

    All skips come from this one line, so that pytest folds them into one in its summary.
    """
    folder = originals_folder()
    if folder is None:
        pytest.skip("the originals are not here: QUOTED_PLACES_ORIGINALS names their folder")
    return folder
