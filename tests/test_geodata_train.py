"""Training on a corpus made in the test: the models learn from it, and come back as written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from geodata.evaluation.gold import GoldError
from geodata.gazetteer import Gazetteer
from geodata.locate import locate
from geodata.models import Models
from geodata.recognition import recognise
from geodata.rows import span_rows
from geodata.scene import see
from geodata.training.train import fit_models
from geodata.words import word_table

ALEPPO, TRIPOLI = (36.2, 37.16), (34.44, 35.83)
SENTENCES = [
    ("Rain fell in {}, and a road leads to it.", "Aleppo", "literal", ALEPPO),
    ("Snow fell in {}, a port of Lebanon.", "Tripoli", "literal", TRIPOLI),
    ("Far in the north a road leads to {}.", "Helsinki", "literal", (60.17, 24.94)),
    ("{} denied it on Monday.", "Moscow", "associative", (55.75, 37.62)),
    ("{} denied the report.", "Ankara", "associative", (39.93, 32.86)),
    ("Mr {} slept.", "Lincoln", None, ALEPPO),
    ("Mr {} ate in the garden.", "Houston", None, ALEPPO),
]
UNSEEN = "Snow fell in Lattakia. Mr Lincoln slept."


def documents(times: int = 12) -> list[dict[str, Any]]:
    found = []
    for number in range(times):
        for index, (frame, name, kind, (lat, lon)) in enumerate(SENTENCES):
            text = frame.format(name)
            start = text.index(name)
            toponym = {"start": start, "end": start + len(name), "lat": lat, "lon": lon}
            toponyms = [{**toponym, "type": kind}] if kind else []
            found.append({"doc_id": f"{number}-{index}", "text": text, "toponyms": toponyms})
    return found


@pytest.fixture(scope="module")
def trained(gazetteer: Gazetteer) -> Models:
    return fit_models(documents(), gazetteer, {"trained on": ["made"]})


def test_models_learn_and_come_back_as_written(
    trained: Models, tmp_path: Path, gazetteer: Gazetteer
) -> None:
    trained.save(tmp_path)
    read = Models.load(tmp_path)
    assert read.about == {"trained on": ["made"]}
    assert locate(UNSEEN, gazetteer, read) == locate(UNSEEN, gazetteer, trained)
    _, mentions = recognise(see(UNSEEN, gazetteer), read)
    assert [mention.surface for mention in mentions] == ["Lattakia"]


def test_the_same_corpus_gives_the_same_models(trained: Models, gazetteer: Gazetteer) -> None:
    again = fit_models(documents(), gazetteer, {"trained on": ["made"]})
    assert locate(UNSEEN, gazetteer, again) == locate(UNSEEN, gazetteer, trained)


def test_a_corpus_without_types_teaches_no_roles(gazetteer: Gazetteer) -> None:
    untyped = documents()
    for document in untyped:
        for toponym in document["toponyms"]:
            del toponym["type"]
    assert fit_models(untyped, gazetteer).roles is None


def test_too_few_documents_are_refused_with_a_sentence(gazetteer: Gazetteer) -> None:
    with pytest.raises(GoldError, match="at least 6 documents"):
        fit_models(documents(1)[:5], gazetteer)


def test_words_further_than_three_away_tell_by_their_means_alone(gazetteer: Gazetteer) -> None:
    rows = []
    for word in ("sun", "moon"):
        scene = see(f"Rain and snow fell on Aleppo with fog, hail and {word}.", gazetteer)
        (span,) = [span for span in scene.spans if span.key == "aleppo"]
        rows.append(span_rows(scene, [span])[0])
    changed = np.flatnonzero(rows[0] != rows[1])
    assert len(changed)
    assert changed.min() >= len(rows[0]) - 2 * word_table().axes
