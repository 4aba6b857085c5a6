"""On which line a record stands: looked up only when there is something to say."""

import re
from json import JSONDecoder

_RECORDS = re.compile(r'"records"\s*:\s*\[')
_COMMA = re.compile(r"[\s,]*")


def record_lines(source: str) -> list[int]:
    r"""The lines (from 1) on which the items of the list ``records`` begin.

    >>> record_lines('{"records": [\n {"a": 1},\n {"a": 2}\n]}')
    [2, 3]
    """
    opening = _RECORDS.search(source)
    if opening is None:
        return []
    lines: list[int] = []
    line, counted, at = 1, 0, opening.end()
    scan = JSONDecoder().raw_decode
    while True:
        at = _COMMA.match(source, at).end()  # type: ignore[union-attr]
        if at >= len(source) or source[at] == "]":
            return lines
        line += source.count("\n", counted, at)
        counted = at
        lines.append(line)
        _, at = scan(source, at)


def toml_line(source: str, path: str) -> int | None:
    r"""The line (from 1) of the innermost part of a JSON path that a TOML text shows.

    >>> toml_line('title = "x"\n[[articles]]\nslug = "a"\n', "articles[0].slug")
    3
    """
    lines = source.splitlines()
    at, found = 0, None
    for name, index in re.findall(r"([A-Za-z0-9_-]+)(?:\[(\d+)\])?", path):
        table = re.compile(rf"\s*\[\[?([\w.-]*\.)?{re.escape(name)}[\].]")
        value = re.compile(rf"\s*(.*[{{,.]\s*)?{re.escape(name)}\s*=")
        heads = [n for n, text in enumerate(lines) if n >= at and table.match(text)]
        items = [n for n, text in enumerate(lines) if n >= at and value.match(text)]
        wanted = heads[int(index or 0) :] or items
        if not wanted:
            break
        at = found = wanted[0]
    return None if found is None else found + 1
