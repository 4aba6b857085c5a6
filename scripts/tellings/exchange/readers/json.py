"""Any JSON: the mapping says where texts, spans and their parts stand (``[json]``).

A path is keys joined by points, with ``[]`` for every item of a list: ``body[][]`` are the
strings of a list of lists. The strings of a text may each have a name, its anchor, in which
offsets count. Annotations and texts may be in two files, joined by what their names share.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from tellings.exchange.foreign import ForeignDocument, ForeignSpan, Loss, Place
from tellings.exchange.mapping import JsonRule, LabelMapping, TextRule
from tellings.exchange.templates import fill, match
from tellings.findings import Finding
from tellings.parsing import parse_json
from tellings.positions import list_lines
from tellings.store.seeds import SourceFile
from tellings.text import decode

TITLE = "JSON"
NEEDS = None
SUFFIXES = (".json",)
NAMED = None

JSON = dict[str, Any]
WHOLE_TEXT = ""


def read(
    files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
) -> Iterator[ForeignDocument]:
    """A document for each file of annotations, or for each document in it."""
    rule = mapping.json
    if rule is None:
        message = "the mapping has to say where things stand: [json]"
        first = next(iter(files.values()))
        findings.append(Finding("unmapped", first.path, message))
        return
    for path, source in files.items():
        names = match(mapping.files.annotations or "{article}.json", path)
        if names is None:
            continue
        text_path = names["folder"] + fill(mapping.files.text or "", names)
        text_source = files.get(text_path) if mapping.files.text else source
        if text_source is None:
            message = f"there is no text for it: {text_path}"
            findings.append(Finding("missing-file", source.path, message))
            continue
        value, faults = parse_json(source)
        texts, more = parse_json(text_source) if text_source is not source else (value, [])
        findings += [*faults, *more]
        if not faults and not more:
            yield from _documents(_Source(source, text_source, names, rule, findings), value, texts)


class _Source:
    """The file or two of some documents, and where things stand in them."""

    def __init__(
        self,
        source: SourceFile,
        texts: SourceFile,
        names: dict[str, str],
        rule: JsonRule,
        findings: list[Finding],
    ) -> None:
        self.source = source
        self.texts = texts
        self.names = names
        self.rule = rule
        self.findings = findings


def _documents(work: _Source, value: Any, texts: Any) -> Iterator[ForeignDocument]:
    if work.rule.documents is None:
        keys = work.rule.spans.removesuffix("[]").split(".")
        lines = list_lines(decode(work.source.data), *keys)
        yield from _document(work, value, texts, lines, 1)
        return
    path = work.rule.documents.removesuffix("[]")
    keys = path.split(".") if path else []
    lines = list_lines(decode(work.source.data), *keys)
    for number, each in enumerate(found_at(value, work.rule.documents)):
        line = lines[number] if number < len(lines) else 1
        yield from _document(work, each, each, [], line)


def _document(
    work: _Source, value: Any, texts: Any, lines: list[int], first: int
) -> Iterator[ForeignDocument]:
    """The document of one value; nothing, and a finding, if it has no text."""
    text, anchors = put_together(texts, work.rule.text)
    place = Place(work.texts.path if texts is not value else work.source.path, first)
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        work.findings.append(Finding("not-utf8", place.file, str(error), place.line))
        return
    if not text:
        message = f"no text at {', '.join(part.path for part in work.rule.text)}"
        work.findings.append(Finding("empty-file", place.file, message, place.line))
        return
    names = {**work.names, **_scalars(value), **(_scalars(texts) if texts is not value else {})}
    document = ForeignDocument(place, data, text, names)
    for number, item in enumerate(found_at(value, work.rule.spans)):
        line = lines[number] if number < len(lines) else first
        _take(document, work, item, number, Place(work.source.path, line), anchors)
    taken = {part.path.split("[")[0].split(".")[0] for part in work.rule.text}
    taken.add(work.rule.spans.split("[")[0].split(".")[0])
    for key in value if isinstance(value, dict) else ():
        if key not in taken and isinstance(value[key], dict | list):
            message = f"{key!r} is not read: {_size(value[key])}"
            document.losses.append(Loss(key, "left-out", message, Place(work.source.path, first)))
    yield document


def _size(value: Any) -> str:
    return f"{len(value)} {'entries' if isinstance(value, dict) else 'items'}"


def found_at(value: Any, path: str) -> list[Any]:
    """Everything that stands at a path, in its order.

    >>> found_at({"a": {"b": [[1, 2], [3]]}}, "a.b[][]")
    [1, 2, 3]
    """
    found = [value]
    for part in path.split("."):
        name = part.rstrip("[]")
        if name:
            found = [each[name] for each in found if isinstance(each, dict) and name in each]
        for _ in range(part.count("[]")):
            found = [item for each in found if isinstance(each, list) for item in each]
    return found


def put_together(value: Any, parts: tuple[TextRule, ...]) -> tuple[str, dict[str, tuple[int, int]]]:
    """A text of its parts, and where each string that has a name stands in it.

    >>> put_together({"t": "A", "b": [["c.", "d."]]}, (TextRule(path="b[][]", anchor="p{n}"),))
    ('c. d.', {'p0': (0, 2), 'p1': (3, 5)})
    """
    text, after = "", ""
    anchors: dict[str, tuple[int, int]] = {}
    for part in parts:
        strings = list(_strings(value, part))
        if any(each for _, each in strings):
            text += after
            after = part.after
        for number, (before, string) in enumerate(strings):
            text += before + string
            if part.anchor:
                name = fill(part.anchor, {"n": str(number)})
                anchors[name] = (len(text) - len(string), len(text))
    return text, anchors


def _strings(value: Any, part: TextRule) -> Iterator[tuple[str, str]]:
    """The strings of a part, each with what stands before it."""
    outer, _, rest = part.path.partition("[]")
    groups = found_at(value, f"{outer}[]" if rest or part.path.endswith("[]") else outer)
    first = True
    for group in groups:
        inner = found_at(group, rest) if rest else [group]
        for number, string in enumerate(inner):
            between = part.between[0] if number == 0 else part.between[-1]
            yield ("" if first else between), str(string)
            first = False


def _scalars(value: Any) -> dict[str, str]:
    """The keys of an object whose values are plain, for the templates of a mapping."""
    if not isinstance(value, dict):
        return {}
    plain = {key: each for key, each in value.items() if isinstance(each, str | int | float)}
    return {key: str(each) for key, each in plain.items()}


def _take(
    document: ForeignDocument,
    work: _Source,
    item: Any,
    number: int,
    place: Place,
    anchors: Mapping[str, tuple[int, int]],
) -> None:
    rule = work.rule
    name = str(item.get(rule.id, number)) if isinstance(item, dict) else str(number)
    if not isinstance(item, dict):
        document.losses.append(Loss(name, "foreign-syntax", "a span is no object", place))
        return
    anchor = str(item.get(rule.anchor, "")) if rule.anchor else WHOLE_TEXT
    start, end = item.get(rule.start or "start"), item.get(rule.end or "end")
    if rule.anchor and anchor not in anchors:
        fault = f"there is no part {anchor!r} of the text"
    elif not isinstance(start, int) or not isinstance(end, int):
        fault = f"{json.dumps(start)} to {json.dumps(end)} are no offsets"
    else:
        first, last = anchors[anchor] if rule.anchor else (0, len(document.received))
        if first + end <= last and start >= 0:
            _span(document, rule, item, name, (first + start, first + end), place)
            return
        fault = f"{start} to {end} is no range of {anchor or 'the text'}"
    document.losses.append(Loss(name, "span-text", fault, place))


def _span(
    document: ForeignDocument,
    rule: JsonRule,
    item: JSON,
    name: str,
    where: tuple[int, int],
    place: Place,
) -> None:
    known = (rule.label, rule.start or "start", rule.end or "end", rule.quote, rule.anchor, rule.id)
    fields = {key: value for key, value in item.items() if key not in known and value != ""}
    quote = str(item[rule.quote]) if rule.quote and rule.quote in item else None
    labels = (str(item.get(rule.label, "")),)
    document.spans.append(ForeignSpan(name, labels, [where], place, quote, fields))
