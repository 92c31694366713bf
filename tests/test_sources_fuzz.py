"""Damaged files of every format are read or refused with a reason; nothing else happens."""

from __future__ import annotations

from benchmarks.fuzz_readers import faults, fuzz
from sources.model import Collection, Unreadable
from tests.one_text import formats


def test_five_hundred_damaged_files_are_read_or_refused() -> None:
    outcome = fuzz(500, seed=2)
    assert outcome.faults == []
    assert sum(outcome.read.values()) + sum(outcome.refused.values()) == 500
    assert set(outcome.read) == set(formats())
    assert sum(outcome.read.values()) > 50


def test_the_check_can_fail() -> None:
    assert faults(Collection(()), 0) == ["neither a document nor a reason"]
    assert faults(Collection((), (Unreadable("a", ""),)), 0)
    assert faults(Collection((), (Unreadable("a", "It is damaged."),)), 1_000)
