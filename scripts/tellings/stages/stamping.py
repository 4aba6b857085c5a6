"""Writing a version and its day into the files that people keep, and leaving all else as it is."""

import re
from collections.abc import Mapping
from typing import Any

import tomli
import yaml

from tellings.versions import Version

_VERSION = re.compile(r'^(version\s*=\s*)"[^"\n]*"', re.M)
_DATE = re.compile(r'^(date_published\s*=\s*)("?)\d{4}-\d\d-\d\d\2', re.M)


class StampError(ValueError):
    """A file has no place where a version or a day could be written."""


def stamp_toml(text: str, version: Version, day: str) -> str:
    r"""``dataset.toml`` with another version and day; comments and layout stay.

    Raises:
        StampError: if one of the two cannot be found, or more than the two would change.

    >>> stamp_toml('version = "0.9.0"  # data\ndate_published = 2026-11-22\n',
    ...            Version(1, 0, 0), "2026-12-01")
    'version = "1.0.0"  # data\ndate_published = 2026-12-01\n'
    """
    new = _VERSION.sub(rf'\g<1>"{version}"', text, count=1)
    new = _DATE.sub(rf"\g<1>\g<2>{day}\g<2>", new, count=1)
    wanted = tomli.loads(text) | {"version": str(version), "date_published": day}
    found = tomli.loads(new)
    if found | {"date_published": str(found.get("date_published"))} != wanted:
        raise StampError("no line of its own for `version` or `date_published`")
    return new


def day_in(text: str) -> str | None:
    r"""The day that a ``dataset.toml`` has; None if it has none.

    >>> day_in('date_published = 2026-11-22\n')
    '2026-11-22'
    """
    try:
        found = tomli.loads(text).get("date_published")
    except tomli.TOMLDecodeError:
        return None
    return None if found is None else str(found)


def stamp_citation(text: str, version: Version, day: str) -> str:
    r"""``CITATION.cff`` with another version and day of release; what lacks them gets them.

    >>> stamp_citation('version: 0.9.0\nreferences:\n  - version: 3\n',
    ...                Version(1, 0, 0), "2026-12-01")
    "version: 1.0.0\nreferences:\n  - version: 3\ndate-released: '2026-12-01'\n"
    """
    for name, value, added in (
        ("version", str(version), str(version)),
        ("date-released", day, f"'{day}'"),
    ):
        line = re.compile(rf"^({name}:[ \t]*)(['\"]?)[^'\"#\r\n]*?\2([ \t]*(?:#.*)?\r?)$", re.M)
        if line.search(text):
            text = line.sub(rf"\g<1>\g<2>{value}\g<2>\g<3>", text, count=1)
        else:
            text = f"{text.rstrip()}\n{name}: {added}\n"
    return text


def new_citation(info: Mapping[str, Any], version: Version, day: str) -> str:
    """A ``CITATION.cff`` for a dataset that has none, from its ``dataset.toml``."""
    fields = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "title": info["title"],
        "type": "dataset",
        "authors": [{"name": each["name"]} for each in info["creators"]],
        "version": str(version),
        "date-released": day,
        "license": info["license"],
        **({"url": info["url"]} if "url" in info else {}),
    }
    return yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=100)
