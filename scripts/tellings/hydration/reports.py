"""What hydrating did: for each article, and in all."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tellings.findings import Finding
from tellings.hydration.anchoring import RESULTS, Anchor
from tellings.hydration.matching import Match

NO_COPY = "there is no copy of its article"
NO_TILING = "other text stands between the segments"


@dataclass(slots=True)
class ArticleReport:
    """What became of one article: the copy, its spans, and why some have no place."""

    article: str
    match: Match | None
    anchors: list[Anchor] = field(default_factory=list)
    untiled: set[tuple[str, str]] = field(default_factory=set)

    @property
    def counts(self) -> Counter[str]:
        """Spans by result."""
        return Counter(each.result for each in self.anchors)

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
            "spans": {name: self.counts[name] for name in RESULTS},
            "left_out": [
                {"pass": name, "id": span, "reason": why}
                for (name, span), why in sorted(self.lost().items())
            ],
        }


@dataclass(slots=True)
class Hydrated:
    """What hydrating did."""

    out: Path
    articles: list[ArticleReport] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
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
    def absent(self) -> list[str]:
        """The articles of which there is no copy; the new dataset is without them."""
        return [each.article for each in self.articles if each.match is None]

    def as_json(self) -> dict[str, Any]:
        """The report."""
        return {
            "spans": {name: self.counts[name] for name in RESULTS},
            "articles": [each.as_json() for each in self.articles],
            "articles_left_out": self.absent,
            "unused_files": self.unused,
            "records_shortened": dict(sorted(self.trimmed.items())),
            "records_left_out": self.left_out,
            "findings": [each.as_json() for each in self.findings],
            "notes": self.notes,
        }
