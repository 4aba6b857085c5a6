"""Columns that let a span be found again in a copy of its article, without its words.

Positions in folded text (see ``tellings.folding``) say where a span lies within its
sentence; hashes of the folded words prove that a place is the right one; hashes of the
words around it tell places apart, and are left out where they would not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tellings.folding import Folded, fold
from tellings.publish.columns import Column, text_column
from tellings.publish.configs import Config
from tellings.publish.rows import Row
from tellings.text import occurrences, sha256

AROUND = 24
"""How many code points of folded text before and after a span are hashed."""
_LEAST_AROUND = 8

_PLACE = (
    Column("folded_start", "Where it begins in the folded text of the article.", "int32"),
    Column("folded_end", "Where it ends in the folded text of the article; exclusive.", "int32"),
    text_column("text_folded_sha256", "SHA-256 of the folded words."),
    Column("text_occurrences", "How often the folded words occur in the folded text.", "int32"),
)
_OF_ARTICLE = (
    Column("text_length", "Length of the text in code points.", "int32"),
    Column("text_folded_length", "Length of the folded text in code points.", "int32"),
    text_column("text_folded_sha256", "SHA-256 of the folded text."),
)
_OF_SPAN = (
    text_column("text_sha256", "SHA-256 of the words of the span in UTF-8."),
    *_PLACE,
    text_column(
        "before_folded_sha256",
        f"SHA-256 of the folded {AROUND} code points before it;"
        " null where these and the span stand in several places.",
    ),
    text_column(
        "after_folded_sha256",
        f"SHA-256 of the folded {AROUND} code points after it;"
        " null where the span and these stand in several places.",
    ),
)


def standoff_configs(configs: tuple[Config, ...]) -> tuple[Config, ...]:
    """The configs with the columns of this module."""
    return tuple(replace(each, columns=_widened(each.columns, each.name)) for each in configs)


def _widened(columns: tuple[Column, ...], name: str) -> tuple[Column, ...]:
    """Columns of a table, or of the structs in a column, with those that come after them."""
    names = {column.name for column in columns}
    found: list[Column] = []
    for column in columns:
        inner = _widened(column.parts, column.name) if column.parts else ()
        if column.name == "sentences" and column.parts:
            inner = (*column.parts, *_PLACE)
        found.append(replace(column, parts=inner))
        if name == "spans" and column.name == "text":
            found += _OF_SPAN
        elif column.name == "text_sha256" and "sentences" in names:
            found += _OF_ARTICLE
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FoldedArticle:
    """An article's text and its folded form; makes the values of the columns."""

    text: str
    folded: Folded

    @classmethod
    def of(cls, text: str) -> "FoldedArticle":
        """Fold a text."""
        return cls(text, fold(text))

    def article(self) -> Row:
        """The values of an article."""
        return {
            "text_length": len(self.text),
            "text_folded_length": len(self.folded.text),
            "text_folded_sha256": sha256(self.folded.text),
        }

    def sentence(self, row: Mapping[str, Any]) -> Row:
        """A sentence with its values."""
        return {**row, **self._place(row["start"], row["end"])}

    def span(self, row: Mapping[str, Any]) -> Row:
        """The values of a span."""
        place = self._place(row["start"], row["end"])
        start, end = place["folded_start"], place["folded_end"]
        whole = self.folded.text
        words = whole[start:end]
        before, after = whole[max(0, start - AROUND) : start], whole[end : end + AROUND]
        return {
            "text_sha256": sha256(self.text[row["start"] : row["end"]]),
            **place,
            "before_folded_sha256": self._telling(before, before + words),
            "after_folded_sha256": self._telling(after, words + after),
        }

    def _place(self, start: int, end: int) -> Row:
        low, high = self.folded.range_of(start, end)
        words = self.folded.text[low:high]
        return {
            "folded_start": low,
            "folded_end": high,
            "text_folded_sha256": sha256(words),
            "text_occurrences": len(occurrences(self.folded.text, words)) if words else 0,
        }

    def _telling(self, around: str, whole: str) -> str | None:
        """The hash of what stands around a span, where it tells its place from others."""
        tells = len(around) >= _LEAST_AROUND and len(occurrences(self.folded.text, whole)) == 1
        return sha256(around) if tells else None
