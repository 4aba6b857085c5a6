"""What is known of an article without its text, and what is sought in a copy of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tellings.folding import fold
from tellings.publish.rows import Row
from tellings.publish.standoff import AROUND, FoldedArticle
from tellings.publish.withholding import SEGMENT


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the folded text of an article, with the hash of what stands there.

    ``occurrences`` is how often these words occur in the folded article.
    """

    start: int
    end: int
    sha256: str
    occurrences: int

    @property
    def length(self) -> int:
        """How long it is, in code points of folded text."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands before and after a span that a release quotes, folded."""

    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class SoughtSpan:
    """A span that has to be found again.

    ``start`` and ``end`` count code points of the original; ``before`` and ``after`` are the
    hashes of ``before_length`` and ``after_length`` code points of folded text around it,
    None where they would not tell its place from another.
    """

    key: tuple[str, str]
    start: int
    end: int
    text_sha256: str
    folded: Stretch
    before: str | None
    after: str | None
    before_length: int
    after_length: int
    is_segment: bool
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class SoughtArticle:
    """An article that has to be found in a copy; its sentences tile its folded text."""

    id: str
    folded_length: int
    sentences: tuple[Stretch, ...]
    spans: tuple[SoughtSpan, ...]


def sought_article(row: Row, spans: Iterable[tuple[str, Row]]) -> SoughtArticle:
    """What to seek of an article.

    Args:
        row: its row of ``articles``, with its text or with the stand-off columns.
        spans: rows of spans with the name of their pass.
    """
    text = row["text"]
    known = FoldedArticle.of(text) if text is not None else None
    values: Mapping[str, Any] = known.article() if known else row
    length: int = values["text_folded_length"]
    sentences = [known.sentence(each) if known else each for each in row["sentences"]]
    return SoughtArticle(
        row["id"],
        length,
        tuple(_stretch(each) for each in sentences),
        tuple(_span(name, each, known, length) for name, each in spans),
    )


def _stretch(row: Mapping[str, Any]) -> Stretch:
    return Stretch(
        row["folded_start"],
        row["folded_end"],
        row["text_folded_sha256"],
        row["text_occurrences"],
    )


def _span(name: str, row: Row, known: FoldedArticle | None, length: int) -> SoughtSpan:
    values: Mapping[str, Any] = known.span(row) if known else row
    folded = _stretch(values)
    return SoughtSpan(
        key=(name, row["id"]),
        start=row["start"],
        end=row["end"],
        text_sha256=values["text_sha256"],
        folded=folded,
        before=values["before_folded_sha256"],
        after=values["after_folded_sha256"],
        before_length=min(AROUND, folded.start),
        after_length=min(AROUND, length - folded.end),
        is_segment=row["layer"] == SEGMENT,
        quote=_quote(row),
    )


def _quote(row: Row) -> Quote | None:
    if row["text"] is None:
        return None
    return Quote(fold(row["prefix"] or "").text, fold(row["suffix"] or "").text)
