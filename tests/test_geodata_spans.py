"""Which runs of words may be names, and under which name the gazetteer is asked for them."""

from __future__ import annotations

import pytest

from geodata.cues import area_talk, container_of, cue
from geodata.gazetteer import Gazetteer
from geodata.naming import as_match
from geodata.scene import see


def span_keys(text: str, gazetteer: Gazetteer) -> set[str]:
    return {span.key for span in see(text, gazetteer).spans}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("She left the University of Qorvak early.", {"university of qorvak", "qorvak"}),
        ("Rain fell on Blue Qorvak Street.", {"blue qorvak street", "qorvak street", "blue"}),
        ("They met in North Dallas.", {"north dallas", "dallas"}),
        ("A Qorvak-Zelm line was cut.", {"qorvak zelm", "qorvak", "zelm"}),
        ("The war in the Democratic Republic of the Congo went on.",
         {"democratic republic of the congo", "congo"}),
        ("He flew to Washington, D.C. on Monday.", {"washington d c"}),
        ("only small words here", set()),
    ],
)  # fmt: skip
def test_every_run_that_may_be_a_name_is_a_span(
    text: str, wanted: set[str], gazetteer: Gazetteer
) -> None:
    assert wanted <= span_keys(text, gazetteer)


def test_spans_are_in_order_and_each_once(gazetteer: Gazetteer) -> None:
    scene = see("The Lower Qorvak Valley Water Board met in Aleppo and Homs.", gazetteer)
    places = [(span.first, span.last) for span in scene.spans]
    assert places == sorted(set(places))


@pytest.mark.parametrize(
    ("name", "inner", "known"),
    [
        ("Aleppo", "aleppo", True),
        ("Institute of Aleppo", "aleppo", True),
        ("Qorvak Street", "qorvak street", False),
        ("Main Street", "main street", False),
        ("Helsinki Water Board", "helsinki", True),
    ],
)
def test_a_name_the_gazetteer_lacks_is_looked_up_by_the_one_inside(
    name: str, inner: str, gazetteer: Gazetteer, *, known: bool
) -> None:
    scene = see(f"They spoke of {name} today.", gazetteer)
    (span,) = [span for span in scene.spans if span.key == name.lower()]
    match = as_match(scene, span)
    assert match.known is known
    assert not known or match.inner == inner


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He lived in the province of Aleppo.", "area"),
        ("He lived in Aleppo province.", "area"),
        ("He lived in the city of Aleppo.", "town"),
        ("He lived in Aleppo.", ""),
    ],
)
def test_what_the_words_beside_a_name_call_it(
    text: str, expected: str, gazetteer: Gazetteer
) -> None:
    scene = see(text, gazetteer)
    (match,) = [match for match in scene.matches if match.key == "aleppo"]
    assert cue(scene, match) == expected


@pytest.mark.parametrize(
    ("text", "container"),
    [
        ("He lived in Paris, Texas, then.", "texas"),
        ("He lived in Paris in northern Texas.", "texas"),
        ("Lebanon's Paris is no place.", "lebanon"),
        ("He lived in Paris, which he liked.", None),
    ],
)
def test_what_a_name_is_said_to_lie_in(
    text: str, container: str | None, gazetteer: Gazetteer
) -> None:
    scene = see(text, gazetteer)
    (match,) = [match for match in scene.matches if match.key == "paris"]
    found = container_of(scene, match)
    assert (found.key if found else None) == container


def test_talk_of_an_area_is_heard_near_a_name_only(gazetteer: Gazetteer) -> None:
    near = see("The offensive reached Aleppo.", gazetteer)
    far = see("An offensive was planned. " + "It was quiet. " * 8 + "He saw Aleppo.", gazetteer)
    for scene, expected in ((near, True), (far, False)):
        (match,) = [match for match in scene.matches if match.key == "aleppo"]
        assert area_talk(scene, match) is expected
