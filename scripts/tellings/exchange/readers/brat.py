"""brat stand-off (nlplab/brat): ``.ann`` files beside ``.txt`` files.

``T`` are spans, ``E`` and ``R`` relations, ``A`` and ``M`` attributes, ``N`` references,
``#`` notes, ``*`` equivalences. Offsets count code points; ``0 5;10 15`` is a span in pieces.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tellings.exchange.files import lines_of, pairs
from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.templates import Named
from tellings.findings import Finding
from tellings.store.seeds import SourceFile

TITLE = "brat stand-off"
NEEDS = None
SUFFIXES = (".ann", ".txt")
NAMED = Named("{article}.ann")

_ROLE = re.compile(r"(.*?)\d*")
_PLACES = re.compile(r"\d+ \d+(?:;\d+ \d+)*")


def read(
    files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
) -> Iterator[ForeignDocument]:
    """A document for each file of annotations."""
    for source, document in pairs(files, mapping, ".ann", findings):
        _Lines(document, source.path).read(lines_of(source, findings))
        yield document


class _Lines:
    """The lines of one file, taken into its document."""

    def __init__(self, document: ForeignDocument, path: str) -> None:
        self.document = document
        self.path = path
        self.known: dict[str, ForeignSpan | ForeignRelation] = {}
        self.later: list[tuple[int, str, list[str]]] = []

    def read(self, lines: list[tuple[int, str]]) -> None:
        """Take in spans and relations first, then what is said about them."""
        for number, line in lines:
            name, *parts = line.split("\t", 2)
            if not self._take(name, number, parts):
                message = f"not a line of brat's stand-off: {line[:80]!r}"
                self._lose(name, number, "foreign-syntax", message)
        for number, name, parts in self.later:
            self._describe(name, number, parts)

    def _lose(self, name: str, line: int, rule: str, message: str) -> None:
        self.document.losses.append(Loss(name, rule, message, Place(self.path, line)))

    def _take(self, name: str, line: int, parts: list[str]) -> bool:
        """Take in one line; False if it is none."""
        place = Place(self.path, line)
        if name[:1] == "T" and len(parts) == 2:
            return self._take_span(name, parts[0], parts[1], place)
        if name[:1] in ("E", "R") and parts:
            return self._take_relation(name, parts[0].split(), place)
        if name[:1] in ("A", "M", "N", "#", "*") and parts:
            self.later.append((line, name, parts))
            return True
        return False

    def _take_span(self, name: str, head: str, words: str, place: Place) -> bool:
        label, _, places = head.partition(" ")
        if not _PLACES.fullmatch(places):
            return False
        numbers = [tuple(map(int, each.split(" "))) for each in places.split(";")]
        ranges = [(start, end) for start, end in numbers]
        span = ForeignSpan(name, (label,), ranges, place, words)
        self.known[name] = span
        self.document.spans.append(span)
        return True

    def _take_relation(self, name: str, arguments: list[str], place: Place) -> bool:
        """An event, ``Type:Trigger Role:Id ...``, or a relation, ``Type Arg1:Id Arg2:Id``."""
        if not arguments:
            return False
        label, _, trigger = arguments[0].partition(":")
        pairs_ = [argument.partition(":") for argument in arguments[1:]]
        if any(not target for _, _, target in pairs_) or (name[0] == "E" and not trigger):
            return False
        counts = name[0] == "E"  # there digits count roles of one name; Arg1 and Arg2 differ
        links = [(_role(role) if counts else role, target) for role, _, target in pairs_]
        relation = ForeignRelation(name, label, links, place, trigger=trigger or None)
        self.known[name] = relation
        self.document.relations.append(relation)
        return True

    def _describe(self, name: str, line: int, parts: list[str]) -> None:
        """What an attribute, a reference or a note says of an annotation."""
        kind, _, rest = parts[0].partition(" ")
        target, _, value = rest.partition(" ")
        about = self.known.get(target)
        if name[0] == "*":
            self._lose(name, line, "left-out", f"an equivalence of {rest}: not a record of ours")
        elif about is None:
            message = f"{kind} is about {target!r}, which is not in this file"
            self._lose(name, line, "unresolved-reference", message)
        elif name[0] == "#":
            _note(about, parts[1] if len(parts) > 1 else "")
        else:
            about.fields[kind] = value or "yes"
            self.document.field_places[target, kind] = Place(self.path, line)
            if len(parts) > 1:  # the name of what a reference refers to
                about.fields[f"{kind}.name"] = parts[1]


def _role(role: str) -> str:
    found = _ROLE.fullmatch(role)
    return found[1] if found and found[1] else role


def _note(about: ForeignSpan | ForeignRelation, text: str) -> None:
    """A note is what a person remarked, or the fields of a record of ours."""
    own = _own(text)
    if own is not None:
        about.own = own
    else:
        about.fields["note"] = f"{about.fields['note']}; {text}" if "note" in about.fields else text


def _own(text: str) -> dict[str, Any] | None:
    if not text.startswith('{"id": "'):
        return None
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None
