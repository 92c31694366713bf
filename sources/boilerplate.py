"""What surrounds a text without belonging to it, marked by general rules.

Navigation, donation lines, cookie notices, lines for sharing, dates set before a text, headings
that a picture gallery repeats before every caption.  Each rule looks at the form of a block and at
how often it comes; a whole paragraph of prose is never taken for boilerplate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile
from typing import Final

from sources.model import Block, BlockKind
from sources.sentences import trimmed, words

_SHORT: Final = 200
"""The longest line, in characters, that can be boilerplate by its words."""

_EDGE: Final = 4
"""How many blocks at either end of a text are its edge: calls for money stand there."""

_REPEATED: Final = 3
"""How often a line of three words, or a gallery's heading, comes before it is boilerplate."""

# Lines made of such words only are navigation.
_NAVIGATION: Final = words(
    "home menu search login log sign in out register subscribe subscription newsletter newsletters "
    "news world business sport sports culture opinion video videos podcast podcasts live weather "
    "share tweet print email e-mail facebook twitter x whatsapp telegram linkedin instagram "
    "youtube reddit copy link rss contact about us help faq more less next previous back top close "
    "open comments comment reply follow advertisement advertising sponsored privacy policy terms "
    "of use conditions imprint sitemap and to the & donate now related articles stories topics "
    "read most popular latest trending view all gallery show on via save"
)
_NAVIGATION_MUST: Final = re.compile(
    r"menu|search|log ?in|sign (?:in|up)|register|subscribe|newsletter|share|tweet|print|facebook|"
    r"twitter|whatsapp|telegram|linkedin|instagram|youtube|copy link|rss|contact us|about us|faq|"
    r"back to top|advertisement|sponsored|privacy|terms of use|imprint|sitemap|donate|"
    r"related (?:articles|stories|topics)|read more|view all|most (?:read|popular)|e-?mail",
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"[|·•»›/>,]")

_BY_ITS_WORDS: Final = re.compile(
    r"""^skip\ to\ (?:the\ )?(?:main\ )?(?:content|navigation|search|article)\b
    |\bcookies?\b.*\b(?:use|uses|accept|consent|settings|preferences|agree)\b
    |\b(?:use|uses|accept|consent)\b.*\bcookies?\b
    |^(?:sign\ up|subscribe)\b.*\b(?:newsletters?|updates|alerts|inbox|mailing\ list)\b
    |^share\ (?:this|on|via)\b
    |^(?:click|tap)\ here\b
    |^(?:read|see|watch)\ (?:more|also|next)\ ?:
    |^(?:copyright|©).*|.*\ball\ rights\ reserved\b.*
    |^(?:تخط|انتقل)ي?\ إلى\ المحتوى|ملفات\ تعريف\ الارتباط|^اقرأ\ (?:أيضا|المزيد)
    |جميع\ الحقوق\ محفوظة|^شارك\ (?:هذا|عبر|على)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DONATION: Final = re.compile(
    r"""\btax[- ]deductible\b
    |^(?:please\ )?donate\b|\bdonate\ (?:now|today|here)\b
    |\bmake\ a\ (?:donation|gift|contribution)\b
    |\byour\ (?:\w+\ ){0,2}(?:gift|donation|contribution|support)\ (?:can|will|helps?|makes?)\b
    |\bsupport\ (?:our|independent|quality)\ (?:work|journalism|reporting)\b
    |^تبرع(?:وا)?\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NUMERIC_DATE: Final = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
_DATED: Final = r"(?:date|dated|published|updated|posted|modified|last\ (?:updated|modified))"
# " date 2020-02-29 " before a text: what an extractor left there.
_DATE_BEFORE: Final = re.compile(rf"\s*{_DATED}(?:\s+on)?\s*:?\s+{_NUMERIC_DATE}\s", re.IGNORECASE)
_DATE_LINE: Final = re.compile(
    rf"{_DATED}(?:\s+on|\s+at)?\s*:?\s+"
    rf"(?:{_NUMERIC_DATE}|[\w,. ]{{0,20}}\b\d{{4}}\b)[\w\s:,.+-]{{0,24}}",
    re.IGNORECASE,
)
# A picture's credit at the end of a line: "© 2016 Reuters", "(Photo: AFP)".
_CREDIT: Final = re.compile(
    r"(?:©|\(c\))\s*(?:\d{4}\s*)?[\w/ .,&-]{2,60}$"
    r"|[(\[](?:AP )?(?:Photo|Picture|Image|File photo)s?\b[^()\[\]]{0,80}[)\]]\.?$",
    re.IGNORECASE,
)
_MAX_CAPTION: Final = 600
_WORD: Final = re.compile(r"\w+")
_WEAK_END: Final = words(
    "a an the of in on at to for from by with and or but as is was are were has have had that "
    "which who his her its their this these those not no new more"
)
_MARKABLE: Final = frozenset(
    {BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.CAPTION}
)


def marked(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of `text` with boilerplate and captions marked.

    A stretch of boilerplate at the beginning of a block becomes a block of its own.
    """
    parts = list(_without_galleries(text, _without_date(text, blocks)))
    repeated = _repeated_lines(text, parts)
    last = len(parts) - 1
    return tuple(
        _judged(text, block, repeated, edge=min(index, last - index) < _EDGE)
        for index, block in enumerate(parts)
    )


def _judged(text: str, block: Block, repeated: frozenset[str], *, edge: bool) -> Block:
    if block.kind not in _MARKABLE:
        return block
    line = text[block.start : block.end]
    if _is_boilerplate(line, edge=edge) or " ".join(line.split()) in repeated:
        return block._replace(kind=BlockKind.BOILERPLATE)
    if len(line) <= _MAX_CAPTION and block.kind is not BlockKind.LIST_ITEM and _CREDIT.search(line):
        return block._replace(kind=BlockKind.CAPTION)
    return block


def _is_boilerplate(line: str, *, edge: bool) -> bool:
    """Whether a line is boilerplate by its words; `edge`: it stands at an end of the text."""
    if len(line) > _SHORT or "\n" in line:
        return False
    if _BY_ITS_WORDS.search(line) or _DATE_LINE.fullmatch(line):
        return True
    if _DONATION.search(line) and (edge or len(line) < _SHORT // 2):
        return True
    said = _SEPARATORS.sub(" ", line).casefold().split()
    return _NAVIGATION.issuperset(said) and _NAVIGATION_MUST.search(line) is not None


def _repeated_lines(text: str, blocks: Iterable[Block]) -> frozenset[str]:
    """The short lines of three words and more that come again and again."""
    lines = Counter(
        " ".join(text[block.start : block.end].split())
        for block in blocks
        if block.kind in _MARKABLE and block.end - block.start <= _SHORT // 2
    )
    return frozenset(
        line
        for line, times in lines.items()
        if times >= _REPEATED and len(_WORD.findall(line)) >= 3 and line[-1] not in ".!?…:؟۔"
    )


def _without_date(text: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, a date set before the text apart."""
    found = _DATE_BEFORE.match(text)
    for index, block in enumerate(blocks):
        if index or found is None or found.end() >= block.end or block.kind not in _MARKABLE:
            yield block
        else:
            yield Block(*trimmed(text, block.start, found.end()), BlockKind.BOILERPLATE)
            yield Block(*trimmed(text, found.end(), block.end), block.kind)


def _without_galleries(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield the blocks, the heading that a run of captions repeats apart from each of them."""
    for _, run in groupby(blocks, lambda block: _opening(text, block)):
        captions = list(run)
        length = _heading_length(text, captions)
        for block in captions:
            if length:
                end = block.start + length
                yield Block(*trimmed(text, block.start, end), BlockKind.BOILERPLATE)
                yield Block(*trimmed(text, end, block.end), BlockKind.CAPTION)
            else:
                yield block


def _opening(text: str, block: Block) -> tuple[str, ...]:
    """The first three words of a block; of one that cannot be a caption, what no other has."""
    first = text[block.start : min(block.end, block.start + _SHORT)].split(maxsplit=3)
    if block.kind not in _MARKABLE or len(first) < 4:
        return (str(block.start),)
    return tuple(first[:3])


def _heading_length(text: str, captions: Sequence[Block]) -> int:
    """How many characters at the beginning of all these blocks are a heading, 0 if none are.

    A heading is followed by a new beginning in every block, and does not end in a word that
    needs another one: people begin their sentences alike as well.
    """
    if len(captions) < _REPEATED:
        return 0
    openings = [text[block.start : min(block.end, block.start + _SHORT)] for block in captions]
    # What the first and the last in the alphabet share, all share.
    common = _shared(min(openings), max(openings))
    if any(len(common) >= block.end - block.start for block in captions):
        return 0
    length = max((common.rfind(space) for space in " \N{NO-BREAK SPACE}"), default=-1)
    while length > 0:
        heading = common[:length].split()
        if len(heading) < 3:
            return 0
        if heading[-1].casefold() not in _WEAK_END:
            break
        length = common[:length].rstrip().rfind(" ")
    begins = (text[block.start + length : block.end].lstrip()[:1] for block in captions)
    return max(length, 0) if all(_is_beginning(first) for first in begins) else 0


def _shared(first: str, second: str) -> str:
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False))
    return "".join(one for one, _ in pairs)


def _is_beginning(character: str) -> bool:
    return character.isupper() or character.isdigit() or character in "“‘\"'«("
