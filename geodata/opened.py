"""The tables of an atlas, opened by DuckDB: questions in SQL, answers in rows.

They answer as they did when they were opened, also when the atlas is replaced or removed, where
`held.py` can see to that.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb

from geodata.held import Held

MEMORY_LIMIT = "512MB"
AT_ONCE = 500  # rows that `each` has in memory
FILES = {
    "documents": "documents.parquet",
    "mentions": "mentions/*.parquet",
    "places": "places.parquet",
}


class Tables:
    """The tables of FILES in a folder.  Read-only and safe to share between threads.

    `lasting`: they answer as now whatever becomes of the folder.  Raises OSError or duckdb.Error
    where they are not there or damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._connection = duckdb.connect(
            config={
                "memory_limit": MEMORY_LIMIT,
                "threads": 2,
                "autoinstall_known_extensions": False,
            }
        )
        self._held = [Held(sorted(folder.glob(files))) for files in FILES.values()]
        self.lasting = all(held.lasting for held in self._held)
        for name, held in zip(FILES, self._held, strict=True):
            paths = ", ".join("'{}'".format(str(one).replace("'", "''")) for one in held.names)
            view = f"CREATE VIEW {name} AS SELECT * FROM read_parquet([{paths}])"
            self._connection.execute(view)

    def ask(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows that answer a question; the values take the place of its question marks."""
        with self._lock:
            return self._connection.execute(sql, list(values)).fetchall()

    def each(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """The rows that answer a question about a whole table, which is read bit by bit."""
        cursor = self._connection.cursor()
        cursor.execute(sql)
        while rows := cursor.fetchmany(AT_ONCE):
            yield from rows
