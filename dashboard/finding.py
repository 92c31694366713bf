"""Places by any spelling, in any script.  Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from geodata.fold import fold, skeleton
from geodata.summaries import PlaceSummary


def matching(
    named: list[PlaceSummary], spellings: Mapping[str, Sequence[str]], search: str
) -> list[PlaceSummary]:
    """Keep the places of which any spelling holds the searched letters, in any script.

    First those whose name begins so, then those with a spelling of which a word does.
    Romanisations that differ only in what `fold.skeleton` forgets are the same.
    """
    wanted = fold(search).strip()
    if not wanted:
        return named
    rough = skeleton(wanted)

    def rank(one: PlaceSummary) -> int | None:
        own = (fold(one.place.name), fold(one.place.listed_as))
        names = (*own, *spellings.get(one.place.id, ()))
        if any(name.startswith(wanted) for name in own):
            return 0
        if any(f" {name}".find(f" {wanted}") >= 0 for name in names):
            return 1
        if rough and any(skeleton(name).startswith(rough) for name in names):
            return 2
        return 3 if any(wanted in name for name in names) else None

    ranked = [(rank(one), number, one) for number, one in enumerate(named)]
    fitting = [(how, number, one) for how, number, one in ranked if how is not None]
    return [one for _, _, one in sorted(fitting, key=lambda found: found[:2])]
