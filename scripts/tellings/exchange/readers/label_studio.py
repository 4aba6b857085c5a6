"""Label Studio: the JSON export of any project whose tasks have a text.

A region is a span a label, known to a mapping as ``control.label`` or ``label``; what hangs on
the region (choices, text areas, ratings) are its fields, by the name of their control; relations
have the roles ``from`` and ``to``. Offsets of ``<Text>`` count code points; ``value.text`` has
two characters, backslash and n, for every CR and LF. Each annotation of a task is a document, so
that annotators become passes: ``annotator`` stands for the number of the one who made it.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import UNSET

from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.label_studio_lines import ResultLines
from tellings.exchange.label_studio_tasks import Annotation, Region, Task, parsed_tasks
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.our_tasks import article_of, page_of_ours
from tellings.exchange.templates import match
from tellings.findings import Finding
from tellings.positions import list_lines
from tellings.store.seeds import SourceFile
from tellings.text import decode

TITLE = "Label Studio JSON"
NEEDS = None
SUFFIXES = (".json",)
NAMED = None

JSON = dict[str, Any]
_LABELS = ("labels", "hypertextlabels")
_LINE_END = re.compile(r"[\r\n]")
_TRAILING = re.compile(r"(?:\\n)+$")
_TEXT = "text"
_SCALAR = (str, int, float)  # a union of types is several times as slow
_NOTE = "note"


def read(
    files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
) -> Iterator[ForeignDocument]:
    """A document for each annotation of a task; for the task, where there is none."""
    for path, source in files.items():
        names = match(mapping.files.annotations or "{export}.json", path)
        if names is None:
            continue
        tasks, faults = parsed_tasks(source)
        findings += faults
        if not faults:
            yield from _Export(source, names, mapping, findings).documents(tasks)


class _Export:
    """One export, task by task."""

    def __init__(
        self,
        source: SourceFile,
        names: dict[str, str],
        mapping: LabelMapping,
        findings: list[Finding],
    ) -> None:
        self.source = source
        self.names = names
        self.key = mapping.label_studio.text or _TEXT
        self.ours = mapping.ours
        self.findings = findings
        self.left_out: Counter[str] = Counter()
        self.first: dict[str, Place] = {}

    def documents(self, tasks: list[Any]) -> Iterator[ForeignDocument]:
        """The documents of all tasks; at the end what of them was left out, counted."""
        one_line = b"\n" not in self.source.data.strip()
        lines = [] if one_line else list_lines(decode(self.source.data))
        for number, task in enumerate(tasks):
            place = Place(self.source.path, lines[number] if number < len(lines) else 1)
            yield from self._task(task, number, place)
        for what, count in self.left_out.items():
            place = self.first[what]
            message = f"{what}: {count}"
            self.findings.append(Finding("left-out", place.file, message, place.line))

    def _leave_out(self, what: str, place: Place, number: int = 1) -> None:
        self.left_out[what] += number
        self.first.setdefault(what, place)

    def _task(self, value: Any, number: int, place: Place) -> Iterator[ForeignDocument]:
        task = value if isinstance(value, Task) else _as_task(value)
        text = task.data.get(self.key) if task else None
        if task is None or not isinstance(text, str):
            message = f"task {number + 1} has no text in data.{self.key}; name it in the mapping"
            self.findings.append(Finding("foreign-syntax", place.file, message, place.line))
            return
        predictions = _objects(task.predictions) if task.predictions else []
        if predictions:
            self._leave_out("predictions, which nobody decided on", place, len(predictions))
        kept = [each for each in enumerate(task.annotations) if not each[1].was_cancelled]
        if len(kept) < len(task.annotations):
            what = "annotations that their annotator skipped"
            self._leave_out(what, place, len(task.annotations) - len(kept))
        name = str(number + 1 if task.id is UNSET else task.id)
        names = {**self.names, **_scalars(task.data), "task": name}
        names.setdefault("article", f"task-{name}")
        names.pop(self.key, None)
        try:
            encoded = text.encode()
        except UnicodeEncodeError as error:
            self.findings.append(Finding("not-utf8", place.file, str(error), place.line))
            return
        own = article_of(task.data) if self.ours else None
        if own and not kept:
            self._leave_out("tasks of ours that nobody annotated", place)
            return
        for at, annotation in kept or [(0, Annotation([]))]:
            who = _annotator(annotation.completed_by)
            document = ForeignDocument(place, encoded, text, {**names, "annotator": who})
            document.called = f"task {name}, "
            document.lines = ResultLines(self.source, number, at)
            _results(document, annotation.result, place)
            if own:
                document.article_id = own
                document.page = page_of_ours(document, task.data, annotation.result, predictions)
            yield document


def _as_task(value: Any) -> Task | None:
    """A task of any JSON; None if it has no data."""
    data = value.get("data") if isinstance(value, dict) else None
    if not isinstance(data, dict):
        return None
    annotations = [
        Annotation(
            _objects(each.get("result")), each.get("completed_by"), each.get("was_cancelled", False)
        )
        for each in _objects(value.get("annotations", value.get("completions")))
    ]
    return Task(data, annotations, value.get("id", UNSET), value.get("predictions"))


def _results(document: ForeignDocument, results: list[Any], place: Place) -> None:
    """Take what an annotation holds into its document."""
    if not _all_apart(results):
        _tied_results(document, results, place)
        return
    for region in results:
        document.spans += _spans_of(document, region, place)


def _tied_results(document: ForeignDocument, results: list[Any], place: Place) -> None:
    """Take results of which some belong together: labels of one region, and what hangs on it."""
    regions: dict[str, list[ForeignSpan]] = {}
    others = []
    for result in results:
        if type(result) is Region:
            name, spans = result.id, _spans_of(document, result, place)
        elif result.get("type") in _LABELS:
            name, spans = str(result.get("id")), _spans(document, result, place)
        else:
            others.append(result)
            continue
        if name in regions:
            regions[name] += spans
        else:
            regions[name] = spans
    for spans in regions.values():
        document.spans += spans
    for result in others:
        name = str(result.get("id", ""))
        if result.get("type") == "relation":
            document.relations.append(_relation(result, place))
        elif name in regions:
            for span in regions[name]:
                span.fields[str(result.get("from_name"))] = _value(result)
        else:
            said = f"{result.get('from_name')} = {_value(result)!r}"
            message = f"{said} is about the whole text, or a region without a label"
            loss = Loss(name or "a result", "left-out", message, place)
            document.losses.append(loss)


def _all_apart(results: list[Any]) -> bool:
    """Whether results are regions in their usual form, each with an id of its own."""
    if not all([type(each) is Region for each in results]):  # noqa: C419 (quicker than one by one)
        return False
    return len({each.id for each in results}) == len(results)


def _spans_of(document: ForeignDocument, region: Region, place: Place) -> list[ForeignSpan]:
    """The spans of a region in its usual form: one a label."""
    value = region.value
    start, end = value.start, value.end
    quote = None if value.text is UNSET else value.text
    words = document.received[start:end]
    if quote is not None and (words == quote or _quotes(words, quote)):
        quote = None
    return [
        ForeignSpan(region.id, (f"{region.from_name}.{label}", label), [(start, end)], place, quote)
        for label in value.labels
    ]


def _spans(document: ForeignDocument, result: JSON, place: Place) -> list[ForeignSpan]:
    """The spans of a region of any form: one a label."""
    value = _object(result.get("value"))
    name, start, end = str(result.get("id")), value.get("start"), value.get("end")
    given = value.get(result["type"])
    labels = given if isinstance(given, list) else []
    if not isinstance(start, int) or not isinstance(end, int) or not labels:
        where = f"{json.dumps(start)} to {json.dumps(end)}"
        message = "no label" if not labels else f"{where} are no positions in a text"
        document.losses.append(Loss(name, "foreign-syntax", message, place))
        return []
    quote = value.get("text")
    if not isinstance(quote, str) or _quotes(document.received[start:end], quote):
        quote = None
    control, spans = result.get("from_name"), []
    for label in map(str, labels):
        known_as = f"{control}.{label}", label
        spans.append(ForeignSpan(name, known_as, [(start, end)], place, quote))
    if "meta" in result and (note := _object(result["meta"]).get("text")):
        for span in spans:
            span.fields[_NOTE] = _joined(note)
    return spans


def _quotes(words: str, quote: str) -> bool:
    """Whether ``value.text`` is that of some words; line ends at the end may be more or fewer."""
    if words == quote:
        return True
    written = _LINE_END.sub(r"\\n", words)
    return _TRAILING.sub("", written) == _TRAILING.sub("", _LINE_END.sub(r"\\n", quote))


def _relation(result: JSON, place: Place) -> ForeignRelation:
    ends = [str(result.get("from_id")), str(result.get("to_id"))]
    if result.get("direction") == "left":
        ends.reverse()
    given = result.get("labels")
    label = str(given[0]) if isinstance(given, list) and given else "relation"
    name = f"{ends[0]}>{ends[1]}"
    return ForeignRelation(name, label, [("from", ends[0]), ("to", ends[1])], place)


def _value(result: JSON) -> str:
    """What a control holds, as one text."""
    value = _object(result.get("value"))
    held = value.get(str(result.get("type")), value.get("text", ""))
    return _joined(held)


def _joined(held: Any) -> str:
    if isinstance(held, list):
        return "; ".join(_joined(each) for each in held)
    return str(held)


def _object(value: Any) -> JSON:
    """An object; an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def _objects(value: Any) -> list[JSON]:
    """The objects of a list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _scalars(data: JSON) -> dict[str, str]:
    return {key: str(each) for key, each in data.items() if isinstance(each, _SCALAR)}


def _annotator(completed_by: Any) -> str:
    """The number of an annotator: an address is not taken along."""
    found = completed_by.get("id") if isinstance(completed_by, dict) else completed_by
    return str(found) if isinstance(found, int) else "unknown"
