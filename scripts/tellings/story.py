"""A story in memory: its articles, and the records of every pass over them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from tellings.findings import Finding
from tellings.positions import record_lines, toml_line
from tellings.records import Annotation, Article, Pass, Story
from tellings.text import decode

GOLD = "gold"
RULES_PASS = "rules"
HASH_MISMATCH = "hash-mismatch"

R = TypeVar("R", bound=Annotation)


@dataclass
class RecordFile:
    """The records of one annotation file, and where in the file each one stands.

    ``rows`` are their positions in the file's list; ``rejected`` holds the ids and kinds of
    records that did not fit their schema, so that what points at them is not blamed too.
    """

    path: str
    source: bytes
    article_id: str | None
    text_sha256: str | None = None
    records: list[Annotation] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    rejected: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _lines(self) -> list[int]:
        return record_lines(decode(self.source))

    def line(self, row: int) -> int | None:
        """The line of the item ``row`` of the file's list of records."""
        return self._lines[row] if row < len(self._lines) else None

    def finding(self, rule: str, index: int, message: str) -> Finding:
        """A finding about the record at ``index`` of ``records``."""
        row, record = self.rows[index], self.records[index].id
        return Finding(rule, self.path, message, self.line(row), record)


@dataclass
class PassData:
    """One pass with all its records; ``unread`` are the beginnings of ids in files not read."""

    info: Pass
    path: str
    files: list[RecordFile] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def records(self) -> Iterator[Annotation]:
        """All records, file by file."""
        for file in self.files:
            yield from file.records

    def of_article(self, article_id: str) -> list[Annotation]:
        """The records of one article."""
        return [
            each for file in self.files if file.article_id == article_id for each in file.records
        ]

    def of_story(self) -> list[Annotation]:
        """The records that belong to the story as a whole."""
        return [each for file in self.files if file.article_id is None for each in file.records]


@dataclass
class StoryData:
    """Everything about one story.

    ``masked`` holds the places of masked e-mails by article, ``unread`` the articles that
    are named but could not be read, ``listed`` the position of each article in
    ``story.toml``.
    """

    story: Story
    path: str
    toml: str
    articles: dict[str, Article] = field(default_factory=dict)
    masked: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    listed: dict[str, int] = field(default_factory=dict)
    passes: dict[str, PassData] = field(default_factory=dict)

    def toml_finding(self, rule: str, path: str, message: str) -> Finding:
        """A finding about a value of ``story.toml``, named by its JSON path."""
        return Finding(rule, f"{self.path}/story.toml", message, toml_line(self.toml, path))

    def article_finding(self, rule: str, article: Article, field: str, message: str) -> Finding:
        """A finding about what ``story.toml`` says of an article in one field."""
        slug = article.id.rpartition(":")[2]
        head = self.toml_finding(rule, f"articles[{self.listed.get(slug, 0)}].{field}", "")
        return replace(head, message=f"{slug}: {field}: {message}", record=article.id, field=field)


def of_type(records: list[Annotation], cls: type[R]) -> list[R]:
    """The records of one kind, in their order.

    >>> of_type([], Annotation)
    []
    """
    return [each for each in records if isinstance(each, cls)]


def id_key(record_id: str) -> tuple[str, ...]:
    """Sorting key of an id: part by part, so that a story's records stay together.

    >>> sorted(["a-b:x", "a:x"], key=id_key)
    ['a:x', 'a-b:x']
    """
    return tuple(record_id.split(":"))


def by_id(records: list[R]) -> list[R]:
    """Records sorted by id."""
    return sorted(records, key=lambda each: each.id.split(":"))
