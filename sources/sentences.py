"""Sentences, as spans over a text that is left untouched.

A stop ends a sentence unless the words beside it say otherwise: abbreviations, initials, list
numbers, words in lower case after it.  One pass over the stops, a few rules at each: the table of
hard cases in the tests says what they must get right, docs/formats.md how fast they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sources.model import Block, BlockKind, Span

MAX_SENTENCE: Final = 600
"""The longest sentence span, in characters: four times a usual sentence of a newspaper.  What
runs on without a stop (tables, logs, a file on one line) is no quote that anybody can read."""

_CLAUSE_ENDS: Final = ",;:،؛—–"
_CLOSING: Final = "\"'*”’»)\\]¹²³⁰⁴-⁹"

# Stops with what closes after them (quotes, brackets, note numbers) and the white space that
# follows; East Asian stops need none, and after others a capital may be glued to them.  Only the
# first of several stops begins a match, so that a text of stops takes no quadratic time.
_STOP: Final = re.compile(
    rf"""(?P<stop>[.!?…؟۔](?<![.!?…؟][.!?…؟])[.!?…؟]*+)(?P<closing>[{_CLOSING}]*+)"""
    r"""(?:(?:\s?\[\d{1,3}\])*+(?P<space>\s++)|(?=[A-Z][a-z]+[\s,]))"""
    r"""|(?P<eastern>[。！？]++[」』”’）]*+\s*+)"""
)
_BEFORE: Final = 24
_LAST_WORD: Final = re.compile(r"""[^\s("“‘'«\[—–-]*\Z""")
_NEXT_WORD: Final = re.compile(r"""["'“‘«(\[¿¡]*(\w+)(?:['’]\w+)?(\.?)""")
_ENUMERATOR: Final = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})\Z")
_ITEM: Final = re.compile(r"\(?[a-z][.)]\s+[A-Z]")
_INITIALS: Final = re.compile(r"[A-Z]|و?[ء-ي]|(?:[A-Za-z][a-z]?\.)+[A-Za-z][a-z]?")
_SAID: Final = re.compile(
    r"(?:[^\W\d_][\w’'-]*\s+){1,3}(?:said|says|asked|asks|shouted|cried|replied|told|wrote|added)\b"
)
_WORD: Final = re.compile(r"\w")


def words(text: str) -> frozenset[str]:
    """Return a list of words, written with spaces between them, as a set."""
    return frozenset(text.split())


# Titles and the like: a name or a figure always follows.
_NAME_FOLLOWS: Final = words(
    "Mr Mrs Ms Mx Dr Drs Prof Messrs Mme Mlle Gen Lt Maj Col Capt Sgt Cpl Pvt Brig Adm Cmdr Cdr "
    "Sen Sens Rep Reps Gov Govs Rev Hon Pres Amb Supt Insp Const Ste Jos Mt Ft "
    "e.g i.e cf viz vs v Fig Figs"
)
# Abbreviations only before a figure; "No." may also be an answer.
_FIGURE_FOLLOWS: Final = words(
    "No Nos Art Arts Vol Vols Ch Chap Sec Para p pp vol ch art sec para fig approx ca c b d est "
    "Ext ext Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Rs"
)
# Abbreviations that end a sentence only where the next word looks like a beginning.
_MAY_END: Final = words(
    "St ST Ave Rd Blvd Rte Hwy Inc Ltd Co Corp Cos Bros Jr Sr Snr Esq Dept Univ Assn "
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb "
    "Nev Okla Ore Pa Tenn Tex Va Vt Wash Wis Wyo"
)
# Words that begin sentences and hardly ever a name.
_BEGINNINGS: Final = words(
    "The This That These Those There Then Their They He She It Its His Her We Our I You Your My "
    "A An And But Or So Yet If In On At By For From With Without To Of As After Before Since "
    "While When Where Why Who What Which How Because Although Though However Meanwhile Instead "
    "Still Now Later Today Yesterday Nobody Everyone Some Many Most Both All One Two Three "
    "No Not Nor Only Even Such Under Over Between During Despite According"
)
_AFTER_THE_HOUR: Final = words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Mon Tue Tues Wed Thu Thurs Fri Sat Sun "
    "Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec Eastern Central Mountain Pacific Greenwich"
)


def sentences(text: str, blocks: Iterable[Block]) -> tuple[Span, ...]:
    """Return the sentences of `text`, in order, each inside one of its `blocks`.

    They are trimmed of white space and leave out nothing else but boilerplate.  A heading and a
    row of a table are one sentence; a sentence longer than `MAX_SENTENCE` is cut at clause ends or
    white space.
    """
    found: list[Span] = []
    for block in blocks:
        if block.kind is BlockKind.BOILERPLATE:
            continue
        if block.kind in (BlockKind.HEADING, BlockKind.TABLE):
            found.extend(_cut(text, Span(block.start, block.end)))
        else:
            for sentence in _block_sentences(text, block.start, block.end):
                found.extend(_cut(text, sentence))
    return tuple(found)


def trimmed(text: str, start: int, end: int) -> Span:
    """Return the part of a stretch of text that is inside its outer white space."""
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


def _block_sentences(text: str, start: int, end: int) -> list[Span]:
    start, end = trimmed(text, start, end)
    found: list[Span] = []
    begun = seen = start
    has_word = False
    capitals = not text[start:end].islower()
    for stop in _STOP.finditer(text, start, end):
        has_word = has_word or _WORD.search(text, seen, stop.start()) is not None
        seen = stop.end()
        if has_word and seen < end and _ends(text, begun, stop, capitals=capitals):
            found.append(trimmed(text, begun, seen))
            begun, has_word = seen, False
    if found and not has_word and not _WORD.search(text, seen, end):
        begun = found.pop().start
    if begun < end:
        found.append(Span(begun, end))
    return found


def _ends(text: str, begun: int, stop: re.Match[str], *, capitals: bool) -> bool:
    """Whether a stop ends the sentence that began at `begun`."""
    if stop["eastern"]:
        return True
    follows = _NEXT_WORD.match(text, stop.end())
    following, its_stop = follows.groups() if follows else ("", "")
    if not following and text[stop.end()] in ".!?…؟,;:،؛)":
        return False
    if capitals and following[:1].islower():
        return _ITEM.match(text, stop.end()) is not None
    before = _LAST_WORD.search(text, max(begun, stop.start() - _BEFORE), stop.start())
    word = before[0] if before else ""
    if stop["space"] is None and not _glued(word, following):
        return False
    if stop["stop"] == ".":
        is_number = _ENUMERATOR.match(text, begun, stop.start())
        return not is_number and not _abbreviates(word, following, its_stop)
    # “Where is Douma?” Nour asked.
    quoted = stop["closing"] and stop["stop"][-1] in "!?" and following not in _BEGINNINGS
    return not (quoted and _SAID.match(text, stop.end()))


def _glued(word: str, following: str) -> bool:
    """Whether a capital right after a word's stop begins a sentence, not part of an address."""
    if len(word) < 2 or "." in word or (len(following) < 3 and following not in _BEGINNINGS):
        return False
    return word[-1].islower() or word[-1].isdigit() or word[-1] in _CLOSING


def _abbreviates(word: str, following: str, its_stop: str) -> bool:
    """Whether a full stop belongs to the word before it and ends no sentence.

    `following` is the next word, "" where there is none, `its_stop` the "." after that.
    """
    if word in _NAME_FOLLOWS:
        return True
    if word in _FIGURE_FOLLOWS:
        return following[:1].isdigit()
    if word.casefold() in {"a.m", "p.m"}:
        return following in _AFTER_THE_HOUR or (following.isupper() and len(following) > 1)
    if word in _MAY_END or _INITIALS.fullmatch(word):
        return bool(its_stop) or following not in _BEGINNINGS
    return False


def _cut(text: str, sentence: Span) -> Iterator[Span]:
    """Yield the sentence, in parts of at most `MAX_SENTENCE` characters."""
    start, end = sentence
    while end - start > MAX_SENTENCE:
        part = trimmed(text, start, _cutting_point(text, start, end))
        yield part
        # The rest is trimmed by hand: to copy it for every part would take quadratic time.
        start = part.end
        while text[start].isspace():
            start += 1
    yield Span(start, end)


def _cutting_point(text: str, start: int, end: int) -> int:
    """Return where to cut: after a clause, else at white space, else anywhere."""
    # Near the middle of what is left, so that no last word stands alone.
    latest = start + min(MAX_SENTENCE, (end - start) // 2 + MAX_SENTENCE // 4)
    earliest = latest - MAX_SENTENCE // 2
    spaces = [index for index in range(latest, earliest, -1) if text[index].isspace()]
    clause_ends = [index for index in spaces if text[index - 1] in _CLAUSE_ENDS]
    return next(iter(clause_ends + spaces), latest)
