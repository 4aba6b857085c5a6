"""What a writer is given, and what it gives back."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from tellings.codebook import Codebook
from tellings.records import Annotation, Article, Pass, Span, Story
from tellings.story import StoryData


@dataclass(frozen=True, slots=True)
class Telling:
    """One article with the records that one pass has of it."""

    story: Story
    article: Article
    records: list[Annotation]
    made_by: Pass | None = None
    data: StoryData | None = None
    """The whole story, for formats that show what an annotator may choose from."""

    @property
    def slug(self) -> str:
        """The article's name within its story."""
        return self.article.id.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Options:
    """What the person who exports has chosen."""

    codebook: Codebook
    layers: tuple[str, ...] = ()
    """Only spans of these layers, where the format shows some; all if empty."""


@dataclass(slots=True)
class Exported:
    """The files of an export by their path in its folder, and what they leave out, counted."""

    files: dict[str, bytes] = field(default_factory=dict)
    left_out: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)

    def leave_out(self, what: str, number: int = 1) -> None:
        """Count something that the format does not carry."""
        if number:
            self.left_out[what] += number

    def leave_out_of(self, spans: Collection[Span], *fields: str) -> None:
        """Count fields of spans that the format does not carry, and how the spans were settled."""
        for field_ in (*fields, "status", "from", "decided_by", "decided_on", "reason"):
            name = "from_" if field_ == "from" else field_
            had = sum(getattr(each, name) is not None for each in spans)
            self.leave_out(f"{field_} of a span", had)


def counted(number: int, what: str) -> str:
    """A number with its noun.

    >>> counted(1, "span"), counted(1200, "event-mention")
    ('1 span', '1,200 event-mentions')
    """
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"


def counts(numbers: Mapping[str, int]) -> str:
    """Several numbers with their nouns, in one line."""
    return ", ".join(counted(number, what) for what, number in numbers.items() if number)
