"""W3C Web Annotation (JSON-LD): single annotations, lists, pages and collections.

Read are targets with a TextPositionSelector, in code points, or a TextQuoteSelector, or both,
on a text file beside; the labels are the bodies that tag or classify.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tellings.exchange.files import document_on
from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.portable import LINKS
from tellings.exchange.quotes import find_quote
from tellings.exchange.templates import Named, fill, match
from tellings.findings import Finding
from tellings.parsing import parse_json
from tellings.positions import list_lines
from tellings.store.seeds import SourceFile
from tellings.text import decode

TITLE = "W3C Web Annotation"
NEEDS = None
SUFFIXES = (".jsonld", ".json", ".txt")
NAMED = Named("{article}.jsonld", ("folder", "article", "source"))

JSON = dict[str, Any]
_URN = "urn:tellings:"
_SAID = ("id", "type", "@context", "body", "bodyValue", "target", "motivation", "record")
_LABELLING = ("tagging", "classifying", "identifying")


def read(
    files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
) -> Iterator[ForeignDocument]:
    """A document for each text that a file annotates."""
    for path, source in files.items():
        names = match(mapping.files.annotations or NAMED.files, path)
        if names is None:
            continue
        value, faults = parse_json(source)
        findings += faults
        if not faults:
            yield from _File(source, names, files, mapping, findings).documents(value)


class _File:
    """One file of annotations, with the texts that they are about."""

    def __init__(
        self,
        source: SourceFile,
        names: dict[str, str],
        files: Mapping[str, SourceFile],
        mapping: LabelMapping,
        findings: list[Finding],
    ) -> None:
        self.source = source
        self.names = names
        self.files = files
        self.mapping = mapping
        self.findings = findings
        self.found: dict[str, ForeignDocument | None] = {}
        self.texts: dict[str, str] = {}
        self.only: str | None = None

    def documents(self, value: Any) -> Iterator[ForeignDocument]:
        """The texts with their annotations, spans before what links to them."""
        items, lines = self._items(value)
        if isinstance(value, dict) and str(value.get("id", "")).startswith(_URN):
            self._open(f"{self.names['article']}.txt")  # also if there is no annotation
        for item, line in zip(items, lines, strict=True):
            self._take(item, Place(self.source.path, line))
        yield from (each for each in self.found.values() if each is not None)

    def _items(self, value: Any) -> tuple[list[Any], list[int | None]]:
        text = decode(self.source.data)
        keys: tuple[str, ...] = ()
        if isinstance(value, dict) and "first" in value:
            keys = ("first",)
            value = value["first"]
        if isinstance(value, dict) and "items" in value:
            keys = (*keys, "items")
            value = value["items"]
        if not isinstance(value, list):
            return [value], [1]
        lines: list[int | None] = [*list_lines(text, *keys)]
        return value, lines if len(lines) == len(value) else [None] * len(value)

    def _open(self, source: str) -> ForeignDocument | None:
        """The document on a text, which is named by a path or an address."""
        name = source.rpartition("/")[2]
        names = {**self.names, "source": name}
        wanted = fill(self.mapping.files.text or "{source}", names)
        path = self.names["folder"] + wanted
        if path not in self.found:
            self.found[path] = None
            if path in self.files:
                names["article"] = name.removesuffix(".txt")
                self.found[path] = document_on(self.files[path], names, self.findings)
            else:
                message = f"there is no text for {source!r}: {path}"
                self.findings.append(Finding("missing-file", self.source.path, message))
        return self.found[path]

    def _take(self, item: Any, place: Place) -> None:
        if not isinstance(item, dict) or "target" not in item:
            message = "not an annotation: it has no target"
            self.findings.append(Finding("foreign-syntax", place.file, message, place.line))
            return
        name = str(item.get("id", "an annotation without id"))
        own = item.get("record") if name.startswith(_URN) else None
        if isinstance(own, dict) and isinstance(own.get("id"), str) and own.get("kind") in LINKS:
            self._link(name, item, own, place)
            return
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        document = self._open(_source(targets[0])) if targets else None
        if document is None:
            message = f"{name}: its text is not there"
            self.findings.append(Finding("left-out", place.file, message, place.line))
            return
        labels, fields = _said(item)
        ranges, quote, fault = self._place(document, targets)
        if fault:
            document.losses.append(Loss(name, "span-text", fault, place))
            return
        span = ForeignSpan(name, tuple(labels) or ("",), ranges, place, quote, fields)
        if isinstance(own, dict) and isinstance(own.get("id"), str):
            span.own = {key: value for key, value in own.items() if key != "kind"}
            document.article_id = document.article_id or str(own.get("id")).rsplit(":", 2)[0]
        document.spans.append(span)

    def _link(self, name: str, item: JSON, own: JSON, place: Place) -> None:
        """A record of ours that links annotations."""
        document = self._open(f"{self.names['article']}.txt")
        if document is None:
            return
        document.article_id = document.article_id or str(own["id"]).rsplit(":", 2)[0]
        links = []
        for field in LINKS[own["kind"]]:
            value = item.get(field, [])
            listed = value if isinstance(value, list) else [value]
            links += [(field, str(each)) for each in listed]
        fields = {key: value for key, value in own.items() if key != "kind"}
        document.relations.append(ForeignRelation(name, own["kind"], links, place, own=fields))

    def _place(
        self, document: ForeignDocument, targets: list[Any]
    ) -> tuple[list[tuple[int, int]], str | None, str]:
        """Where a target stands, what it quotes, and what is wrong with it."""
        ranges: list[tuple[int, int]] = []
        quotes = []
        for target in targets:
            selectors = _selectors(target)
            position = selectors.get("TextPositionSelector")
            quote = selectors.get("TextQuoteSelector", {})
            exact = quote.get("exact")
            if position is not None:
                ranges.append((_offset(position.get("start")), _offset(position.get("end"))))
            elif isinstance(exact, str) and exact:
                around = str(quote.get("prefix", "")), str(quote.get("suffix", ""))
                hits = find_quote(document.received, exact, *around)
                if len(hits) != 1:
                    return [], None, f"{exact!r} occurs {len(hits)} times; its place is not clear"
                ranges.append((hits[0], hits[0] + len(exact)))
            else:
                return [], None, f"no selector that is read here: {sorted(selectors) or 'none'}"
            quotes.append(exact if isinstance(exact, str) else None)
        known = [each for each in quotes if each is not None]
        return ranges, " ".join(known) if len(known) == len(quotes) else None, ""


def _offset(value: Any) -> int:
    """A position; -1, which no text has, where something else stands."""
    return value if isinstance(value, int) else -1


def _source(target: Any) -> str:
    return str(target.get("source", "")) if isinstance(target, dict) else str(target)


def _selectors(target: Any) -> JSON:
    """The selectors of a target by their type, those that refine others among them."""
    given = target.get("selector", []) if isinstance(target, dict) else []
    waiting = given if isinstance(given, list) else [given]
    found: JSON = {}
    while waiting:
        selector = waiting.pop(0)
        if isinstance(selector, dict):
            found[str(selector.get("type"))] = selector
            waiting = [*waiting, selector["refinedBy"]] if "refinedBy" in selector else waiting
    return found


def _said(item: JSON) -> tuple[list[str], JSON]:
    """The labels of an annotation, and what else it says."""
    given = item.get("body", item.get("bodyValue", []))
    labels: list[str] = []
    notes: list[str] = []
    for body in given if isinstance(given, list) else [given]:
        value = str(body.get("value", body.get("id", ""))) if isinstance(body, dict) else str(body)
        purpose = body.get("purpose", "tagging") if isinstance(body, dict) else "tagging"
        (labels if purpose in _LABELLING else notes).append(value)
    fields = {name: value for name, value in item.items() if name not in _SAID}
    if notes:
        fields["note"] = "; ".join(notes)
    return labels, {name: value for name, value in fields.items() if name not in LINKS}
