"""An atlas of answers written by hand: what no model can change, for tests of what is shown."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from geodata.atlas import write_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.model import Mention, Place, Resolution, Role, RunnerUp
from sources.model import Block, BlockKind, Collection, Document, Record, Span

SIGN = "the words beside the name call it a town"


def document(doc_id: str, sentences: list[str], date: str | None = None) -> Document:
    """A document of one paragraph."""
    text = " ".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        start = text.index(sentence, at)
        at = start + len(sentence)
        spans.append(Span(start, at))
    block = Block(0, len(text), BlockKind.PARAGRAPH)
    record = Record(title=doc_id.title(), date=date)
    return Document(doc_id, text, record, "00", doc_id, (block,), tuple(spans))


def largest(gazetteer: Gazetteer, name: str, level: Level, country: str = "") -> Place:
    """The largest place of a name and level, in a country where one is given."""
    found = [c for c in gazetteer.lookup(name) if c.level is level]
    places = [gazetteer.place(c.row) for c in sorted(found, key=lambda c: -c.population)]
    return next(one for one in places if country in ("", one.country))


def mention(text: Document, surface: str, role: Role = Role.LITERAL) -> Mention:
    """The first mention of a name in a document."""
    start = text.text.index(surface)
    return Mention(start, start + len(surface), surface, role, 0.95)


def write_judged(folder: Path, gazetteer: Gazetteer) -> None:
    """Write an atlas in which Helsinki is fairly sure once and misspelt once, the state of Georgia
    is unsure, and nobody could choose between two cities named Tripoli.
    """
    text = document(
        "a.txt",
        ["Snow fell in Helsinki.", "Rain fell in Helsniki.", "Hail fell in Tripoli.",
         "The sun shone in Georgia."],
    )  # fmt: skip
    helsinki = largest(gazetteer, "Helsinki", Level.TOWN)
    libya, lebanon = (largest(gazetteer, "Tripoli", Level.TOWN, code) for code in ("LY", "LB"))
    state = largest(gazetteer, "Georgia", Level.FIRST_LEVEL, "US")
    republic = largest(gazetteer, "Georgia", Level.COUNTRY)
    idlib = largest(gazetteer, "Idlib", Level.TOWN)
    far = RunnerUp(idlib, 0.2)
    undecided = (RunnerUp(libya, 0.4), RunnerUp(lebanon, 0.35))
    rivals = (RunnerUp(republic, 0.41), RunnerUp(idlib, 0.002))
    found = [
        Resolution(mention(text, "Helsinki"), helsinki, 0.83, "", (SIGN,)),
        Resolution(mention(text, "Helsniki"), helsinki, 0.31, "", (), (far,), misspelt=True),
        Resolution(mention(text, "Tripoli"), None, 0.9, "cannot choose", (), undecided),
        Resolution(mention(text, "Georgia"), state, 0.43, "", ("one sign", "another"), rivals),
    ]
    write_atlas(Collection((text,)), [found], folder, gazetteer)


AT_SEA = "no map has this place"
MENU = "Menu. Weather. Subscribe to read all about Helsinki and the sea. " * 8
COAST = (
    (BlockKind.HEADING, ("A coast in Finland",)),
    (
        BlockKind.PARAGRAPH,
        ("Helsinki lies in Uusimaa.", "The M5 highway does not lead there.", "Finland said so."),
    ),
    (BlockKind.PARAGRAPH, ("A Finnish boat left Helsinki for Atlantis.", "It saw Georgia.")),
    (BlockKind.CAPTION, ("The harbour of Helsinki.",)),
    (BlockKind.BOILERPLATE, (MENU.strip(),)),
)
ARABIC = (
    (BlockKind.HEADING, ("قطار الشمال",)),
    (BlockKind.PARAGRAPH, ("وصل القطار إلى حلب في الصباح.", "ثم عاد من هلسنكي إلى حلب (عند M5).")),
)
Blocks = tuple[tuple[BlockKind, tuple[str, ...]], ...]


def in_blocks(doc_id: str, blocks: Blocks, date: str | None = None) -> Document:
    """A document of blocks, each of a kind and of sentences that never occur twice."""
    text = "\n\n".join(" ".join(sentences) for _, sentences in blocks)
    spans: list[Span] = []
    shapes: list[Block] = []
    for kind, sentences in blocks:
        starts = [text.index(sentence) for sentence in sentences]
        spans += [
            Span(start, start + len(one)) for start, one in zip(starts, sentences, strict=True)
        ]
        shapes.append(Block(starts[0], spans[-1].end, kind))
    record = Record(title=doc_id.title(), date=date)
    return Document(doc_id, text, record, "00", doc_id, tuple(shapes), tuple(spans))


def every(text: Document, surface: str, role: Role = Role.LITERAL) -> list[Mention]:
    """Every mention of a name in a document."""
    starts = [at for at in range(len(text.text)) if text.text.startswith(surface, at)]
    return [Mention(at, at + len(surface), surface, role, 0.95) for at in starts]


def write_coast(folder: Path, gazetteer: Gazetteer) -> None:
    """Write an atlas of two documents with blocks of every kind, and of names of every form and
    role: the newer in English, the older in Arabic.

    Helsinki is named three times in the newer and once in the older, boilerplate apart.
    """
    coast, train = (
        in_blocks("coast.txt", COAST, "2021-05-02"),
        in_blocks("train.txt", ARABIC, "2019"),
    )
    helsinki = largest(gazetteer, "Helsinki", Level.TOWN)
    aleppo = largest(gazetteer, "Aleppo", Level.TOWN, "SY")
    finland = largest(gazetteer, "Finland", Level.COUNTRY)
    uusimaa = largest(gazetteer, "Uusimaa", Level.FIRST_LEVEL)
    state = largest(gazetteer, "Georgia", Level.FIRST_LEVEL, "US")
    road = next(gazetteer.place(c.row) for c in gazetteer.lookup("M5 highway"))
    rival = (RunnerUp(aleppo, 0.1),)
    spoke = len(COAST[0][1][0])
    found = [
        *(Resolution(m, helsinki, 0.9, "", (SIGN,), rival) for m in every(coast, "Helsinki")),
        Resolution(mention(coast, "Uusimaa"), uusimaa, 0.9, ""),
        Resolution(mention(coast, "M5 highway"), road, 0.9, ""),
        *(
            Resolution(replace(m, role=Role.METONYM) if m.start > spoke else m, finland, 0.9, "")
            for m in every(coast, "Finland")
        ),
        Resolution(mention(coast, "Finnish", Role.DEMONYM), finland, 0.9, ""),
        Resolution(mention(coast, "Atlantis"), None, 0.9, AT_SEA),
        Resolution(mention(coast, "Georgia"), state, 0.43, ""),
    ]
    told = [
        *(Resolution(m, aleppo, 0.9, "", (SIGN,)) for m in every(train, "حلب")),
        Resolution(mention(train, "هلسنكي"), helsinki, 0.9, ""),
        Resolution(mention(train, "M5"), road, 0.9, ""),
    ]
    in_order = [sorted(each, key=lambda one: one.mention.start) for each in (found, told)]
    write_atlas(Collection((coast, train)), in_order, folder, gazetteer)


NORTH = [
    "Snow fell in Helsinki and Tampere.",
    "The road from Helsinki to Tampere was closed.",
    "In Turku the schools stayed open.",
    "Hospitals in Uusimaa were full.",
    "Finland called it a storm.",
]
SOUTH = [
    "Rain fell in Lisbon and in Helsinki.",
    "Suva was dry, its hospital empty.",
    "In Atlantis a hospital was flooded.",
]


def write_company(folder: Path, gazetteer: Gazetteer) -> None:
    """Write an atlas of two documents: Helsinki stands twice beside Tampere and once beside Lisbon;
    Turku, Uusimaa (an area), Finland and, in the older document, Suva in sentences of their own.
    Atlantis has no spot.
    """
    towns = {"Helsinki": "FI", "Tampere": "FI", "Turku": "FI", "Lisbon": "PT", "Suva": "FJ"}
    places: dict[str, Place | None] = {"Atlantis": None}
    places |= {name: largest(gazetteer, name, Level.TOWN, code) for name, code in towns.items()}
    places["Uusimaa"] = largest(gazetteer, "Uusimaa", Level.FIRST_LEVEL)
    places["Finland"] = largest(gazetteer, "Finland", Level.COUNTRY)
    documents = (document("north.txt", NORTH, "2020-03-02"), document("south.txt", SOUTH, "2019"))
    answers = []
    for text in documents:
        found = [
            Resolution(Mention(start, start + len(name), name, Role.LITERAL, 0.9), place, 0.9, "")
            for name, place in places.items()
            for start in _starts(text.text, name)
        ]
        answers.append(sorted(found, key=lambda one: one.mention.start))
    write_atlas(Collection(documents), answers, folder, gazetteer)


def _starts(text: str, name: str) -> list[int]:
    return [start for start in range(len(text)) if text.startswith(name, start)]
