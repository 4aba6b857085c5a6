"""What hydrating did: for each article, and in all."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tellings.findings import Finding
from tellings.hydration.anchoring import RESULTS, Anchor
from tellings.hydration.matching import Match

NO_COPY = "there is no copy of its article"
NO_TILING = (
    "found, but the segments of its pass, as they are in this copy, leave a gap or overlap; the"
    " segments of the article are made by rule"
)
UNTILED = "untiled"
SHOWN = (*RESULTS, UNTILED)
"""What may become of a span: how it was found, or that it is left out, and why."""


@dataclass(slots=True)
class ArticleReport:
    """What became of one article: the copy, its spans, and why some have no place."""

    article: str
    match: Match | None
    anchors: list[Anchor] = field(default_factory=list)
    untiled: set[tuple[str, str]] = field(default_factory=set)
    why_absent: str | None = None

    @property
    def counts(self) -> Counter[str]:
        """Spans by result; a segment that is left out although it was found counts as such."""
        return Counter(
            UNTILED if each.span.key in self.untiled else each.result for each in self.anchors
        )

    @property
    def passes(self) -> Counter[str]:
        """Spans by pass."""
        return Counter(each.span.key[0] for each in self.anchors)

    def lost(self) -> dict[tuple[str, str], str]:
        """The spans that are not in the new dataset, by pass and id, with the reason."""
        found = {each.span.key: each.reason or "" for each in self.anchors if each.start is None}
        return found | dict.fromkeys(self.untiled, NO_TILING)

    def as_json(self) -> dict[str, Any]:
        """The report of one article."""
        return {
            "article": self.article,
            "file": self.match.file if self.match else None,
            "share": round(self.match.share, 4) if self.match else 0.0,
            "spans": {name: self.counts[name] for name in SHOWN},
            "left_out": [
                {"pass": name, "id": span, "reason": why}
                for (name, span), why in sorted(self.lost().items())
            ],
        }


@dataclass(slots=True)
class Hydrated:
    """What hydrating did; ``unused`` says of each file that is not used why."""

    out: Path
    articles: list[ArticleReport] = field(default_factory=list)
    unused: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    trimmed: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: bool = False

    @property
    def counts(self) -> Counter[str]:
        """Spans by result over all articles."""
        return sum((each.counts for each in self.articles), Counter[str]())

    @property
    def passes(self) -> Counter[str]:
        """Spans by pass over all articles."""
        return sum((each.passes for each in self.articles), Counter[str]())

    @property
    def absent(self) -> list[str]:
        """The articles of which there is no copy; the new dataset is without them."""
        return [each.article for each in self.articles if each.match is None]

    def as_json(self) -> dict[str, Any]:
        """The report."""
        return {
            "spans": {name: self.counts[name] for name in SHOWN},
            "articles": [each.as_json() for each in self.articles],
            "articles_left_out": self.absent,
            "unused_files": list(self.unused),
            "records_shortened": dict(sorted(self.trimmed.items())),
            "records_left_out": self.left_out,
            "findings": [each.as_json() for each in self.findings],
            "notes": self.notes,
        }
