"""The same input gives the same output, whatever stands around it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from geodata.gazetteer import Gazetteer
from geodata.locate import locate

TEXTS = (
    "Snow fell in Helsinki, Turku and Tampere. Finland's railways stopped; Sweden sent ploughs.",
    "The mayor of Springfield, Illinois, met farmers from Decatur, Lincoln and Jacksonville.",
    "In Aleppo and Homs the markets opened. Syrian traders from Damascus and Hama came.",
    "Paris, Texas lies north of Dallas. Paris in France does not, said Houston's mayor.",
)


def located(paths: list[Path], environment: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-m", "geodata", "locate", *map(str, paths)],
        capture_output=True, check=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {line["doc_id"]: line["mentions"] for line in lines}


def test_order_locale_hashing_and_threads_change_nothing(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(len(TEXTS))]
    for path, text in zip(paths, TEXTS, strict=True):
        path.write_text(text, encoding="utf-8")
    first = located(paths, {"LC_ALL": "C", "PYTHONHASHSEED": "1"})
    second = located(
        paths[::-1], {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "77", "OMP_NUM_THREADS": "1"}
    )
    assert len(first) == len(TEXTS)
    assert all(first.values())
    assert first == second


def test_a_process_that_has_read_other_texts_answers_the_same(gazetteer: Gazetteer) -> None:
    before = [locate(text, gazetteer) for text in TEXTS]
    assert [locate(text, gazetteer) for text in reversed(TEXTS)] == before[::-1]
