"""A saved web page: its text in reading order, as a browser shows it, and what it says of itself.

White space is collapsed as a browser does, non-breaking spaces stay; what a browser hides is left
out, and so are soft hyphens.  Navigation, footers, asides and the like are marked as boilerplate.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sources import page_claims, text
from sources.extract import Builder, Extract
from sources.limits import MAX_DEPTH
from sources.model import BlockKind
from sources.sentences import words
from sources.text import NotTextError

_HIDDEN: Final = words(
    "head script style noscript template svg math iframe object embed canvas audio video select "
    "option textarea datalist map rt rp title meta link input progress meter"
)
_BLOCKS: Final = words(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav "
    "ol p pre section summary table caption tbody thead tfoot tr ul td th"
)
_KINDS: Final = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
    "figcaption": BlockKind.CAPTION,
    "caption": BlockKind.CAPTION,
    "li": BlockKind.LIST_ITEM,
    "blockquote": BlockKind.QUOTATION,
    **dict.fromkeys(("nav", "aside", "footer", "dialog", "button"), BlockKind.BOILERPLATE),
}
_ROLES: Final = words("navigation banner contentinfo complementary search dialog alertdialog")
_HINT: Final = re.compile(
    r"(?:^|[-_\s])(?:cookies?|consent|gdpr|share|sharing|social|newsletters?|subscribe|breadcrumbs?"
    r"|sidebar|advert|advertisement|ads|sponsored|promo|related|recommended|navbar|navigation|nav"
    r"|menu|masthead|paywall|popup|modal|skip-link|donate|donation)(?:$|[-_\s])",
    re.IGNORECASE,
)
# What holds any of these is the page itself, whatever its class is called.
_PAGE_ITSELF: Final = "article, main, h1"
_MOST_BOILERPLATE: Final = 0.4
_LAYOUT: Final = "p, div, table, ul, ol, h1, h2, h3, h4, h5, h6, blockquote, pre"
_SPACE: Final = re.compile(r"[ \t\n\r\f]+")
_DROPPED: Final = re.compile("[\u00ad\u200b\ufeff]")
_TAG: Final = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)")
_NO_END: Final = frozenset(
    name.encode()
    for name in words(
        "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th "
        "thead tbody tfoot option optgroup colgroup rt rp html head body font a"
    )
)
_EMPTY: Final = re.compile(r"<(title|script|style|a|div|p|span|i|b|em|td|iframe)(\s[^<>]*)?/>")
_CHARSET: Final = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]+)""", re.IGNORECASE
)
_CHARSET_WITHIN: Final = 4_096


def read(data: bytes) -> Extract:
    """Read the bytes of an HTML file.  Raises NotTextError."""
    check_depth(data)
    return read_markup(decode(data))


def read_markup(markup: str) -> Extract:
    """Read HTML that is decoded already.  Raises NotTextError."""
    builder = Builder()
    tree = parse(markup)
    add_page(tree, builder)
    damaged = markup.count("\N{REPLACEMENT CHARACTER}")
    notes = [f"{damaged:,} of its characters are damaged, shown as “\N{REPLACEMENT CHARACTER}”."]
    return builder.extract(page_claims.claims(tree), notes if damaged else ())


def parse(markup: str) -> LexborHTMLParser:
    """Parse HTML or XHTML; an empty element written `<title/>` does not swallow what follows."""
    if "/>" in markup and ("<?xml" in markup[:200] or "xhtml" in markup[:400]):
        markup = _EMPTY.sub(r"<\1\2></\1>", markup)
    return LexborHTMLParser(markup)


def add_page(tree: LexborHTMLParser, builder: Builder) -> None:
    """Add the text of a parsed page to a builder, block by block."""
    if tree.body is not None:
        _Walk(tree.body, builder).walk()


def decode(data: bytes) -> str:
    """Return the markup that `data` encodes: by its mark, as UTF-8, as it says, or guessed."""
    marked = data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    if not marked and b"\0" not in data[:_CHARSET_WITHIN]:
        said = _CHARSET.search(data, 0, _CHARSET_WITHIN)
        name = said[1].decode("ascii", "replace").lower() if said else "utf-8"
        latin = name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}
        for encoding in ("utf-8", "cp1252" if latin else name):
            try:
                return data.decode(encoding)
            except (UnicodeDecodeError, LookupError):
                continue
        if said or text.is_mostly_utf8(data):
            # A page that says what it is has damaged bytes shown as such, as browsers do.
            return data.decode("utf-8", errors="replace")
    return text.decode(data)


def check_depth(data: bytes) -> None:
    """Raise NotTextError where elements lie deeper in one another than `MAX_DEPTH`.

    This comes before the parser, which takes a time that grows with the square of the depth.
    """
    depth = 0
    for ends, name, rest in _TAG.findall(data):
        if name.lower() in _NO_END or rest.endswith(b"/"):
            continue
        depth = max(0, depth - 1) if ends else depth + 1
        if depth > MAX_DEPTH:
            raise NotTextError(
                f"Its elements lie more than {MAX_DEPTH:,} deep in one another: it is damaged, or "
                "made to stop whoever reads it."
            )


class _Context(NamedTuple):
    """What holds for all of an element: the kind of its blocks, in which row, and how spaced."""

    kind: BlockKind
    in_row: bool
    keeps_space: bool
    in_page: bool


class _Walk:
    """One walk through a page, without recursion: pages may be deeper than Python's stack."""

    def __init__(self, body: LexborNode, builder: Builder) -> None:
        self._body = body
        self._builder = builder
        self._run: list[str] = []
        self._length = max(1, len(body.text()))

    def walk(self) -> None:
        node: LexborNode | None = self._body
        contexts = [_Context(BlockKind.PARAGRAPH, in_row=False, keeps_space=False, in_page=False)]
        while node is not None:
            inside = node.first_child if self._enter(node, contexts) else None
            if inside is not None:
                node = inside
                continue
            while node is not None:
                self._leave(node, contexts)
                if node.mem_id == self._body.mem_id:
                    return
                if node.next is not None:
                    node = node.next
                    break
                node = node.parent

    def _enter(self, node: LexborNode, contexts: list[_Context]) -> bool:
        """Take up a node; whether what is inside is to be seen."""
        context = contexts[-1]
        if node.is_text_node:
            self._run.append(_shown(node.text_content or "", context))
        if not node.is_element_node or _is_hidden(node):
            contexts.append(context)
            return False
        name = node.tag or ""
        if name == "br":
            self._run.append("\n")
        elif name in ("td", "th") and context.in_row:
            if "".join(self._run).strip():
                self._run.append(" | ")
        elif name in _BLOCKS:
            self._flush(context)
        contexts.append(self._context(node, name, context))
        return True

    def _leave(self, node: LexborNode, contexts: list[_Context]) -> None:
        context = contexts.pop()
        name = node.tag or ""
        is_cell = name in ("td", "th") and context.in_row
        if node.is_element_node and name in _BLOCKS and not is_cell:
            self._flush(context)

    def _context(self, node: LexborNode, name: str, outer: _Context) -> _Context:
        kind = outer.kind
        if kind is not BlockKind.BOILERPLATE:
            kind = _KINDS.get(name, kind)
            if name == "footer" and outer.kind is BlockKind.QUOTATION:
                kind = outer.kind
            if kind is not BlockKind.BOILERPLATE and self._surrounds(node, name, outer):
                kind = BlockKind.BOILERPLATE
        in_row = outer.in_row or (name == "tr" and node.css_first(_LAYOUT) is None)
        if in_row and kind is not BlockKind.BOILERPLATE:
            kind = BlockKind.TABLE
        return _Context(
            kind,
            in_row,
            outer.keeps_space or name == "pre",
            outer.in_page or name in ("article", "main"),
        )

    def _surrounds(self, node: LexborNode, name: str, outer: _Context) -> bool:
        """Whether an element surrounds the page's text, by its role, its class or its place."""
        attributes = node.attributes
        if (attributes.get("role") or "") in _ROLES:
            return node.css_first(_PAGE_ITSELF) is None
        if name == "header" and not outer.in_page:
            return node.css_first("h1") is None
        if name in ("html", "body", "article", "main", "h1"):
            return False
        named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        if len(named) < 3 or not _HINT.search(named):
            return False
        share = len(node.text()) / self._length
        return share < _MOST_BOILERPLATE and node.css_first(_PAGE_ITSELF) is None

    def _flush(self, context: _Context) -> None:
        """End a block: what has run up since the last one.  A blank line in it parts it too."""
        run, self._run = "".join(self._run), []
        if not context.keeps_space:
            run = re.sub(r" *\n *", "\n", re.sub(r" {2,}", " ", run))
        for part in re.split(r"\n\s*\n", run):
            self._builder.add(part, context.kind)


def _shown(content: str, context: _Context) -> str:
    content = _DROPPED.sub("", content)
    return content if context.keeps_space else _SPACE.sub(" ", content)


def _is_hidden(node: LexborNode) -> bool:
    if node.tag in _HIDDEN:
        return True
    attributes = node.attributes
    style = attributes.get("style") or ""
    return "hidden" in attributes or "display:none" in style.replace(" ", "").lower()
