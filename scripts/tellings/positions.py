"""On which line a record stands: looked up only when there is something to say."""

import re
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder

_SPACE = re.compile(r"\s*")
_OPENING = re.compile(r"\s*\{\s*")
_COLON = re.compile(r"\s*:\s*")
_PART = re.compile(r"([A-Za-z0-9_-]+)(?:\[(\d+)\])?")
_COMMA = re.compile(r"[\s,]*")


def record_lines(source: str) -> list[int]:
    r"""The lines (from 1) on which the items of the list ``records`` begin.

    >>> record_lines('{"records": [\n {"a": 1},\n {"a": 2}\n]}')
    [2, 3]
    """
    found: list[int] = []
    try:
        for name, start in _members(source):
            if name == "records" and source[start : start + 1] == "[":
                found = _item_lines(source, start + 1)
    except (JSONDecodeError, RecursionError):
        return found
    return found


def _members(source: str, at: int = 0) -> Iterator[tuple[str, int]]:
    """The keys of the object that begins at ``at``, each with the position of its value."""
    scan = JSONDecoder().raw_decode
    at = _after(_OPENING, source, at)
    while at < len(source) and source[at] != "}":
        name, at = scan(source, at)
        at = _after(_COLON, source, at)
        yield str(name), at
        _, at = scan(source, at)
        at = _after(_COMMA, source, at)


def _after(pattern: re.Pattern[str], source: str, at: int) -> int:
    found = pattern.match(source, at)
    return found.end() if found else at


def _item_lines(source: str, at: int) -> list[int]:
    lines: list[int] = []
    line, counted = 1, 0
    for start in _items(source, at):
        line += source.count("\n", counted, start)
        counted = start
        lines.append(line)
    return lines


def _items(source: str, at: int) -> Iterator[int]:
    """Where the items of a list begin whose bracket ends at ``at``."""
    scan = JSONDecoder().raw_decode
    while True:
        at = _after(_COMMA, source, at)
        if at >= len(source) or source[at] == "]":
            return
        yield at
        _, at = scan(source, at)


def items_within(source: str, at: int, *keys: str) -> list[int]:
    r"""Where the items of a list begin that stands at ``at``, or there under some keys.

    >>> items_within('{"x": [0, 1]}', 0, "x"), items_within("[2]", 0), items_within("[2]", 0, "x")
    ([7, 10], [1], [])
    """
    at = _after(_SPACE, source, at)
    try:
        for key in keys:
            if source[at : at + 1] != "{":
                return []
            at = next((start for name, start in _members(source, at) if name == key), len(source))
        return list(_items(source, at + 1)) if source[at : at + 1] == "[" else []
    except (JSONDecodeError, RecursionError):
        return []


def toml_line(source: str, path: str) -> int | None:
    r"""The line (from 1) of the innermost part of a JSON path that a TOML text shows.

    >>> toml_line('title = "x"\n[[articles]]\nslug = "a"\n', "articles[0].slug")
    3
    """
    lines = source.splitlines()
    first, last, found = 0, len(lines), None
    for name, index in _PART.findall(path):
        heads, values = _places(lines, name, bool(index), range(first, last))
        number = int(index or 0)
        if number < len(heads):
            found = heads[number]
            if index and number + 1 < len(heads):  # a plain table has tables of its own
                last = heads[number + 1]
        elif values:
            found = values[0]
        else:
            break
        first = found
    return None if found is None else found + 1


def _places(
    lines: list[str], name: str, in_list: bool, where: range
) -> tuple[list[int], list[int]]:
    """The lines that begin a table of this name, and those that give a key of this name."""
    word = re.escape(name)
    head = rf"\s*\[\[\s*([\w.-]*\.)?{word}\s*\]\]" if in_list else rf"\s*\[+([\w.-]*\.)?{word}[\].]"
    value = rf"\s*(.*[{{,.]\s*)?{word}\s*="
    heads = [number for number in where if re.match(head, lines[number])]
    return heads, [number for number in where if re.match(value, lines[number])]


def list_lines(source: str, *keys: str) -> list[int]:
    r"""The lines (from 1) on which the items of a list begin, which stands under some keys.

    >>> list_lines('[\n{"a": 1},\n{}]'), list_lines('{"x": {"y": [\n0]}}', "x", "y")
    ([2, 3], [2])
    """
    at = _after(_SPACE, source, 0)
    try:
        for key in keys:
            at = next((start for name, start in _members(source, at) if name == key), len(source))
        if source[at : at + 1] != "[":
            return []
        first = source.count("\n", 0, at)
        return [first + line for line in _item_lines(source[at:], 1)]
    except (JSONDecodeError, RecursionError):
        return []
