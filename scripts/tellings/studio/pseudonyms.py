"""Pseudonyms of annotators: one pass each, named in order of first appearance.

A server gives its ids out anew when it is set up anew, so an e-mail address decides who
somebody is; an id does only where no address is known. Who comes back under another address
is taken for somebody new: a second pass of one person can be joined later, two persons' work
in one pass cannot be taken apart.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

_NAME = re.compile(r"annotator-([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class User:
    """A user of a server: the server's address, the id there, the e-mail address if known."""

    server: str
    id: int
    email: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who annotates, with the users (server and id) and addresses they are known by."""

    users: frozenset[tuple[str, int]] = frozenset()
    emails: frozenset[str] = frozenset()

    def joined(self, other: "Person") -> "Person":
        """This person, known by what the other is known by too."""
        return Person(self.users | other.users, self.emails | other.emails)


@dataclass(frozen=True, slots=True)
class People:
    """Everybody known, by pseudonym; never published.

    ``reserved`` are pseudonyms that are in use elsewhere and are given to nobody here.
    """

    by_name: Mapping[str, Person] = field(default_factory=dict)
    reserved: frozenset[str] = frozenset()

    def named(self, user: User) -> str | None:
        """The pseudonym of a user, if they have one."""
        return self.known_as(_person(user))

    def known_as(self, wanted: Person, there: str = "") -> str | None:
        """The pseudonym of a person whom another list calls ``there``, if they have one."""
        for name, person in self.by_name.items():
            if person.emails & wanted.emails:
                return name
        found = [
            name
            for name, person in self.by_name.items()
            if person.users & wanted.users and not (person.emails and wanted.emails)
        ]
        if there in found:
            return there
        return found[0] if len(found) == 1 else None

    def with_user(self, user: User, taken: Collection[str] = ()) -> tuple["People", str]:
        """These people and the user, and the user's pseudonym: a new one if need be.

        Args:
            user: who.
            taken: names that passes have already, whoever made them.
        """
        name = self.named(user) or _next((*self.by_name, *self.reserved, *taken))
        seen = _person(user)
        others = {  # an id that was given out anew is the newer person's
            each: replace(person, users=person.users - seen.users)
            for each, person in self.by_name.items()
        }
        everybody = {**others, name: others.get(name, Person()).joined(seen)}
        return replace(self, by_name=everybody), name


def _person(user: User) -> Person:
    email = user.email.strip().casefold()
    return Person(frozenset({(user.server, user.id)}), frozenset({email} if email else ()))


def _number(name: str) -> int:
    found = _NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _next(names: Iterable[str]) -> str:
    """The pseudonym after all that were ever given: no number is given twice."""
    return f"annotator-{max(map(_number, names), default=0) + 1}"


@dataclass(frozen=True, slots=True)
class Clash:
    """What keeps two machines' lists apart: a pseudonym of two persons, or two of one."""

    ours: str
    theirs: str

    def __str__(self) -> str:
        """What it is, for people."""
        if self.ours == self.theirs:
            return f"{self.ours} is somebody else there"
        return f"{self.ours} is called {self.theirs} there"


def merged(ours: People, theirs: People) -> tuple[People, list[Clash]]:
    """Two machines' lists in one; nobody is renamed, and what cannot be joined is listed.

    Who has two names keeps ours here, and theirs is given to nobody else. Who has a name there
    that is somebody else's here is left out: here they are still unknown.
    """
    everybody, clashes = dict(ours.by_name), []
    reserved = {*ours.reserved, *theirs.reserved}
    for name, person in theirs.by_name.items():
        known_as = ours.known_as(person, name)
        if known_as is None and everybody.get(name, person) != person:
            clashes.append(Clash(name, name))
            continue
        if known_as not in (None, name):
            clashes.append(Clash(str(known_as), name))
            reserved.add(name)
        kept = known_as or name
        everybody[kept] = everybody.get(kept, Person()).joined(person)
    return People(_by_number(everybody), frozenset(reserved - everybody.keys())), clashes


def _by_number(people: Mapping[str, Person]) -> dict[str, Person]:
    return {name: people[name] for name in sorted(people, key=lambda each: (_number(each), each))}


def dumped(people: People) -> bytes:
    """The bytes of ``people.json``."""
    listed = {
        name: {"emails": sorted(person.emails), "users": sorted(map(list, person.users))}
        for name, person in _by_number(people.by_name).items()
    }
    value = {"people": listed, "reserved": sorted(people.reserved, key=_number)}
    return (json.dumps(value, indent=2, ensure_ascii=False) + "\n").encode()


def loaded(data: bytes) -> People:
    """The people that a file lists.

    Raises:
        ValueError: if it is no such file.
    """
    try:
        value = json.loads(data)
        people = {
            str(name): Person(
                frozenset((str(server), int(number)) for server, number in person["users"]),
                frozenset(map(str, person["emails"])),
            )
            for name, person in value["people"].items()
        }
        return People(people, frozenset(map(str, value["reserved"])))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"this is no list of pseudonyms: {error!r}") from error
