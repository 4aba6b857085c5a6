"""Where the gold records of a story use a label."""

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

import msgspec

from tellings.records import Annotation, Listed, Span, fields_of
from tellings.story import GOLD, StoryData


def examples(data: StoryData, inventory: str, label: str) -> list[str]:
    """The gold records that use a label and rest on words, each in one line with these."""
    gold = data.passes.get(GOLD)
    if gold is None:
        return []
    index = {record.id: record for record in gold.records()}
    used = [record for record in gold.records() if _uses(record, inventory, label)]
    told = ((record.id, _words(record, index)) for record in used)
    return [f"{name}: {words}" for name, words in told if words]


def _uses(record: msgspec.Struct, inventory: str, label: str) -> bool:
    if isinstance(record, Span) and (record.layer, record.label) == (inventory, label):
        return True
    return any(found == (inventory, label) for found in _labels(record))


def _labels(record: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    """Every (inventory, value) in a record, the parts inside it included."""
    for info in fields_of(type(record)):
        value = getattr(record, info.name)
        for mark in _marks(type(record).__annotations__.get(info.name)):
            yield mark, value
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, msgspec.Struct):
                yield from _labels(part)


def _marks(hint: Any) -> Iterator[str]:
    """The label lists that a type hint names, also inside ``X | None``."""
    if get_origin(hint) is Annotated:
        yield from (mark.inventory for mark in get_args(hint)[1:] if isinstance(mark, Listed))
    else:
        for each in get_args(hint):
            yield from _marks(each)


def _words(record: Annotation, index: dict[str, Annotation], limit: int = 100) -> str:
    """The words of the text that a record rests on, shortened."""
    spans = [record] if isinstance(record, Span) else list(_spans(record, index))
    text = " … ".join(" ".join(span.text.split()) for span in spans[:3])
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _spans(record: msgspec.Struct, index: dict[str, Annotation]) -> Iterator[Span]:
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for each in value if isinstance(value, tuple) else (value,):
            found = index.get(each) if isinstance(each, str) else None
            if isinstance(found, Span):
                yield found
            elif isinstance(each, msgspec.Struct):
                yield from _spans(each, index)
