"""What documents say: files read into untouched text, with spans over it and a record."""

from sources.articles import HOW_TO_ADD_ORIGINALS, ORIGINALS, Article, articles
from sources.catalogue import Catalogue
from sources.collection import embedded_example, read_paths, read_uploads
from sources.jsonl import read_jsonl
from sources.model import Block, BlockKind, Collection, Document, Record, Span, Unreadable
from sources.sentences import MAX_SENTENCE, sentences
from sources.structure import blocks
from sources.text import MAX_BYTES, SUFFIXES, NotTextError

__all__ = [
    "HOW_TO_ADD_ORIGINALS",
    "MAX_BYTES",
    "MAX_SENTENCE",
    "ORIGINALS",
    "SUFFIXES",
    "Article",
    "Block",
    "BlockKind",
    "Catalogue",
    "Collection",
    "Document",
    "NotTextError",
    "Record",
    "Span",
    "Unreadable",
    "articles",
    "blocks",
    "embedded_example",
    "read_jsonl",
    "read_paths",
    "read_uploads",
    "sentences",
]
