"""What a reader's filters leave, as SQL over the table of mentions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from geodata.summaries import Counts, Facet, Facets, Selection

# Of each facet, what a mention has of it.
COLUMNS = {
    Facet.DOCUMENTS: "doc_id",
    Facet.ROLES: "role",
    Facet.KINDS: "kind",
    Facet.COUNTRIES: "country",
}
BANDS = 10  # of confidence, of equal width
Found = Callable[[str], Iterable[tuple[str, int]]]


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition in SQL with the values of its question marks."""

    sql: str
    values: list[Any]


def both(*clauses: Clause) -> Clause:
    """The condition that all of some conditions hold."""
    sql = " AND ".join(f"({clause.sql})" for clause in clauses) or "true"
    return Clause(sql, [value for clause in clauses for value in clause.values])


def conditions(selection: Selection, found: Found) -> dict[Facet, Clause]:
    """The condition of each filter that leaves something out, in the order in which they are told.

    `found` gives the quotes that hold some words.
    """
    wanted = {
        Facet.DOCUMENTS: selection.documents,
        Facet.ROLES: selection.roles,
        Facet.KINDS: selection.kinds,
        Facet.COUNTRIES: selection.countries,
    }
    # An atlas without a mention has columns of no type: they are told what they are.
    clauses = {
        facet: Clause(
            f"{COLUMNS[facet]}::VARCHAR IN (SELECT unnest(?::VARCHAR[]))",
            [sorted(map(str, values))],
        )
        for facet, values in wanted.items()
        if values is not None
    }
    if selection.least > 0:
        clauses[Facet.CONFIDENCE] = Clause("confidence >= ?::FLOAT", [selection.least])
    if selection.words.strip():
        clauses[Facet.WORDS] = _in_quotes(list(found(selection.words)))
    return clauses


def _in_quotes(quotes: list[tuple[str, int]]) -> Clause:
    documents, starts = [doc_id for doc_id, _ in quotes], [start for _, start in quotes]
    sql = "(doc_id, quote_start) IN (SELECT (unnest(?::VARCHAR[]), unnest(?::INTEGER[])))"
    return Clause(sql, [documents, starts])


def chosen(selection: Selection, found: Found) -> Clause:
    """The condition of being shown by a selection, for what has a place."""
    return both(*conditions(selection, found).values())


def naming(place_ids: Collection[str]) -> Clause:
    """The condition of naming one of some places."""
    sql = "place_id::VARCHAR IN (SELECT unnest(?::VARCHAR[]))"
    return Clause(sql, [sorted(place_ids)])


def naming_all(place_ids: Collection[str], shown: Clause) -> Clause:
    """The condition of standing in a quote that names every one of some places.

    `shown` is the condition of the mentions of these places that count.
    """
    sql = (
        f"(doc_id, quote_start) IN (SELECT (doc_id, quote_start) FROM mentions WHERE {shown.sql}"
        " GROUP BY doc_id, quote_start HAVING count(DISTINCT place_id) = ?)"
    )
    return Clause(sql, [*shown.values, len(set(place_ids))])


def of_documents(selection: Selection, found: Found) -> Clause:
    """The condition of standing in the chosen documents and quotes, for what has no place."""
    clauses = conditions(selection, found)
    kept = [clauses[f] for f in (Facet.DOCUMENTS, Facet.WORDS) if f in clauses]
    return both(*kept)


def counting(selection: Selection, found: Found) -> Clause:
    """A query for how many mentions each filter hides: (first filter that hides, placed, count)."""
    cases, values = "", []
    for facet, clause in conditions(selection, found).items():
        placed = "" if facet in (Facet.DOCUMENTS, Facet.WORDS) else "place_id IS NOT NULL AND "
        cases += f" WHEN {placed}NOT coalesce({clause.sql}, false) THEN '{facet}'"
        values += clause.values
    hidden = f"CASE{cases} ELSE '' END" if cases else "''"
    sql = f"SELECT {hidden} AS hidden, place_id IS NOT NULL, count(*) FROM mentions GROUP BY ALL"
    return Clause(sql, values)


def counted(rows: Iterable[tuple[str, bool, int]]) -> Counts:
    """The counts that `counting` asks for."""
    shown, unplaced = 0, 0
    hidden: dict[Facet, int] = {}
    for facet, placed, count in rows:
        if facet:
            hidden[Facet(facet)] = hidden.get(Facet(facet), 0) + count
        elif placed:
            shown = count
        else:
            unplaced = count
    ordered = {facet: hidden[facet] for facet in Facet if facet in hidden}
    return Counts(shown, ordered, unplaced, shown + unplaced + sum(hidden.values()))


def facet_query(facet: Facet, selection: Selection, found: Found) -> Clause:
    """A query for the mentions of each value of a facet, under all filters but its own."""
    clauses = conditions(selection, found)
    clauses.pop(facet, None)
    where = both(Clause("place_id IS NOT NULL", []), *clauses.values())
    if facet is Facet.CONFIDENCE:
        value = f"least({BANDS - 1}, floor(confidence * {BANDS} + 1e-4))::INTEGER"
    else:
        value = COLUMNS[facet]
    sql = f"SELECT {value} AS value, count(*) FROM mentions WHERE {where.sql} GROUP BY ALL"
    return Clause(sql, where.values)


def facets(ask: Callable[[Facet], Iterable[tuple[Any, int]]]) -> Facets:
    """The counts of all facets; `ask` answers the query of one."""
    bands = dict(ask(Facet.CONFIDENCE))
    return Facets(
        dict(ask(Facet.DOCUMENTS)),
        dict(ask(Facet.ROLES)),
        dict(ask(Facet.KINDS)),
        dict(ask(Facet.COUNTRIES)),
        tuple(bands.get(band, 0) for band in range(BANDS)),
    )
