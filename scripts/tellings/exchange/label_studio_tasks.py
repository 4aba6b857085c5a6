"""An export of Label Studio as tasks: in their usual form read straight into types.

What Label Studio writes for regions of a text is known field by field, and read several times
as fast so. A task that has anything else is plain JSON.
"""

from collections.abc import Callable
from typing import Annotated, Any, Literal

import msgspec
import orjson
from msgspec import UNSET, UnsetType

from tellings.findings import Finding
from tellings.parsing import parse_json
from tellings.store.seeds import SourceFile

JSON = dict[str, Any]
_Integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]
"""An integer that every reader of JSON takes for one; a larger one is a float to some."""
_Scalar = str | _Integer | float | bool | None
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class _Known(msgspec.Struct, gc=False, forbid_unknown_fields=True):
    """An object whose fields are all known; what nobody asks for is ``UNSET`` or anything."""


class Stretch(_Known, gc=False, forbid_unknown_fields=True):
    """Where a region stands, and its labels."""

    start: _Integer
    end: _Integer
    labels: Annotated[list[str], msgspec.Meta(min_length=1)]
    text: str | UnsetType = UNSET


class Region(_Known, gc=False, forbid_unknown_fields=True):
    """A labelled region of a text."""

    id: str
    from_name: str
    type: Literal["labels"]
    value: Stretch
    to_name: Any = UNSET
    origin: Any = UNSET


class Annotation(_Known, gc=False, forbid_unknown_fields=True):
    """What one annotator says of a text; ``result`` holds regions, or JSON of any kind."""

    result: list[Any]
    completed_by: Any = UNSET
    was_cancelled: Any = UNSET


class _UsualAnnotation(Annotation, gc=False, forbid_unknown_fields=True):
    result: list[Region]
    completed_by: _Integer | UnsetType | None = UNSET
    id: Any = UNSET
    ground_truth: Any = UNSET
    created_at: Any = UNSET
    updated_at: Any = UNSET
    draft_created_at: Any = UNSET
    lead_time: Any = UNSET
    prediction: Any = UNSET
    result_count: Any = UNSET
    unique_id: Any = UNSET
    import_id: Any = UNSET
    last_action: Any = UNSET
    bulk_created: Any = UNSET
    task: Any = UNSET
    project: Any = UNSET
    updated_by: Any = UNSET
    parent_prediction: Any = UNSET
    parent_annotation: Any = UNSET
    last_created_by: Any = UNSET


class Task(_Known, gc=False, forbid_unknown_fields=True):
    """A text with its annotations; ``data`` holds the text, and what else is known of it."""

    data: JSON
    annotations: list[Any]
    id: Any = UNSET
    predictions: Any = UNSET


class _UsualTask(Task, gc=False, forbid_unknown_fields=True):
    data: dict[str, _Scalar]
    annotations: list[_UsualAnnotation]
    id: str | _Integer | UnsetType = UNSET
    file_upload: Any = UNSET
    drafts: Any = UNSET
    meta: Any = UNSET
    created_at: Any = UNSET
    updated_at: Any = UNSET
    inner_id: Any = UNSET
    total_annotations: Any = UNSET
    cancelled_annotations: Any = UNSET
    total_predictions: Any = UNSET
    comment_count: Any = UNSET
    unresolved_comment_count: Any = UNSET
    last_comment_updated_at: Any = UNSET
    project: Any = UNSET
    updated_by: Any = UNSET
    comment_authors: Any = UNSET
    allow_skip: Any = UNSET


_all_usual: Callable[[bytes], list[Any]] = msgspec.json.Decoder(list[_UsualTask]).decode
_items = msgspec.json.Decoder(list[msgspec.Raw]).decode
_usual: Callable[[bytes | msgspec.Raw], Task] = msgspec.json.Decoder(_UsualTask).decode
_written = msgspec.json.Encoder().encode


def parsed_tasks(source: SourceFile) -> tuple[list[Any], list[Finding]]:
    """The tasks of an export, each a ``Task`` or else JSON, or findings that say what is wrong.

    Args:
        source: the file of the export.
    """
    tasks = _quickly(source.data.removeprefix(_BYTE_ORDER_MARK))
    if tasks is not None:
        return tasks, []
    value, faults = parse_json(source)
    if faults or isinstance(value, list):
        return value or [], faults
    message = "not an export of Label Studio: no list of tasks"
    return [], [Finding("foreign-syntax", source.path, message, 1)]


def _quickly(data: bytes) -> list[Any] | None:
    """The tasks; None where the file has to be looked at as plain JSON.

    That is so where it does not parse, or may have a key twice: then what was read has fewer
    quotation marks than the file.
    """
    wanted = data.count(b'"')
    for read in (_at_once, _one_by_one):
        try:
            tasks, quotes = read(data)
        except (ValueError, TypeError, RecursionError):
            continue
        if quotes == wanted:
            return tasks
    return None


def _at_once(data: bytes) -> tuple[list[Any], int]:
    """Tasks that are all in their usual form, and how many quotation marks they have."""
    tasks = _all_usual(data)
    return tasks, _written(tasks).count(b'"')


def _one_by_one(data: bytes) -> tuple[list[Any], int]:
    """Tasks of which some are in another form, and how many quotation marks they have."""
    tasks: list[Any] = []
    quotes = 0
    for item in _items(data):
        try:
            task: Any = _usual(item)
            again = _written(task)
        except (ValueError, RecursionError):
            task = orjson.loads(memoryview(item))
            again = orjson.dumps(task)
        tasks.append(task)
        quotes += again.count(b'"')
    return tasks, quotes
