"""Templates with names in braces: filling them, and finding the names in a path."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

_NAME = re.compile(r"\{([^{}|]+)(?:\|([^{}]*))?\}")

Values = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Named:
    """Which names the documents of a format have, where their data give none."""

    files: str
    """Template of the files of annotations, where the mapping says nothing."""
    others: tuple[str, ...] = ("folder",)


def fill(template: str, names: Mapping[str, str], values: Values | None = None) -> str:
    """A template with each name replaced by what it stands for; without, by nothing.

    Args:
        template: text with ``{name}`` or ``{name|what else}`` in it.
        names: what the names stand for.
        values: what values of a name are in our words.

    >>> fill("{a}, {b|none}", {"a": "x"}), fill("{a}", {"a": "x"}, {"a": {"x": "y"}})
    ('x, none', 'y')
    """
    if "{" not in template:
        return template

    def filled(found: re.Match[str]) -> str:
        value = names.get(found[1], "")
        if values and value in values.get(found[1], ()):
            return values[found[1]][value]
        return value or found[2] or ""

    return _NAME.sub(filled, template)


def names_in(template: str) -> Iterator[str]:
    """The names that a template has.

    >>> list(names_in("{a}-{b|none}"))
    ['a', 'b']
    """
    return (found[1] for found in _NAME.finditer(template))


def required_names(template: str) -> list[str]:
    """The names of a template for which it has nothing else.

    >>> required_names("{a}-{b|none}")
    ['a']
    """
    return [found[1] for found in _NAME.finditer(template) if found[2] is None]


def match(template: str, path: str) -> dict[str, str] | None:
    """What the names of a template stand for in the end of a path; None if it does not fit.

    ``folder`` is what stands before.

    >>> match("{article}_{who}.ann", "dev/a_b_c.ann")
    {'folder': 'dev/', 'article': 'a_b', 'who': 'c'}
    """
    found = _pattern(template).fullmatch(path)
    if found is None:
        return None
    names = list(dict.fromkeys(names_in(template)))
    given = {name: found[f"n{at}"] for at, name in enumerate(names)}
    return {"folder": found["folder"], **given}


@cache
def _pattern(template: str) -> re.Pattern[str]:
    pattern, last = r"(?P<folder>(?:.*/)?)", 0
    seen: list[str] = []
    for found in _NAME.finditer(template):
        pattern += re.escape(template[last : found.start()])
        if found[1] in seen:
            pattern += f"(?P=n{seen.index(found[1])})"
        else:
            pattern += f"(?P<n{len(seen)}>[^/]+)"
            seen.append(found[1])
        last = found.end()
    return re.compile(pattern + re.escape(template[last:]))
