"""The shipped catalogue: five articles, each recognised by its bytes, each with a digest."""

from __future__ import annotations

import hashlib

from sources.articles import articles, recognised
from sources.collection import read_paths
from tests.originals import originals_or_skip


def test_five_articles_each_with_a_digest_of_its_own() -> None:
    known = articles()
    assert len(known) == 5
    assert len({article.sha256 for article in known}) == 5
    for article in known:
        words = article.digest.read_text(encoding="utf-8").split()
        assert 250 <= len(words) <= 400
        assert recognised(hashlib.sha256(article.digest.read_bytes()).hexdigest()) == (
            article.record,
            True,
        )


def test_every_record_is_whole() -> None:
    for article in articles():
        record = article.record
        assert record.title
        assert record.publisher
        assert record.date
        assert record.language == "en"
        assert record.url or "ddress" in record.certainty
        assert record.author or "author is not established" in record.certainty


def test_an_unknown_file_is_not_recognised() -> None:
    assert recognised(hashlib.sha256(b"Idlib").hexdigest()) is None


def test_the_originals_take_their_records_from_the_shipped_catalogue() -> None:
    collection = read_paths([originals_or_skip()])
    by_sha256 = {document.sha256: document for document in collection.documents}
    for article in articles():
        document = by_sha256[article.sha256]
        assert document.record == article.record
        assert not document.is_digest
