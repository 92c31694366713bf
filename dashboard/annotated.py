"""The text of a document as HTML: its characters unchanged, every name in it marked.

What is marked depends on the document and on the filters alone, never on what is chosen: the
browser itself marks the chosen place and the sentence being read (reader.js), so that a step from
one name to the next does not send the text again.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import quote as in_address

from dashboard.markup import Html, join, tag
from dashboard.searched import highlighted
from dashboard.wording import MISSPELT, ROLE_NOTES, UNSURE, number, sure, whereabouts
from geodata.model import Place
from geodata.summaries import PlacedMention
from sources.model import Block, BlockKind, Document, Span

# Boilerplate of more characters than this is folded.
FOLDED = 400

ELEMENTS = {
    BlockKind.HEADING: "h3",
    BlockKind.PARAGRAPH: "p",
    BlockKind.CAPTION: "p",
    BlockKind.LIST_ITEM: "p",
    BlockKind.TABLE: "p",
    BlockKind.QUOTATION: "p",
    BlockKind.BOILERPLATE: "p",
}


class Markings(NamedTuple):
    """What is marked in a text: `names` in text order, and `found`, the words searched for, in
    order and never overlapping each other; they may overlap names, which stay whole.

    `places` are those that the filters leave, by id: names of others look plain.
    """

    names: Sequence[PlacedMention]
    places: Mapping[str, Place]
    found: Sequence[Span] = ()


def annotated(document: Document, shown: Span, markings: Markings, query: str = "") -> list[Html]:
    """Build the blocks of a part of a text.

    `query` (without the question mark) holds the filters for the names' addresses.  Sentences
    carry where they start as `data-from`, found words as `data-word`.
    """
    return _Text(document, markings, query).blocks(shown)


def looks(name: PlacedMention, places: Mapping[str, Place]) -> str:
    """How a name is marked, as classes of the style sheet: of what form, in which role, how sure.

    "nowhere" has no spot on the map, "hidden" is a name whose place the filters hide.
    """
    if name.place_id is None:
        return "name nowhere"
    if name.place_id not in places:
        return "name hidden"
    doubt = " doubtful" if name.confidence < UNSURE else ""
    return f"name of-{places[name.place_id].form} {name.role}{doubt}"


class _Text:
    def __init__(self, document: Document, markings: Markings, query: str) -> None:
        self._document = document
        self._names, self._places, self._found = markings
        self._starts = [name.start for name in self._names]
        self._found_from = [word.start for word in self._found]
        quoted = f"quote={in_address(document.id, safe='/')}"
        self._address = f"?{query}{'&' if query else ''}show=reader&{quoted}"

    def blocks(self, shown: Span) -> list[Html]:
        parts: list[Html] = []
        inside = [block for block in self._document.blocks if _in(block, shown)]
        for boiler, run in groupby(inside, lambda block: block.kind is BlockKind.BOILERPLATE):
            blocks = [_clipped(block, shown) for block in run]
            parts += (
                [_boilerplate(blocks, map(self._block, blocks))]
                if boiler
                else map(self._block, blocks)
            )
        return parts

    def _block(self, block: Block) -> Html:
        parts: list[Html] = []
        position = block.start
        for sentence in self._sentences(block):
            start = max(sentence.start, position)
            end = self._whole(min(sentence.end, block.end))
            if start < end:
                inner = self._run(Span(start, end))
                parts += (
                    self._run(Span(position, start)),
                    tag("span", inner, data_from=sentence.start),
                )
                position = end
        parts.append(self._run(Span(position, block.end)))
        return tag(ELEMENTS[block.kind], *parts, class_=block.kind.replace(" ", "-"), dir="auto")

    def _sentences(self, block: Block) -> Sequence[Span]:
        sentences = self._document.sentences
        first = max(0, bisect_right(sentences, (block.start, block.start)) - 1)
        last = bisect_left(sentences, (block.end, block.end))
        return [one for one in sentences[first:last] if one.end > block.start]

    def _whole(self, end: int) -> int:
        """Where a part ends that would end at `end`, but inside no name."""
        before = bisect_left(self._starts, end) - 1
        return max(end, self._names[before].end) if before >= 0 else end

    def _run(self, span: Span) -> Html:
        parts: list[str] = []
        position = span.start
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        for name in self._names[first:last]:
            if name.start < position or name.end > span.end:
                continue
            parts.append(self._words(Span(position, name.start)))
            parts.append(self._name(name))
            position = name.end
        parts.append(self._words(Span(position, span.end)))
        return join(parts)

    def _words(self, span: Span) -> Html:
        first = max(0, bisect_right(self._found_from, span.start) - 1)
        last = bisect_left(self._found_from, span.end)
        found = self._found[first:last]
        return highlighted(self._document.text, span, found, numbered=True)

    def _name(self, name: PlacedMention) -> Html:
        words = self._words(Span(name.start, name.end))
        place = self._places.get(name.place_id) if name.place_id else None
        if name.place_id and place is None:
            return tag("span", words, class_="name hidden", data_place=name.place_id,
                       data_start=name.start, data_end=name.end)  # fmt: skip
        address = f"{self._address}:{name.start}"
        if place:
            address += f"&place={in_address(place.id, safe=':')}"
        return tag(
            "a",
            words,
            href=address,
            class_=looks(name, self._places),
            title=_title(place, name) if place else f"Not on the map: {name.reason}",
            data_action="read",
            data_place=name.place_id or "",
            data_start=name.start,
            data_end=name.end,
        )


def _title(place: Place, name: PlacedMention) -> str:
    """Say which place a name means, as what, and how sure that is."""
    told = [
        f"{place.name}: {whereabouts(place)}",
        ROLE_NOTES.get(name.role),
        MISSPELT if name.misspelt else None,
        sure(name.confidence),
    ]
    return "; ".join(part for part in told if part)


def _boilerplate(blocks: Sequence[Block], parts: Iterable[Html]) -> Html:
    length = sum(block.end - block.start for block in blocks)
    if length <= FOLDED:
        return join(parts)
    words = f"Boilerplate, {number(length)} characters: menus, notices and the like, never quoted"
    return tag(
        "details",
        tag("summary", words),
        *parts,
        class_="boilerplate",
        data_key=f"boilerplate:{blocks[0].start}",
    )


def _in(block: Block, shown: Span) -> bool:
    return block.end > shown.start and block.start < shown.end


def _clipped(block: Block, shown: Span) -> Block:
    return block._replace(start=max(block.start, shown.start), end=min(block.end, shown.end))
