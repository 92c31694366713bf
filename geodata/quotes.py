"""The sentences that hold some mentions, asked of the tables of an atlas, newest document first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from geodata.documents import Documents
from geodata.quoting import quote_of
from geodata.selecting import Clause
from geodata.summaries import Quote
from sources.model import Span

Ask = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
BY_DATE = "ORDER BY date DESC NULLS LAST, doc_id, quote_start"
MARKS = 'list((start, "end", surface, role, confidence, misspelt) ORDER BY start)'
NAME = "coalesce(place_name, surface)"  # of what has no spot


def quotes_where(
    ask: Ask, documents: Documents, where: Clause, limit: int, offset: int
) -> tuple[list[Quote], int]:
    """The quotes of the mentions of which a condition holds, and how many there are."""
    # The names are gathered for the quotes asked for alone: for all of them it takes five times
    # as long.
    rows = ask(
        f"WITH shown AS (SELECT * FROM mentions WHERE {where.sql}), page AS ("
        " SELECT doc_id, quote_start, count(*) OVER () AS total FROM shown"
        f" GROUP BY doc_id, quote_start, date {BY_DATE} LIMIT ? OFFSET ?)"
        f" SELECT doc_id, quote_start, any_value(quote_end), {MARKS}, any_value(total)"
        " FROM shown JOIN page USING (doc_id, quote_start)"
        f" GROUP BY doc_id, quote_start, date {BY_DATE}",
        [*where.values, limit, offset],
    )
    texts = documents.get(row[0] for row in rows)
    quotes = [quote_of(texts[row[0]], Span(row[1], row[2]), row[3]) for row in rows]
    return quotes, int(rows[0][4]) if rows else 0


def quotes_of_names(
    ask: Ask, documents: Documents, where: Clause, names: Sequence[tuple[str, str]], most: int
) -> list[tuple[list[Quote], int]]:
    """Of each of some names without a spot, given with its reason, the first quotes, `most` of
    them, and how many there are: all in one question.
    """
    rows = ask(
        f"WITH shown AS (SELECT {NAME} AS name, * FROM mentions WHERE {where.sql}),"
        " wanted AS (SELECT unnest(?::VARCHAR[]) AS name, unnest(?::VARCHAR[]) AS reason),"
        " quotes AS (SELECT name, reason, doc_id, quote_start, any_value(quote_end) AS until,"
        f" date, {MARKS} AS marks FROM shown JOIN wanted USING (name, reason)"
        " GROUP BY name, reason, doc_id, quote_start, date)"
        " SELECT name, reason, doc_id, quote_start, until, marks,"
        " count(*) OVER (PARTITION BY name, reason) FROM quotes"
        f" QUALIFY row_number() OVER (PARTITION BY name, reason {BY_DATE}) <= ? {BY_DATE}",
        [*where.values, [name for name, _ in names], [reason for _, reason in names], most],
    )
    texts = documents.get(row[2] for row in rows)
    found: dict[tuple[str, str], tuple[list[Quote], int]] = {}
    for name, reason, doc_id, start, end, marks, total in rows:
        quotes, _ = found.setdefault((name, reason), ([], total))
        quotes.append(quote_of(texts[doc_id], Span(start, end), marks))
    return [found[name] for name in names]
