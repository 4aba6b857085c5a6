"""Tasks of ours in an export of Label Studio: which they are, and what was filled in."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from tellings.exchange.foreign import ForeignDocument, Loss, OurPage

JSON = dict[str, Any]
PASS = "pass"
"""The field of a task's data that names the pass which an export shows."""
_ARTICLE_ID = re.compile(r"[a-z0-9-]+:[a-z0-9-]+")


def article_of(data: Mapping[str, Any]) -> str | None:
    """The article that a task of ours is about; None for a task of somebody else.

    >>> article_of({"key": "tunnel:gazette", "text_sha256": "5f"}), article_of({"key": "7"})
    ('tunnel:gazette', None)
    """
    from tellings.studio.tasks import KEY  # pages take time to load: tasks of others need none

    key = data.get(KEY)
    if not isinstance(key, str) or not isinstance(data.get("text_sha256"), str):
        return None
    return key if _ARTICLE_ID.fullmatch(key) else None


def page_of_ours(
    document: ForeignDocument,
    data: Mapping[str, Any],
    results: Sequence[Any],
    predictions: Sequence[JSON],
) -> OurPage:
    """What was filled in, without results that say nothing, which are losses of the document."""
    from tellings.studio.tasks import suggested_by

    kept = []
    for each in results:
        result = each if isinstance(each, dict) else msgspec.to_builtins(each)
        if _is_sound(result):
            kept.append(result)
        elif not any(loss.id == str(result.get("id")) for loss in document.losses):
            name = str(result.get("id", "a result"))
            loss = Loss(name, "foreign-syntax", "no region or relation", document.place)
            document.losses.append(loss)
    named = data.get(PASS)
    versions = [str(each.get("model_version") or "") for each in predictions]
    shown = [*([named] if isinstance(named, str) else []), *map(suggested_by, versions)]
    return OurPage(kept, tuple(dict.fromkeys(filter(None, shown))))


def _is_sound(result: JSON) -> bool:
    """Whether a result is a relation, or something that a region of a text holds."""
    labels = result.get("labels") or []
    if result.get("type") == "relation":
        ends = result.get("from_id"), result.get("to_id")
        return _texts(ends) and isinstance(labels, list) and _texts(labels)
    value = result.get("value")
    if not isinstance(value, dict) or not _texts([result.get("from_name"), result.get("type")]):
        return False
    labels = value.get("labels") or []
    place = [value.get("start"), value.get("end")]
    plain = all(type(each) is int for each in place) and isinstance(result.get("id"), str)
    meta = result.get("meta") or {}
    return plain and isinstance(labels, list) and _texts(labels) and isinstance(meta, dict)


def _texts(values: Sequence[Any]) -> bool:
    return all(isinstance(each, str) for each in values)
