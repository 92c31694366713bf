"""An atlas written and read back: the promises of the page, kept by the tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.atlas import AtlasError, build_atlas, write_atlas
from geodata.gazetteer import Gazetteer, Level
from geodata.model import Mention, Resolution, Role
from geodata.store import QUOTES_OF_UNPLACED, AtlasReader
from geodata.summaries import PlaceSummary, Selection
from sources.document import from_text
from sources.model import Collection, Record, Span, Unreadable
from tests.by_hand import SIGN, document, largest, mention, write_judged

ALL = Selection(None, frozenset(Role))
LITERAL = Selection(None, frozenset({Role.LITERAL}))


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> AtlasReader:
    old = document(
        "old.txt",
        ["Aleppo lies in Syria.", "From Aleppo one drives to Aleppo's suburbs.", "Turkish tea."],
        "2019-05",
    )
    new = document("new.txt", ["Snow fell in Aleppo.", "The West denied it."], "2021-01-02")
    undated = document("undated.txt", ["Rain fell near Helsinki in Finland."])
    collection = Collection((old, new, undated), (Unreadable("bad.bin", "it is binary"),))
    folder = tmp_path_factory.mktemp("atlas") / "atlas"
    build_atlas(collection, folder, gazetteer=gazetteer)
    return AtlasReader.open(folder)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer) -> AtlasReader:
    folder = tmp_path_factory.mktemp("judged") / "atlas"
    write_judged(folder, gazetteer)
    return AtlasReader.open(folder)


def named(atlas: AtlasReader, name: str) -> PlaceSummary:
    return next(one for one in atlas.places(ALL) if one.place.name == name)


def test_what_boilerplate_names_is_neither_counted_nor_quoted(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = "Share this | Sign in to Donate\n\nSnow fell in Helsinki.\n\nDonate now: help in Aleppo!"
    collection = Collection((from_text("a", text, "a"),))
    build_atlas(collection, tmp_path / "atlas", gazetteer=gazetteer)
    atlas = AtlasReader.open(tmp_path / "atlas")
    (helsinki,) = atlas.places(ALL)
    ((quote,), _) = atlas.quotes([helsinki.place.id], ALL)
    assert (helsinki.place.name, quote.before, quote.after) == ("Helsinki", "", "")


def test_what_decided_comes_back_with_each_mention(judged: AtlasReader) -> None:
    sure, misspelt, undecided, _ = judged.mentions("a.txt")
    assert (sure.evidence, sure.runners_up, sure.misspelt) == ((SIGN,), (), False)
    assert misspelt.misspelt
    (other,) = misspelt.runners_up
    assert other[:5] == ("geonames:169389", "Idlib", "city", "Idlib", "SY")
    assert other.confidence == pytest.approx(0.2)
    assert [one.country for one in undecided.runners_up] == ["LY", "LB"]


def test_the_mentions_of_some_quotes_are_those_of_their_documents(atlas: AtlasReader) -> None:
    quotes, _ = atlas.quotes(None, ALL)
    found = atlas.named([(quote.doc_id, quote.start) for quote in quotes])
    for quote in quotes:
        starts = {mark.start for mark in quote.marks}
        of_document = [one for one in atlas.mentions(quote.doc_id) if one.start in starts]
        assert found[quote.doc_id, quote.start] == of_document
    assert sum(map(len, found.values())) == sum(len(quote.marks) for quote in quotes) > 3


def test_sentences_that_name_all_of_some_places(atlas: AtlasReader) -> None:
    aleppo, syria, helsinki = (named(atlas, n).place.id for n in ("Aleppo", "Syria", "Helsinki"))
    found, total = atlas.quotes_of_all([aleppo, syria], ALL)
    assert ([quote.text for quote in found], total) == (["Aleppo lies in Syria."], 1)
    assert [mark.surface for mark in found[0].marks] == ["Aleppo", "Syria"]
    assert atlas.quotes_of_all([aleppo, helsinki], ALL) == ([], 0)
    assert atlas.quotes_of_all([aleppo, aleppo], ALL) == atlas.quotes([aleppo], ALL)
    assert [spot.start for spot in atlas.spots(aleppo, ALL, syria)] == [0]
    assert atlas.quotes_of_all([aleppo, syria], ALL._replace(least=1.0)) == ([], 0)


def test_a_place_says_how_sure_its_mentions_are(judged: AtlasReader) -> None:
    helsinki, georgia = named(judged, "Helsinki"), named(judged, "Georgia")
    assert (helsinki.least, helsinki.most) == pytest.approx((0.31, 0.83))
    assert (georgia.least, georgia.most) == pytest.approx((0.43, 0.43))
    assert (helsinki.place.unit, georgia.place.unit) == ("Uusimaa", "")


def test_misspelt_names_are_marked_and_counted(judged: AtlasReader) -> None:
    helsinki = named(judged, "Helsinki")
    quotes, _ = judged.quotes([helsinki.place.id], ALL)
    assert helsinki.misspelt == 1
    assert [mark.misspelt for quote in quotes for mark in quote.marks] == [False, True]


def test_a_misspelt_name_never_becomes_the_name_of_the_place(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = document("a.txt", ["Rain in Helsniki."])
    place = largest(gazetteer, "Helsinki", Level.TOWN)
    for misspelt, name in ((True, "Helsinki"), (False, "Helsniki")):
        found = Resolution(mention(text, "Helsniki"), place, 0.9, "", misspelt=misspelt)
        write_atlas(Collection((text,)), [[found]], tmp_path / name, gazetteer)
        (summary,) = AtlasReader.open(tmp_path / name).places(ALL)
        assert summary.place.name == name


def test_what_could_not_be_chosen_is_told_with_its_candidates(judged: AtlasReader) -> None:
    (tripoli,) = judged.unplaced(ALL)
    assert (tripoli.surface, tripoli.reason) == ("Tripoli", "cannot choose")
    told = [(one.country, one.kind) for one in tripoli.runners_up]
    assert told == [("LY", "city"), ("LB", "city")]


def test_what_is_claimed_of_a_document_comes_back_with_it(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    text = "---\ntitle: A long day\ndate: 2020-03-04\n---\n\nSnow fell in Helsinki.\n"
    claimed, bare = from_text("a.md", text, "a.md"), document("b.txt", ["Snow fell."])
    build_atlas(Collection((claimed, bare)), tmp_path / "atlas", gazetteer=gazetteer)
    atlas = AtlasReader.open(tmp_path / "atlas")
    assert atlas.document("a.md").claims == claimed.claims != ()
    assert atlas.document("b.txt").claims == ()


def test_what_each_document_names_adds_up(atlas: AtlasReader) -> None:
    named = atlas.naming(ALL)
    assert sum(one.mentions for one in named.values()) == atlas.counts(ALL).shown
    assert named["new.txt"].places == len(
        atlas.places(ALL._replace(documents=frozenset({"new.txt"})))
    )
    assert set(atlas.naming(ALL._replace(documents=frozenset({"old.txt"})))) == {"old.txt"}


def test_every_quote_is_an_exact_slice_and_marks_lie_inside(atlas: AtlasReader) -> None:
    places = atlas.places(ALL)
    assert places
    for summary in places:
        quotes, total = atlas.quotes([summary.place.id], ALL)
        assert total == len(quotes) > 0
        for quote in quotes:
            text = atlas.document(quote.doc_id).text
            assert text[quote.start : quote.end] == quote.text
            for mark in quote.marks:
                assert text[mark.start : mark.end] == mark.surface
                assert quote.start <= mark.start < mark.end <= quote.end


def test_mentions_shown_hidden_and_unplaced_add_up(atlas: AtlasReader) -> None:
    for documents in (None, frozenset({"old.txt"}), frozenset()):
        for roles in (frozenset(Role), frozenset({Role.LITERAL}), frozenset[Role]()):
            selection = Selection(documents, roles)
            counts = atlas.counts(selection)
            assert counts.shown + sum(counts.hidden.values()) + counts.unplaced == counts.found
            assert counts.shown == sum(s.mentions for s in atlas.places(selection))
            assert counts.unplaced == sum(n.mentions for n in atlas.unplaced(selection))


def test_a_sentence_that_names_a_place_twice_is_one_quote(atlas: AtlasReader) -> None:
    aleppo = next(s for s in atlas.places(ALL) if s.place.name == "Aleppo")
    quotes, _ = atlas.quotes([aleppo.place.id], ALL)
    assert aleppo.mentions == 4
    assert aleppo.documents == 2
    assert [(q.doc_id, len(q.marks)) for q in quotes] == [
        *(("new.txt", 1), ("old.txt", 1), ("old.txt", 2)),
    ]
    assert quotes[1].before == ""
    assert quotes[1].after == quotes[2].text


def test_quotes_come_in_pages(atlas: AtlasReader) -> None:
    aleppo = next(s for s in atlas.places(ALL) if s.place.name == "Aleppo")
    first, total = atlas.quotes([aleppo.place.id], ALL, limit=2)
    rest, _ = atlas.quotes([aleppo.place.id], ALL, limit=2, offset=2)
    assert total == 3
    assert [*first, *rest] == atlas.quotes([aleppo.place.id], ALL)[0]


def test_the_filter_by_role_hides_demonyms(atlas: AtlasReader) -> None:
    assert "Turkey" in {s.place.name for s in atlas.places(ALL)}
    assert "Turkey" not in {s.place.name for s in atlas.places(LITERAL)}


def test_what_has_no_spot_is_listed_with_reason_and_quote(atlas: AtlasReader) -> None:
    (west,) = [name for name in atlas.unplaced(ALL) if "West" in name.surface]
    assert west.reason
    ((quotes, total),) = atlas.quotes_of_unplaced([west], ALL)
    assert ([quote.text for quote in quotes], total) == (["The West denied it."], 1)


def test_of_a_name_without_a_spot_the_newest_sentences_come_and_all_are_counted(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    often = QUOTES_OF_UNPLACED + 3
    old = document("old.txt", ["The West denied it."] * often, "2019-05")
    new = document("new.txt", ["The Soviet Union and the West fell silent.", "Rain fell."], "2021")
    found = [
        Resolution(Mention(at + 4, at + 8, "West", Role.METONYM, 0.95), None, 0.9, "a bloc")
        for at, _ in old.sentences
    ]
    both = [
        Resolution(mention(new, "Soviet Union"), None, 0.9, "a state of the past"),
        Resolution(mention(new, "West"), None, 0.9, "a bloc"),
    ]
    write_atlas(Collection((old, new)), [found, both], tmp_path / "atlas", gazetteer)
    atlas = AtlasReader.open(tmp_path / "atlas")
    west, soviet = atlas.unplaced(ALL)
    assert (west.surface, west.mentions, soviet.surface) == ("West", often + 1, "Soviet Union")
    (of_soviet, one), (of_west, all_of_west) = atlas.quotes_of_unplaced([soviet, west], ALL)
    assert ([quote.doc_id for quote in of_soviet], one) == (["new.txt"], 1)
    assert (len(of_west), all_of_west) == (QUOTES_OF_UNPLACED, often + 1)
    assert [quote.doc_id for quote in of_west[:2]] == ["new.txt", "old.txt"]
    assert [mark.surface for mark in of_west[0].marks] == ["West"]
    only_old = Selection(frozenset({"old.txt"}))
    assert atlas.quotes_of_unplaced(atlas.unplaced(only_old), only_old)[0][1] == often
    assert atlas.quotes_of_unplaced([], ALL) == []


def test_documents_newest_first_and_undated_last(atlas: AtlasReader) -> None:
    assert [d.id for d in atlas.documents()] == ["new.txt", "old.txt", "undated.txt"]
    assert atlas.unreadable() == [Unreadable("bad.bin", "it is binary")]


def test_the_frame_is_where_most_mentions_lie(atlas: AtlasReader) -> None:
    frame = atlas.frame(ALL)
    assert frame is not None
    south, west, north, east = frame
    assert 35 < south <= north < 38
    assert 35 < west <= east < 39
    assert atlas.frame(Selection(frozenset(), frozenset(Role))) is None


def test_geometries_are_points_lines_and_areas(atlas: AtlasReader) -> None:
    ids = [s.place.id for s in atlas.places(ALL)]
    shapes = atlas.geometries(ids)
    assert set(shapes) == set(ids)
    finland = next(s.place for s in atlas.places(ALL) if s.place.name == "Finland")
    assert "Polygon" in shapes[finland.id].geom_type


def test_a_document_comes_back_as_it_was(atlas: AtlasReader) -> None:
    read = atlas.document("old.txt")
    assert read.record == Record(title="Old.Txt", date="2019-05")
    assert read.sentences[0] == Span(0, 21)
    with pytest.raises(KeyError):
        atlas.document("missing.txt")


def test_a_folder_with_something_else_is_never_overwritten(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(AtlasError, match="not empty"):
        build_atlas(Collection((document("a", ["Rome."]),)), tmp_path, gazetteer=gazetteer)
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("damage", ["missing", "garbage", "format", "table"])
def test_a_damaged_atlas_is_refused_in_a_sentence(
    tmp_path: Path, gazetteer: Gazetteer, damage: str
) -> None:
    folder = tmp_path / "atlas"
    build_atlas(Collection((document("a", ["Rain in Rome."]),)), folder, gazetteer=gazetteer)
    about = folder / "atlas.json"
    if damage == "missing":
        about.unlink()
    elif damage == "garbage":
        about.write_text("{", encoding="utf-8")
    elif damage == "format":
        rewrite(about, 99)
    else:
        (folder / "documents.parquet").write_bytes(b"PAR1 but not really")
    with pytest.raises(AtlasError):
        AtlasReader.open(folder)


def rewrite(about: Path, number: int) -> None:
    """Give an atlas another number of its format."""
    content = json.loads(about.read_text(encoding="utf-8")) | {"format": number}
    about.write_text(json.dumps(content), encoding="utf-8")


def test_an_older_atlas_is_refused_with_what_to_do(tmp_path: Path, gazetteer: Gazetteer) -> None:
    write_atlas(Collection(()), [], tmp_path / "atlas", gazetteer)
    rewrite(tmp_path / "atlas" / "atlas.json", 1)
    with pytest.raises(AtlasError, match=r"in format 1; .* reads format 5\. Build"):
        AtlasReader.open(tmp_path / "atlas")


def test_an_atlas_without_places_opens(tmp_path: Path, gazetteer: Gazetteer) -> None:
    folder = tmp_path / "atlas"
    build_atlas(Collection((document("a", ["Nothing here."]),)), folder, gazetteer=gazetteer)
    reader = AtlasReader.open(folder)
    assert reader.places(ALL) == []
    assert reader.frame(ALL) is None
    assert reader.counts(ALL).found == 0


def test_an_atlas_is_replaced_whole_and_leaves_nothing_beside_it(
    tmp_path: Path, gazetteer: Gazetteer
) -> None:
    folder = tmp_path / "atlas"
    for doc_id, text in (("a", "Rain in Rome."), ("b", "Snow in Oslo.")):
        build_atlas(Collection((document(doc_id, [text]),)), folder, gazetteer=gazetteer)
    assert [one.id for one in AtlasReader.open(folder).documents()] == ["b"]
    assert list(tmp_path.iterdir()) == [folder]
