"""What a web page says of itself: JSON-LD, meta elements, Open Graph, its title and its times."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from selectolax.lexbor import LexborHTMLParser

from sources.dates import iso
from sources.model import Claim, Sureness

# The names of meta elements by what they tell, the surest first.
_META: Final = {
    "title": ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title"),
    "author": ("citation_author", "author", "article:author", "dc.creator", "parsely-author"),
    "publisher": ("og:site_name", "citation_journal_title", "publisher", "dc.publisher",
                  "application-name"),
    "date": ("article:published_time", "citation_publication_date", "datepublished",
             "date", "dc.date", "dcterms.date", "dcterms.created", "pubdate", "publish-date",
             "parsely-pub-date", "sailthru.date"),
    "language": ("og:locale", "dc.language", "content-language", "language"),
    "url": ("og:url",),
}  # fmt: skip
_TYPES: Final = ("Article", "NewsArticle", "BlogPosting", "Report", "ReportageNewsArticle",
                 "OpinionNewsArticle", "AnalysisNewsArticle", "ScholarlyArticle", "LiveBlogPosting",
                 "WebPage")  # fmt: skip
_MOST_ITEMS: Final = 500


def claims(tree: LexborHTMLParser) -> tuple[Claim, ...]:
    """Return the claims of a page, the surest of each field first."""
    found = [*_linked_data(tree), *_meta(tree), *_elements(tree)]
    cleaned = (claim._replace(value=_clean(claim.field, claim.value)) for claim in found)
    return tuple(dict.fromkeys(claim for claim in cleaned if claim.value))


def _clean(field: str, value: str) -> str:
    value = " ".join(value.split())
    if field == "date":
        return iso(value) or ""
    if field == "language":
        return value.replace("_", "-")
    if field == "url" and not value.startswith(("https://", "http://")):
        return ""
    # Some name their author by the address of a page about them.
    if field == "author" and "://" in value:
        return ""
    return value


def _meta(tree: LexborHTMLParser) -> Iterator[Claim]:
    said: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        name = name or attributes.get("http-equiv")
        if name and attributes.get("content"):
            said.setdefault(name.lower(), attributes["content"] or "")
    for field, names in _META.items():
        for name in names:
            if name in said:
                yield Claim(field, said[name], f"meta {name}", Sureness.HIGH)


def _elements(tree: LexborHTMLParser) -> Iterator[Claim]:
    canonical = tree.css_first('link[rel="canonical"]')
    if canonical is not None:
        yield Claim("url", canonical.attributes.get("href") or "", "link canonical", Sureness.HIGH)
    root = tree.css_first("html")
    if root is not None:
        yield Claim("language", root.attributes.get("lang") or "", "html lang", Sureness.HIGH)
    heading = tree.css("h1")
    if len(heading) == 1:
        yield Claim("title", heading[0].text() or "", "the only h1", Sureness.MEDIUM)
    title = tree.css_first("title")
    if title is not None:
        yield Claim("title", title.text() or "", "title element", Sureness.MEDIUM)
    for node in tree.css('time[itemprop="datePublished"], time[pubdate]'):
        yield Claim("date", node.attributes.get("datetime") or "", "time element", Sureness.HIGH)
    for node in tree.css("article time[datetime], main time[datetime]"):
        if not _in_figure(node):
            date = node.attributes.get("datetime") or ""
            yield Claim("date", date, "first time element of the article", Sureness.LOW)
            return


def _in_figure(node: Any) -> bool:  # noqa: ANN401 - a node of the parser, asked for its parents only
    while node is not None:
        if node.tag in ("figure", "figcaption", "aside", "nav", "footer"):
            return True
        node = node.parent
    return False


def _linked_data(tree: LexborHTMLParser) -> Iterator[Claim]:
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.text() or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            yield from _article(item)


def _items(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever JSON holds
    """The objects of JSON-LD that describe an article, articles before pages."""
    waiting = [data]
    found: list[tuple[int, int, dict[str, Any]]] = []
    while waiting and len(found) < _MOST_ITEMS:
        item = waiting.pop()
        if isinstance(item, list):
            waiting.extend(item[:_MOST_ITEMS])
        elif isinstance(item, dict):
            waiting.append(item.get("@graph"))
            kinds = item.get("@type")
            named = kinds if isinstance(kinds, list) else [kinds]
            rank = min((_TYPES.index(kind) for kind in named if kind in _TYPES), default=None)
            if rank is not None:
                found.append((rank, len(found), item))
    yield from (item for _, _, item in sorted(found, key=lambda one: one[:2]))


def _article(item: dict[str, Any]) -> Iterator[Claim]:
    authors = item.get("author")
    listed = authors if isinstance(authors, list) else [authors]
    values = {
        "title": _name(item.get("headline")) or _name(item.get("name")),
        "author": ", ".join(filter(None, map(_name, listed[:20]))),
        "publisher": _name(item.get("publisher")),
        "date": _name(item.get("datePublished")),
        "language": _name(item.get("inLanguage")),
        "url": _name(item.get("url")),
    }
    for field, value in values.items():
        yield Claim(field, value, f"JSON-LD {item['@type']}", Sureness.HIGH)


def _name(value: Any) -> str:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
