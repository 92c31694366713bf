"""An opened atlas with the answers that the page asks for again and again.

One library is shared by all sessions that opened the same documents.  What it remembers is
bounded, and belongs to this atlas alone: nothing of one corpus can reach the readers of another.
Callers treat what they get as immutable.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from dashboard import filtering, in_view
from dashboard.annotated import Markings, annotated
from dashboard.filtering import Filters, Known, known_values
from dashboard.finding import matching
from dashboard.marks import LINES, Frame, Marks, encode, joining, outline
from dashboard.markup import Html, join
from dashboard.searched import Searched, searched
from dashboard.state import State
from geodata import shapes
from geodata.model import Form, Place
from geodata.store import AtlasReader
from geodata.summaries import DocumentSummary, PlaceSummary, Quote, Selection
from sources.model import Span, Unreadable
from sources.shelf import Entry

SELECTIONS = 32
ANSWERS = 256
TEXTS = 8


class Kept(NamedTuple):
    """A library that is open: where it lies, and what is kept of each document, by its id."""

    folder: Path
    entries: Mapping[str, Entry]


class Library:
    """The read side of an atlas, remembering its latest answers.

    `kept`: what the documents are kept in, None where that is no library.
    """

    def __init__(self, reader: AtlasReader, kept: Kept | None = None) -> None:
        self.reader = reader
        self.kept = kept
        self.version = reader.version
        self.place = lru_cache(ANSWERS)(reader.place)
        self.document = lru_cache(SELECTIONS)(reader.document)
        self.mentions = lru_cache(SELECTIONS)(reader.mentions)
        self.places = lru_cache(SELECTIONS)(reader.places)
        self.counts = lru_cache(SELECTIONS)(reader.counts)
        self.unplaced = lru_cache(SELECTIONS)(reader.unplaced)
        self.quotes_of_unplaced = lru_cache(TEXTS)(reader.quotes_of_unplaced)
        self.facets = lru_cache(SELECTIONS)(reader.facets)
        self.naming = lru_cache(SELECTIONS)(reader.naming)
        self.quotes = lru_cache(ANSWERS)(reader.quotes)
        self.quotes_of_all = lru_cache(ANSWERS)(reader.quotes_of_all)
        self.named = lru_cache(ANSWERS)(reader.named)
        self.together = lru_cache(ANSWERS)(reader.together)
        self.spots = lru_cache(ANSWERS)(reader.spots)
        self._marks = Marks(reader.geometries)
        self.features = lru_cache(SELECTIONS)(self._features)
        self.outline = lru_cache(SELECTIONS)(self._outline)
        self.frame = lru_cache(SELECTIONS)(self._frame)
        self.marked_places = lru_cache(SELECTIONS)(self._marked_places)
        self.annotated = lru_cache(TEXTS)(self._annotated)
        self.searched = lru_cache(TEXTS)(self._searched)
        self.within = lru_cache(SELECTIONS)(self._within)
        self.found = lru_cache(SELECTIONS)(self._found)
        self._selected: tuple[Filters, Selection] | None = None
        self.lines = lru_cache(SELECTIONS)(self._lines)

    @cached_property
    def documents(self) -> dict[str, DocumentSummary]:
        """All documents by id, in the atlas's order."""
        return {summary.id: summary for summary in self.reader.documents()}

    @cached_property
    def spellings(self) -> dict[str, tuple[str, ...]]:
        """The folded names that lead to each place, by its id."""
        return self.reader.spellings()

    @cached_property
    def known(self) -> Known:
        """All values that a filter can choose."""
        everything = self.facets(Selection())
        return known_values(self.documents.values(), everything.kinds, everything.countries)

    @cached_property
    def unreadable(self) -> tuple[Unreadable, ...]:
        """The files that could not be read."""
        return tuple(self.reader.unreadable())

    def _features(self, selection: Selection) -> bytes:
        """Encode the marks of a selection as GeoJSON."""
        return self._marks.features(self.places(selection))

    def _marked_places(self, selection: Selection) -> dict[str, Place]:
        """The places that a selection leaves, by id."""
        return {named.place.id: named.place for named in self.places(selection)}

    def _annotated(self, doc_id: str, shown: Span, selection: Selection, query: str) -> Html:
        """A part of a document as HTML, the names that a selection leaves marked."""
        found = self.searched(doc_id, selection.words).spans
        markings = Markings(self.mentions(doc_id), self.marked_places(selection), found)
        return join(annotated(self.document(doc_id), shown, markings, query))

    def _searched(self, doc_id: str, words: str) -> Searched:
        """Where the words of a search stand in a document."""
        return searched(self.document(doc_id), words)

    def _outline(self, place_id: str) -> bytes | None:
        """Encode the shape of a label as GeoJSON; None for other forms and where there is none."""
        place = self.place(place_id)
        if place is None or place.form is not Form.LABEL:
            return None
        shape = self.reader.geometries([place_id]).get(place_id)
        return None if shape is None or shape.is_empty else encode(outline(shape))

    def _frame(self, selection: Selection) -> Frame | None:
        """Give the area that the documents are about."""
        frame = self.reader.frame(selection)
        return None if frame is None else Frame(*frame)

    def _within(self, selection: Selection, area: shapes.Frame) -> list[PlaceSummary]:
        """Give the places of a selection that lie in an area, the most named first."""
        return in_view.within(self.places(selection), area)

    def _found(
        self, selection: Selection, area: shapes.Frame | None, search: str
    ) -> list[PlaceSummary]:
        """Give the places of a selection, in an area where one is given, that a search finds."""
        places = self.places(selection) if area is None else self.within(selection, area)
        return matching(places, self.spellings, search)

    def selection(self, filters: Filters) -> Selection:
        """Say what filters leave; every part of the page asks it, in one run the same."""
        selected = self._selected
        if selected is None or selected[0] != filters:
            selected = (filters, filtering.selection(filters, self.documents.values()))
            self._selected = selected
        return selected[1]

    def _lines(self, place_id: str, selection: Selection) -> bytes | None:
        """Encode lines to the places named in the same sentences as GeoJSON; None for no line."""
        company = self.together(place_id, selection)
        beside = {one.place_id: one.sentences for one in company if one.sentences}
        named = {one.place.id: one.place for one in self.places(selection)}
        ids = [place_id, *beside][: LINES + 1]
        if place_id not in named or not beside:
            return None
        others = [(named[each], beside[each]) for each in ids[1:]]
        return encode(joining(named[place_id], others, self.reader.geometries(ids)))


def selection(library: Library, state: State) -> Selection:
    """Say what a state's filters leave of a library."""
    return library.selection(state.filters)


def seen(library: Library, state: State) -> list[PlaceSummary]:
    """Give the places that the list shows: those in view where it follows the map, else all."""
    chosen = selection(library, state)
    return library.places(chosen) if state.area is None else library.within(chosen, state.area)


def found_places(library: Library, state: State) -> list[PlaceSummary]:
    """Give those of the places that the list shows that its search finds, the best first."""
    return library.found(selection(library, state), state.area, state.search)


def place_quotes(
    library: Library, state: State, place_id: str, limit: int
) -> tuple[list[Quote], int]:
    """Give the first quotes of a place that a state shows, and how many it shows of them."""
    chosen = selection(library, state)
    if state.beside is not None:
        return library.quotes_of_all((place_id, state.beside), chosen, limit, 0)
    return library.quotes((place_id,), chosen, limit, 0)


def seen_quotes(library: Library, state: State) -> tuple[list[Quote], int]:
    """Give the first quotes of these places, as many as are shown, and how many there are."""
    ids = None
    if state.area is not None:
        ids = tuple(one.place.id for one in seen(library, state))
    return library.quotes(ids, selection(library, state), state.quotes_shown, 0)
