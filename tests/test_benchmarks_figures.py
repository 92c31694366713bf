from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.corpus import write_corpus, write_reports
from benchmarks.figures import report, series
from benchmarks.locating import Speed, measure_start
from benchmarks.opening_library import FIRST, run
from geodata.gazetteer import Gazetteer


def test_the_first_stands_apart_and_p95_is_the_nineteenth_of_twenty() -> None:
    measured = series("clicks", [900.0, *range(1, 21)])
    assert (measured.first, measured.median, measured.p95) == (900.0, 10.5, 19)


def test_a_report_is_a_table_with_ratios_and_all_figures(
    capsys: pytest.CaptureFixture[str],
) -> None:
    report([series("map", [9.0, 30.0])], series("bare", [5.0, 10.0]))
    table, record = capsys.readouterr().out.split("\n\n")
    assert "| map | 9 | 30 | 30 | 30 | 3.0 |" in table
    assert json.loads(record)["bare"]["all"] == [10.0]


def test_a_corpus_names_so_many_towns_each_in_three_documents(tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in write_corpus(tmp_path, 40).iterdir()]
    assert len(texts) == 6
    assert sum("Shanghai" in text for text in texts) == 3
    assert sum(text.count(" in ") for text in texts) >= 120


def test_reports_name_a_town_in_about_twenty_words(tmp_path: Path) -> None:
    folder = write_reports(tmp_path / "reports", 3)
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir())]
    assert len(set(texts)) == 3
    assert all(900 < len(text) < 2000 and "{" not in text for text in texts)


def test_a_rate_is_that_of_the_first_pass_or_of_the_middle_one_after_it() -> None:
    speed = Speed(megabytes=6.0, seconds=(12.0, 1.0, 2.0, 60.0))
    assert (speed.rate(first=True), speed.rate(first=False)) == (0.5, 3.0)


def test_a_process_is_measured_by_itself(tmp_path: Path, gazetteer: Gazetteer) -> None:
    assert len(gazetteer)
    (tmp_path / "small.txt").write_text("A bus from Lyon.", encoding="utf-8")
    start = measure_start(tmp_path / "small.txt")
    assert start.seconds > 0
    assert 10 < start.megabytes < 1000


def test_every_way_to_open_a_library_is_measured_in_every_round(gazetteer: Gazetteer) -> None:
    assert len(gazetteer)
    found = run(documents=2, rounds=2)
    assert next(iter(found)) == FIRST
    assert len(found) == 6
    assert all(len(one) == 2 and min(one) > 0 for one in found.values())
