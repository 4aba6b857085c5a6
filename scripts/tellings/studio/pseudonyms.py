"""Pseudonyms of annotators: one pass each, named in order of first appearance."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class User:
    """A user of a server: the server's address, the id there, the e-mail address if known."""

    server: str
    id: int
    email: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who annotates, under a pseudonym, with the users they are known as."""

    users: frozenset[tuple[str, int]] = frozenset()
    emails: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class People:
    """Everybody known, by pseudonym; never published."""

    by_name: Mapping[str, Person] = field(default_factory=dict)

    def named(self, user: User) -> str | None:
        """The pseudonym of a user, if they have one."""
        raise NotImplementedError

    def with_user(self, user: User, taken: Collection[str] = ()) -> tuple["People", str]:
        """These people and the user, and the user's pseudonym: a new one if need be.

        Args:
            user: who.
            taken: names that passes have already, whoever made them.
        """
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Clash:
    """One pseudonym of two persons, or two of one, in two machines' lists."""

    ours: str
    theirs: str
    reason: str


def merged(ours: People, theirs: People) -> tuple[People, list[Clash]]:
    """Two machines' lists in one; nobody is renamed, and what cannot be joined is listed."""
    raise NotImplementedError


def dumped(people: People) -> bytes:
    """The bytes of ``people.json``."""
    raise NotImplementedError


def loaded(data: bytes) -> People:
    """The people that a file lists.

    Raises:
        ValueError: if it is no such file.
    """
    raise NotImplementedError
