"""The ledger: every body sentence with the records that rest on it, so that none is skipped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tellings.checks.references import references_of
from tellings.records import Annotation, Article, Span, kind_of
from tellings.stages.rules_pass import BODY

SEGMENT = "segment"
EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence: its place, its words, how many records of each kind rest on it.

    ``reason`` is why there are none: the note of an evidence span that covers the
    sentence and that no record uses.
    """

    article_id: str
    start: int
    end: int
    text: str
    records: Mapping[str, int]
    reason: str | None = None

    @property
    def settled(self) -> bool:
        """Whether something rests on the sentence, or a reason says why nothing does."""
        return bool(self.records) or self.reason is not None


def resting(records: Iterable[Annotation]) -> dict[str, list[Annotation]]:
    """The records that name each span, by the span's id."""
    found: dict[str, list[Annotation]] = {}
    for record in records:
        for reference in references_of(record):
            if "span" in reference.kinds:
                found.setdefault(reference.target, []).append(record)
    return found


def ledger(article: Article, records: Iterable[Annotation]) -> Iterator[Entry]:
    """The body sentences of an article with what rests on them.

    Args:
        article: the article, with its derived sentences.
        records: all records of the pass: of the article, and of the story.
    """
    known = list(records)
    users = resting(known)
    spans = [r for r in known if isinstance(r, Span) and r.article_id == article.id]
    bodies = [span for span in spans if span.layer == SEGMENT and span.label == BODY]
    for sentence in article.sentences:
        if not any(b.start <= sentence.start and sentence.end <= b.end for b in bodies):
            continue
        inside = [
            span
            for span in spans
            if span.layer != SEGMENT and span.start < sentence.end and sentence.start < span.end
        ]
        yield _entry(article, sentence.start, sentence.end, inside, users)


def _entry(
    article: Article,
    start: int,
    end: int,
    inside: list[Span],
    users: Mapping[str, list[Annotation]],
) -> Entry:
    counted: Counter[str] = Counter()
    reason = None
    seen: set[str] = set()
    for span in inside:
        using = users.get(span.id, [])
        if span.layer == EVIDENCE and not using:
            reason = span.note
            continue
        counted[f"{span.layer} span"] += 1
        new = [record for record in using if record.id not in seen]
        seen.update(record.id for record in new)
        counted.update(kind_of(record) for record in new)
    text = article.text[start:end]
    return Entry(article.id, start, end, text, dict(counted), reason)
