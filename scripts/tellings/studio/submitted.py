"""What somebody submitted on one article, read and kept on the disk until it is merged."""

import sys

import msgspec

from tellings.records import (
    Annotation,
    Attribution,
    EventMention,
    Span,
    Stance,
    Support,
    Update,
)
from tellings.store.pulled import Key, Pulled
from tellings.studio.outcome import Records

OfArticle = Span | Attribution | Stance | EventMention | Support | Update
"""The records that an article can have."""


class Submitted(msgspec.Struct, frozen=True):
    """One person's records of one article on one page.

    Attributes:
        key: whose, of which article, on which page.
        text_sha256: the text that was annotated.
        annotation: its number on the server.
        seen: the time of the last change, ISO 8601.
        day: the day of it.
        seconds: how long the person worked.
        records: what it says.
        incomplete: the ids of records that were begun and not finished.
    """

    key: Key
    text_sha256: str
    annotation: int
    seen: str
    day: str
    seconds: float
    records: list[OfArticle]
    incomplete: list[str]

    def by_id(self) -> dict[str, Annotation]:
        """The records by id."""
        return {each.id: each for each in self.records}

    def place(self) -> Key:
        """The key, sharing its words with all others: there are many, and few words."""
        return Key(*map(sys.intern, self.key))

    def pulled(self, records: Records) -> Pulled:
        """What the next pull compares with, once these records are merged."""
        return Pulled(self.annotation, self.seen, self.day, self.seconds, records)


def origin_of(key: Key) -> str:
    """How a conflict names the server and the project that it came from."""
    return f"{key.server} {key.project}"


def packed(value: object) -> bytes:
    """A value as bytes for a spool."""
    return msgspec.json.encode(value)


_SUBMITTED = msgspec.json.Decoder(Submitted)
_PULLED = msgspec.json.Decoder(tuple[Key, Pulled])


def submitted(data: bytes) -> Submitted:
    """What was packed."""
    return _SUBMITTED.decode(data)


def pulled(data: bytes) -> tuple[Key, Pulled]:
    """What was packed of the next base."""
    return _PULLED.decode(data)
