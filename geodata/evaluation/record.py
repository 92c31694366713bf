"""The figures of an evaluation as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geodata.evaluation.measures import (
    Calibration,
    Confusion,
    calibration,
    confusion_of_classes,
    marks,
    own_faults,
)
from geodata.evaluation.report import COUNTED, by_names
from geodata.evaluation.scoring import (
    Rates,
    Share,
    Verdict,
    by_kind,
    containment_aware,
    end_to_end,
    recognition,
    resolution,
)
from geodata.evaluation.trial import Result


def record(result: Result) -> dict[str, Any]:
    """A result's figures as plain data."""
    return {
        "trained_on": result.trained_on,
        "gold": result.gold.name,
        "documents": len(result.gold.documents),
        "absent": list(result.gold.absent),
        "failed": result.failed,
        **{words: _scores(choose(result.verdicts)) for words, choose in COUNTED},
        "names": {words: _scores(chosen) for words, chosen in by_names(result).items()},
        "roles": _confusion_record(confusion_of_classes(result.roles)) if result.roles else None,
        "calibration": _calibration_record(calibration(result.verdicts)),
        "kinds": {
            kind: {"near": _share_record(near), "contained": _share_record(contained)}
            for kind, (near, contained) in by_kind(result.verdicts).items()
        },
        "own": _marks_record(result) if result.gold.own else None,
    }


def _scores(verdicts: list[Verdict]) -> dict[str, Any]:
    measures: dict[str, Callable[[list[Verdict]], Rates]] = {
        "recognition": recognition,
        "end_to_end_161km": end_to_end,
        "containment_aware": containment_aware,
    }
    scores: dict[str, Any] = {
        name: _rates_record(measure(verdicts)) for name, measure in measures.items()
    }
    return scores | {"resolution_161km": _share_record(resolution(verdicts))}


def _rates_record(rates: Rates) -> dict[str, float]:
    return {
        "right": rates.right,
        "predicted": rates.predicted,
        "gold": rates.gold,
        "precision": rates.precision,
        "recall": rates.recall,
        "f1": rates.f1,
    }


def _share_record(share: Share) -> dict[str, float]:
    return {"part": share.part, "whole": share.whole, "share": share.value}


def _confusion_record(found: Confusion) -> dict[str, Any]:
    return {
        "accuracy": found.accuracy.value,
        "macro_f1": found.macro_f1,
        "classes": {name: _rates_record(found.rates(name)) for name in found.classes},
        "counts": {f"{gold} called {given}": n for (gold, given), n in found.counts.items()},
    }


def _calibration_record(found: Calibration) -> dict[str, Any]:
    return {
        "error": found.error,
        "sure": _share_record(found.sure),
        "covered": _share_record(found.covered),
        "bins": [
            {"low": b.low, "confidence": b.confidence, "right": _share_record(b.right)}
            for b in found.bins
        ],
    }


def _marks_record(result: Result) -> dict[str, Any]:
    found = marks(result.verdicts)
    shares = ("found", "real", "recall", "precision", "placed")
    return {
        **{name: _share_record(getattr(found, name)) for name in shares},
        "roles": _confusion_record(found.roles),
        "errors": len(own_faults(result.verdicts)),
    }
