"""Which mentions stay: a second look at what recognition doubted, now that places are known.

A word that may be a name is one the likelier the better a place of this name fits the text: trees
that saw how such mentions fared in gold decide (geodata.judge).  What recognition was sure of stays
though no known place fits: the gazetteer lacks most villages.
"""

from __future__ import annotations

from collections.abc import Sequence

from geodata.confidence import Judged
from geodata.groups import Group, best_of
from geodata.model import Mention, Resolution
from geodata.recognition import SURE_ONCE

LIKELY = 0.5
SURE_BEFORE = 0.6  # so sure of a mention, recognition alone decides
LIKELY_LISTED = 0.45  # and so sure of a name that cannot be drawn


def staying(
    mentions: Sequence[Mention], groups: Sequence[Group], judged: Sequence[Judged]
) -> list[bool]:
    """Whether each mention is the name of a place after all; the three run in parallel."""
    sure = {
        group.key
        for mention, group in zip(mentions, groups, strict=True)
        if mention.confidence >= SURE_ONCE
    }
    return [
        mention.confidence >= SURE_BEFORE
        or found.belief >= LIKELY
        or group.key in sure
        or not _drawn(group)
        for mention, group, found in zip(mentions, groups, judged, strict=True)
    ]


def _drawn(group: Group) -> bool:
    """Whether the best candidate has a spot."""
    best = best_of(group)
    return best is not None and best.lat == best.lat


def worth_telling(decided: Sequence[Resolution]) -> list[Resolution]:
    """Those of a text's resolutions that are on the map, or of a name that is somewhere in the text
    sure enough to be listed beside it.
    """
    listed = {one.mention.surface for one in decided if one.mention.confidence >= LIKELY_LISTED}
    return [
        one
        for one in decided
        if one.mention.surface in listed or (one.place is not None and one.place.lat is not None)
    ]
