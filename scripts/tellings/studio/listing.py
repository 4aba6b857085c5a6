"""Lists kept beside the seeds: a header, then one item a line, always the same bytes."""

import json
from collections.abc import Iterable, Mapping
from typing import Any


def dumped(header: Mapping[str, str], name: str, items: Iterable[Mapping[str, Any]]) -> bytes:
    """The bytes of a file with header fields and a list, an item a line, in the order given."""
    lines = [f"  {_dump(key)}: {_dump(value)}," for key, value in header.items()]
    listed = ",\n".join(f"    {_dump(each)}" for each in items)
    body = f"[\n{listed}\n  ]" if listed else "[]"
    return "\n".join(["{", *lines, f"  {_dump(name)}: {body}", "}", ""]).encode()


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def loaded(data: bytes, name: str) -> list[Mapping[str, Any]]:
    """The items of such a file.

    Raises:
        ValueError: if it is none.
    """
    try:
        items = json.loads(data)[name]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"this is no list of {name}: {error!r}") from error
    if not isinstance(items, list) or not all(isinstance(each, dict) for each in items):
        raise ValueError(f"this is no list of {name}")
    return items
