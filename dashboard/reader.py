"""The reader: a document in full beside the map, every placed name in it a way to its place.

It comes in two pieces: a head that changes with every step, and the text, which does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from dashboard import address, searched
from dashboard.annotated import looks
from dashboard.filtering import Filters
from dashboard.library import Library, selection
from dashboard.markup import Html, button, isolated, join, link, tag
from dashboard.mention import bar, sentence_at, standing
from dashboard.state import QuoteRef, State
from dashboard.strip import TEXT, strip
from dashboard.unplaced import way_back
from dashboard.wording import ROLE_NOTES, byline, number, title
from geodata.model import Form, Place, Role
from geodata.summaries import PlacedMention
from sources.model import Document, Span

# Characters of text shown at once: more makes the page slow to send and to draw.
WINDOW = 200_000
STEP = WINDOW // 2
# Filters that take more characters than this are not repeated in the address of every name.
LONGEST_QUERY = 200

POINT = f"of-{Form.POINT}"
# The marks by class, with what they mean, in the order of the key.
MARKS = {
    POINT: "a town or a spot",
    f"of-{Form.AREA}": "an area: a province, a district, an enclave",
    f"of-{Form.LINE}": "a road or a river",
    f"of-{Form.LABEL}": "a country, a region, a sea",
    **{str(role): f"a place’s name {words}" for role, words in ROLE_NOTES.items()},
    "doubtful": "less sure than 50%",
    "nowhere": "not on the map; choose it for the reason",
    "hidden": "its place is hidden by the filters",
}


def head(library: Library, state: State, at: QuoteRef) -> Html:
    """Show which document is read, and at which mention; point at it in the text."""
    document = library.document(at.document)
    here = standing(library, state, at)
    sentence = sentence_at(document, at.start) if at.start or here.mention else None
    names = library.mentions(document.id)
    chosen = selection(library, state)
    places = library.marked_places(chosen)
    found = library.searched(document.id, chosen.words)
    return join(
        (
            tag(
                "div",
                tag("div", way_back(), _key(names, places), class_="line"),
                tag("h2", isolated(title(document)), data_heading=True, tabindex=-1),
                _byline(document),
                class_="reader-head digest" if document.is_digest else "reader-head",
            ),
            tag(
                "div",
                bar(library, state, here),
                searched.bar(found, chosen.words, at.start),
                class_="reading-bars",
            ),
            strip(
                document,
                [one.start for one in names if one.place_id in places],
                [one.start for one in names if state.place and one.place_id == state.place],
                sentence,
            ),
            tag(
                "i",
                hidden=True,
                data_points=f"{document.id}:{at.start}",
                data_document=document.id,
                data_first=window(document, at.start).start,
                data_place=state.place,
                data_mention=here.mention.start if here.mention else None,
                data_sentence=sentence.start if sentence else None,
                data_word=at.start if found.rank(at.start) else None,
            ),
        )
    )


def text(library: Library, state: State, at: QuoteRef) -> Html:
    """Show the text around `at`: the same for every step inside one window of a document."""
    document = library.document(at.document)
    shown = window(document, at.start)
    warnings = [told for told in (document.record.certainty, *document.notes) if told]
    marked = library.annotated(
        document.id, shown, selection(library, state), _query(library, state)
    )
    return tag(
        "div",
        _cut(document, shown),
        *(tag("p", told, class_="cut unsure") for told in warnings if not shown.start),
        marked,
        class_="text digest" if document.is_digest else "text",
        id=TEXT,
        role="region",
        aria_label=f"Text of {title(document)}",
        tabindex=0,
        data_document=document.id,
        data_first=shown.start,
        data_last=shown.end,
    )


def window(document: Document, start: int) -> Span:
    """Choose the part of a long text that is shown: `start` and what is around it.

    Windows begin at half their size from each other, so that near quotes have the same.
    """
    length = len(document.text)
    if length <= WINDOW:
        return Span(0, length)
    first = max(0, (start - STEP // 2) // STEP * STEP)
    first = min(first, (length - 1) // STEP * STEP - STEP)
    return Span(first, min(length, first + WINDOW))


def _query(library: Library, state: State) -> str:
    """The filters as the addresses of names hold them."""
    query = ""
    for filters in (Filters(), state.filters):
        kept = State(filters=filters, library=state.library)
        written = address.as_query(address.write(kept, library.known)).removeprefix("?")
        query = written if len(written) <= LONGEST_QUERY else query
    return query


def _byline(document: Document) -> Html:
    record = document.record
    source = link("Article" if document.is_digest else "Source", record.url)
    about = button("about", "About this document", class_="text", data_document=document.id,
                   data_key="about")  # fmt: skip
    return tag("p", isolated(byline(document)), " ", source, " ", about, class_="byline")


def _key(names: Iterable[PlacedMention], places: dict[str, Place]) -> Html:
    """What the marks mean: those that this text has, with how many it has of each."""
    counts: Counter[str] = Counter()
    for name in names:
        counts.update(looks(name, places).split()[1:])
    rows = [
        tag(
            "li",
            tag("span", "Name", class_=f"name {_sample(mark)}", aria_hidden="true"),
            tag("span", meaning),
            tag("span", number(counts[mark]), class_="count"),
        )
        for mark, meaning in MARKS.items()
        if counts[mark]
    ]
    return tag(
        "details",
        tag("summary", "What the marks mean"),
        tag("ul", *rows) if rows else tag("p", "No name was found in this text."),
        class_="marks-key",
        data_key="marks-key",
    )


def _sample(mark: str) -> str:
    """The classes of a name that shows a mark: a sure place as a place, save for what is told."""
    if mark in ("nowhere", "hidden"):
        return mark
    role = mark if mark in set(map(str, ROLE_NOTES)) else Role.LITERAL
    return f"{mark if mark.startswith('of-') else POINT} {role} {mark}"


def _cut(document: Document, shown: Span) -> Html | None:
    if shown == (0, len(document.text)):
        return None
    words = (
        f"A long document: characters {number(shown.start)} to {number(shown.end)} of "
        f"{number(len(document.text))} are shown."
    )
    return tag(
        "p",
        words,
        " ",
        _turn("Earlier", document, shown.start - 1) if shown.start else None,
        " ",
        _turn("Later", document, shown.end) if shown.end < len(document.text) else None,
        class_="cut",
    )


def _turn(words: str, document: Document, start: int) -> Html:
    return button("read", words, class_="text", data_document=document.id, data_start=start)
