"""brat stand-off: a text, a file of annotations, and what brat needs to show them.

A span is a line ``T``; every other record an event line ``E`` whose trigger stands on its
most telling span; what brat has no line for is a JSON object in the record's note ``#``.
Offsets count code points. A span over several lines is written in pieces, as brat does
(nlplab/brat, server/src/annotation.py): none may hold a line end.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count

from tellings.codebook import Codebook
from tellings.exchange.portable import LINKS, Portable, is_list, take_apart
from tellings.exchange.telling import Exported, Options, Telling
from tellings.records import Span, kind_of
from tellings.story import of_type

TITLE = "brat stand-off"
NEEDS = None
WHOLE = True

_LINE = re.compile(r"[^\n]+")
_TRIGGERS = ("cue_span", "trigger_span", "claim_span", "note_span", "source_span")


def pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    r"""The parts of a range that hold no line end.

    >>> pieces("a\nbc\n", 0, 5)
    [(0, 1), (2, 4)]
    """
    return [found.span() for found in _LINE.finditer(text, start, end)]


def write(tellings: list[Telling], options: Options) -> Exported:
    """A text and a file of annotations an article, and the configuration of brat."""
    done = Exported()
    for telling in tellings:
        lines = "".join(f"{line}\n" for line in _lines(telling, done))
        stem = f"{telling.story.id}/{telling.slug}"
        done.files[f"{stem}.txt"] = telling.article.text.encode()
        done.files[f"{stem}.ann"] = lines.encode()
    labels = options.codebook
    for added in dict.fromkeys(telling.story.labels for telling in tellings):
        labels = labels.extended(added)
    done.files["annotation.conf"] = _annotation_conf(labels).encode()
    done.files["visual.conf"] = _visual_conf(labels).encode()
    return done


def _lines(telling: Telling, done: Exported) -> Iterator[str]:
    parts = _carried(telling, done)
    spans = {each.id: each for each in parts if each.span is not None}
    events = [each for each in parts if each.span is None]
    names = {each: f"T{at}" for at, each in enumerate(spans, 1)}
    names |= {each.id: f"E{at}" for at, each in enumerate(events, 1)}
    notes, triggers = count(1), count(len(spans) + 1)
    for part in spans.values():
        yield _span_line(names[part.id], part, telling.article.text)
        yield _note(next(notes), names[part.id], part, _extent(part, telling.article.text))
    for part in events:
        trigger = f"T{next(triggers)}"
        anchor = _anchor(part, spans)
        yield _span_line(trigger, anchor, telling.article.text, part.kind)
        yield _event_line(names[part.id], part, trigger, names)
        yield _note(next(notes), names[part.id], part, {})
    done.carried.update(each.kind for each in parts)


def _carried(telling: Telling, done: Exported) -> list[Portable]:
    """The records that brat can hold: spans with a letter in them, and what rests on those."""
    text, records = telling.article.text, telling.records
    local = {each.id for each in of_type(records, Span) if pieces(text, each.start, each.end)}
    rests = [each.id for each in (take_apart(each, local) for each in records) if each.links]
    local.update(rests)
    parts = [take_apart(each, local) for each in records if each.id in local]
    for each in records:
        if each.id not in local:
            kind = kind_of(each)
            why = "of nothing but line ends" if kind == "span" else "that rests on no span here"
            done.leave_out(f"{kind} {why}")
    return parts


def _anchor(part: Portable, spans: dict[str, Portable]) -> Portable:
    """The span on which the trigger of a record stands: its most telling one."""
    ordered = sorted(part.links, key=lambda link: link[0] not in _TRIGGERS)
    return next(spans[target] for _, target in ordered if target in spans)


def _extent(part: Portable, text: str) -> dict[str, list[int]]:
    """Start and end of a span that begins or ends with a line end, which brat cannot say."""
    assert part.span is not None
    start, end = part.span.start, part.span.end
    where = pieces(text, start, end)
    return {} if (where[0][0], where[-1][1]) == (start, end) else {"extent": [start, end]}


def _span_line(name: str, part: Portable, text: str, label: str | None = None) -> str:
    assert part.span is not None
    where = pieces(text, part.span.start, part.span.end)
    places = ";".join(f"{start} {end}" for start, end in where)
    words = " ".join(text[start:end] for start, end in where)
    return f"{name}\t{label or f'{part.span.layer}-{part.span.label}'} {places}\t{words}"


def _event_line(name: str, part: Portable, trigger: str, names: dict[str, str]) -> str:
    arguments = [f"{part.kind}:{trigger}"]
    for field in LINKS[part.kind]:
        targets = [names[each] for each in part.targets(field) if each in names]
        for at, target in enumerate(targets, 1):
            arguments.append(f"{field}{at if at > 1 else ''}:{target}")
    return f"{name}\t{' '.join(arguments)}"


def _note(number: int, name: str, part: Portable, more: Mapping[str, object]) -> str:
    rest = {"id": part.id, **part.fields, **more}
    return f"#{number}\tAnnotatorNotes {name}\t{json.dumps(rest, ensure_ascii=False)}"


# Configuration ------------------------------------------------------------------------------


def _annotation_conf(codebook: Codebook) -> str:
    """The types of brat: every label of a layer, and an event for every other kind of record."""
    lines = ["[entities]"]
    for layer in codebook.layers:
        lines += [f"!{layer.name}", *(f"\t{layer.name}-{label}" for label in layer.labels)]
    lines += ["", "[relations]", "", "[events]"]
    for kind, fields in LINKS.items():
        roles = [f"{field}{'*' if is_list(field) else '?'}:<ANY>" for field in fields]
        lines.append(f"{kind}\t{', '.join(roles)}")
    return "\n".join([*lines, "", "[attributes]", ""])


def _visual_conf(codebook: Codebook) -> str:
    lines = ["[labels]"]
    colours = ["", "[drawing]"]
    for layer in codebook.layers:
        for label in layer.labels.values():
            lines.append(f"{layer.name}-{label.name} | {label.title}")
            colours.append(f"{layer.name}-{label.name}\tbgColor:{layer.colour}")
    return "\n".join([*lines, *colours, ""])
