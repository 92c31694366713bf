"""The read side of an atlas: what the page asks, answered by DuckDB over the Parquet files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import duckdb
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.atlas import FORMAT, INDEX, AtlasError, is_atlas
from geodata.documents import Documents
from geodata.focus import Spot as FocusSpot
from geodata.focus import focus
from geodata.fulltext import QuoteIndex
from geodata.model import Form, Place, Role
from geodata.opened import Tables
from geodata.quotes import NAME, quotes_of_names, quotes_where
from geodata.quoting import PLACED, placed_mention
from geodata.selecting import (
    Clause,
    both,
    chosen,
    counted,
    counting,
    facet_query,
    facets,
    naming,
    naming_all,
    of_documents,
)
from geodata.shapes import Frame
from geodata.summaries import (
    Company,
    Counts,
    DocumentSummary,
    Facet,
    Facets,
    Naming,
    PlacedMention,
    PlaceSummary,
    Quote,
    RunnerUp,
    Selection,
    Spot,
    UnplacedName,
)
from sources.model import Document, Record, Unreadable

ROLES = {str(role): role for role in Role}  # faster than Role("literal"), ten thousand times over
QUOTES_OF_UNPLACED = 20


class AtlasReader:
    """An opened atlas.  Read-only and safe to share between threads and sessions.

    `version` is that of its gazetteer, `engine` that of what found its names, `recogniser` the name
    of what recognised them ("" where the atlas does not say); `tables` answer what is asked nowhere
    else.
    """

    def __init__(self, folder: Path, about: dict[str, Any]) -> None:
        self.folder = folder
        self.version: str = about["gazetteer"]
        self.engine: str = about.get("engine", "")
        self.recogniser: str = about.get("recogniser", "")
        self._unreadable = [Unreadable(**item) for item in about["unreadable"]]
        self.tables = Tables(folder)
        self._rows = self.tables.ask
        self._index = QuoteIndex(folder / INDEX)
        self._found = lru_cache(maxsize=64)(self._index.search)
        self._documents = Documents(self._rows)

    @classmethod
    def open(cls, folder: Path) -> AtlasReader:
        """Open an atlas; AtlasError says what is wrong with the folder."""
        if not is_atlas(folder):
            raise AtlasError(f"{folder} is not an atlas: it holds no atlas.json.")
        try:
            about = json.loads((folder / "atlas.json").read_text(encoding="utf-8"))
            if about.get("format") != FORMAT:
                raise AtlasError(
                    f"{folder} was written in format {about.get('format')}; this version reads "
                    f"format {FORMAT}. Build the atlas again from its documents."
                )
            reader = cls(folder, about)
            reader.tables.ask("SELECT 1 FROM documents, mentions, places LIMIT 1")
        except (OSError, ValueError, KeyError, TypeError, duckdb.Error, sqlite3.Error) as error:
            raise AtlasError(
                f"The atlas in {folder} is damaged ({type(error).__name__}): build it again."
            ) from error
        return reader

    def _chosen(self, selection: Selection) -> Clause:
        return chosen(selection, self._found)

    def documents(self) -> list[DocumentSummary]:
        """All documents, newest first, undated ones last."""
        counted: dict[str, dict[Role, int]] = {}
        unplaced: dict[str, int] = {}
        for doc_id, role, placed, count in self._rows(
            "SELECT doc_id, role, place_id IS NOT NULL, count(*) FROM mentions GROUP BY ALL"
        ):
            if placed:
                counted.setdefault(doc_id, {})[Role(role)] = count
            else:
                unplaced[doc_id] = unplaced.get(doc_id, 0) + count
        rows = self._rows(
            "SELECT doc_id, title, author, publisher, date, certainty, language, url, is_digest,"
            " sha256, notes, len(pages) FROM documents ORDER BY date DESC NULLS LAST, doc_id"
        )
        return [
            DocumentSummary(
                row[0], Record(*row[1:8]), row[8], row[9],
                counted.get(row[0], {}), unplaced.get(row[0], 0), tuple(row[10]), row[11],
            )
            for row in rows
        ]  # fmt: skip

    def whole(self, doc_ids: Iterable[str]) -> dict[str, Document]:
        """Documents with their texts, by id; KeyError where the atlas has none of an id."""
        return self._documents.get(doc_ids)

    def document(self, doc_id: str) -> Document:
        """One document with its text; KeyError where the atlas has none of this id."""
        return self._documents.get((doc_id,))[doc_id]

    def places(self, selection: Selection) -> list[PlaceSummary]:
        """The places that the selection names, most mentions first."""
        where = self._chosen(selection)
        placed = f"FROM mentions WHERE place_id IS NOT NULL AND {where.sql} GROUP BY ALL"
        counts: dict[str, dict[Role, int]] = {}
        for place_id, role, count in self._rows(
            f"SELECT place_id, role, count(*) {placed}", where.values
        ):
            counts.setdefault(place_id, {})[ROLES[role]] = count
        rows = self._rows(
            "SELECT place_id, count(DISTINCT doc_id), min(confidence), max(confidence),"
            f" count_if(misspelt) {placed}",
            where.values,
        )
        facts = {place_id: rest for place_id, *rest in rows}
        found = []
        for place_id, roles in counts.items():
            place, frame = self._places[place_id]
            documents, least, most, misspelt = facts[place_id]
            mentions = sum(roles.values())
            found.append(
                PlaceSummary(place, mentions, documents, roles, frame, least, most, misspelt)
            )
        return sorted(found, key=lambda summary: (-summary.mentions, summary.place.name))

    @cached_property
    def _places(self) -> dict[str, tuple[Place, Frame]]:
        """Every place of the atlas with its frame, by id."""
        rows = self._rows(
            "SELECT place_id, name, kind, form, country, admin1, lat, lon, population,"
            " precision_km, precision, source, listed_as, unit, south, west, north, east"
            " FROM places"
        )
        return {
            row[0]: (Place(row[0], row[1], row[2], Form(row[3]), *row[4:14]), tuple(row[14:18]))
            for row in rows
        }

    def place(self, place_id: str) -> Place | None:
        """One place, None where the atlas does not name it."""
        found = self._places.get(place_id)
        return found[0] if found else None

    def geometries(self, place_ids: Iterable[str]) -> dict[str, BaseGeometry]:
        """The geometries of places by id (EPSG:4326, x is the longitude)."""
        rows = self._rows(
            "SELECT place_id, ST_AsWKB(geometry) FROM places"
            " WHERE place_id::VARCHAR IN (SELECT unnest(?::VARCHAR[]))",
            [sorted(place_ids)],
        )
        return {place_id: shapely.from_wkb(bytes(wkb)) for place_id, wkb in rows}

    def frame(self, selection: Selection) -> Frame | None:
        """The area that the documents are about: south, west, north, east; None without places.

        Towns, areas and roads in the countries that hold most mentions of such places; where
        these lie far apart, those nearest the middle.  A capital abroad that is named once does
        not open the map on the world.  Where only countries and regions are named, all of them.
        """
        where = self._chosen(selection)
        sql = (
            "SELECT p.country, p.lat, p.lon, p.south, p.west, p.north, p.east, count(*)"
            f" FROM (SELECT place_id FROM mentions WHERE {where.sql}) m"
            " JOIN places p USING (place_id) {} GROUP BY ALL"
        )
        fine = self._rows(sql.format("WHERE p.form <> 'label'"), where.values)
        spots = [FocusSpot(*row) for row in fine or self._rows(sql.format(""), where.values)]
        return focus(spots) if spots else None

    def quotes(
        self,
        place_ids: Collection[str] | None,
        selection: Selection,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[list[Quote], int]:
        """The sentences that name some places (None: any), newest document first, and how many
        there are; only the names of these places are marked.
        """
        named = Clause("place_id IS NOT NULL", [])
        if place_ids is not None:
            named = naming(place_ids)
        where = both(named, self._chosen(selection))
        return quotes_where(self._rows, self._documents, where, limit, offset)

    def quotes_of_all(
        self, place_ids: Collection[str], selection: Selection, limit: int = 50, offset: int = 0
    ) -> tuple[list[Quote], int]:
        """The sentences that name every one of some places, as `quotes` gives them."""
        shown = both(naming(place_ids), self._chosen(selection))
        where = both(shown, naming_all(place_ids, shown))
        return quotes_where(self._rows, self._documents, where, limit, offset)

    def together(self, place_id: str, selection: Selection) -> list[Company]:
        """The places named in the same documents as a place, those in the same sentences first."""
        where = self._chosen(selection)
        rows = self._rows(
            f"WITH shown AS (SELECT * FROM mentions WHERE place_id IS NOT NULL AND {where.sql}),"
            " own AS (SELECT DISTINCT doc_id, quote_start FROM shown WHERE place_id = ?)"
            " SELECT place_id, count(DISTINCT (doc_id, quote_start)) FILTER"
            " ((doc_id, quote_start) IN (SELECT (doc_id, quote_start) FROM own)) AS sentences,"
            " count(DISTINCT doc_id) AS documents FROM shown"
            " WHERE place_id <> ? AND doc_id IN (SELECT doc_id FROM own)"
            " GROUP BY place_id ORDER BY sentences DESC, documents DESC, place_id",
            [*where.values, place_id, place_id],
        )
        return [Company(*row) for row in rows]

    def spots(self, place_id: str, selection: Selection, beside: str | None = None) -> list[Spot]:
        """Every mention of a place, in the order of its quotes; where `beside` is given, those in
        sentences that name this place too.
        """
        where = self._chosen(selection)
        if beside is not None:
            together = (place_id, beside)
            where = both(where, naming_all(together, both(naming(together), where)))
        rows = self._rows(
            f'SELECT doc_id, start, "end" FROM mentions WHERE place_id = ? AND {where.sql}'
            " ORDER BY date DESC NULLS LAST, doc_id, start",
            [place_id, *where.values],
        )
        return [Spot(*row) for row in rows]

    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The folded names that lead to each place, by its id."""
        rows = self._rows("SELECT place_id, spellings FROM places")
        return {place_id: tuple(names) for place_id, names in rows}

    def unplaced(self, selection: Selection) -> list[UnplacedName]:
        """Names without a spot, whatever their role, most frequent first."""
        where = self._without_spot(selection)
        rows = self._rows(
            f"SELECT {NAME} AS name, reason, count(*) AS mentions,"
            " arg_max(runners_up, confidence) FILTER (place_name IS NULL) FROM mentions"
            f" WHERE {where.sql} GROUP BY name, reason ORDER BY mentions DESC, name",
            where.values,
        )
        return [
            UnplacedName(name, reason, count, tuple(RunnerUp(**other) for other in others or ()))
            for name, reason, count, others in rows
        ]

    def quotes_of_unplaced(
        self, names: Sequence[UnplacedName], selection: Selection
    ) -> list[tuple[list[Quote], int]]:
        """Of each of some names without a spot the first sentences that name it, newest document
        first, QUOTES_OF_UNPLACED at most, and how many there are.
        """
        where = self._without_spot(selection)
        wanted = [(name.surface, name.reason) for name in names]
        return quotes_of_names(self._rows, self._documents, where, wanted, QUOTES_OF_UNPLACED)

    def _without_spot(self, selection: Selection) -> Clause:
        return both(Clause("place_id IS NULL", []), of_documents(selection, self._found))

    def naming(self, selection: Selection) -> dict[str, Naming]:
        """How many places each document names, and how often, by its id."""
        where = self._chosen(selection)
        rows = self._rows(
            "SELECT doc_id, count(DISTINCT place_id), count(*) FROM mentions"
            f" WHERE place_id IS NOT NULL AND {where.sql} GROUP BY doc_id",
            where.values,
        )
        return {doc_id: Naming(*counted) for doc_id, *counted in rows}

    def counts(self, selection: Selection) -> Counts:
        """Where every mention went, under a selection."""
        query = counting(selection, self._found)
        return counted(self._rows(query.sql, query.values))

    def facets(self, selection: Selection) -> Facets:
        """How many mentions each value of each filter would show."""

        def ask(facet: Facet) -> list[tuple[Any, ...]]:
            query = facet_query(facet, selection, self._found)
            return self._rows(query.sql, query.values)

        return facets(ask)

    def mentions(self, doc_id: str) -> list[PlacedMention]:
        """Every mention of one document, in text order."""
        rows = self._rows(
            f"SELECT {PLACED} FROM mentions WHERE doc_id = ? ORDER BY start", [doc_id]
        )
        return [placed_mention(row) for row in rows]

    def named(
        self, quotes: Sequence[tuple[str, int]]
    ) -> dict[tuple[str, int], list[PlacedMention]]:
        """Every mention in some quotes, each a document's id and the offset where it starts."""
        rows = self._rows(
            f"SELECT {PLACED}, doc_id, quote_start FROM mentions JOIN (SELECT"
            " unnest(?::VARCHAR[]) AS doc_id, unnest(?::BIGINT[]) AS quote_start)"
            " USING (doc_id, quote_start) ORDER BY doc_id, start",
            [[doc_id for doc_id, _ in quotes], [start for _, start in quotes]],
        )
        found: dict[tuple[str, int], list[PlacedMention]] = {quote: [] for quote in quotes}
        for *placed, doc_id, start in rows:
            found[doc_id, start].append(placed_mention(placed))
        return found

    def unreadable(self) -> list[Unreadable]:
        """What could not be read when the atlas was built, with reasons."""
        return list(self._unreadable)
