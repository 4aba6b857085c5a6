"""Whether annotated words are still those of the text, and what became of them where not."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tellings.text import occurrences, sha256

Checked = Literal["same", "overshoot", "wrong"]
Source = Literal["same", "article", "task", "both"]
Fate = Literal["same_place", "elsewhere", "several", "gone"]
_LINE_END = re.compile(r"[\r\n]")
_LAST_LINE_ENDS = re.compile(r"(?:\\n)+$")


def ls_text(words: str) -> str:
    r"""Words as Label Studio writes them in ``value.text``: each CR and LF as ``\`` and ``n``.

    The way back is ambiguous: an article may hold a backslash before an n.

    >>> print(ls_text("HEAD\r\nTAIL"))
    HEAD\n\nTAIL
    """
    return _LINE_END.sub(r"\\n", words)


def check(text: str, value: Mapping[str, Any]) -> Checked:
    """Whether ``value.text`` is what stands at ``value.start`` to ``value.end``.

    ``overshoot``: it differs only in line ends behind the last word, which a browser adds to a
    span dragged past the end of a line; the offsets are right. Words as they stand in the
    text, with their line ends, are the same too: predictions may have been made that way.
    """
    words = text[value["start"] : value["end"]]
    wanted, found = ls_text(words), value.get("text", words)
    if found in (wanted, words):
        return "same"
    if not isinstance(found, str) or not found:
        return "wrong"
    return "overshoot" if _trimmed(found) == _trimmed(wanted) else "wrong"


def _trimmed(mapped: str) -> str:
    return _LAST_LINE_ENDS.sub("", mapped)


def changed_side(data: Mapping[str, Any], text: str) -> Source:
    """Which text changed since a task was made: the article here, the task's on the server.

    ``both`` if each is something else than what the task was made from; ``task`` too where the
    task no longer says what that was and its text is not the article's.

    Args:
        data: the task's data with ``text`` and ``text_sha256``.
        text: the article's text now.
    """
    shown = data.get("text")
    now, article = sha256(shown) if isinstance(shown, str) else None, sha256(text)
    made = data.get("text_sha256", article)
    if now == article == made:
        return "same"
    if now == made:
        return "article"
    return "task" if article == made else "both"


@dataclass(frozen=True, slots=True)
class Affected:
    """A span made on another text: its words, and where they stand now (code points).

    Attributes:
        path: where in the annotation it is, as ``result[3].value``.
        region: the id of its region.
        start, end: where it was.
        words: its words, line ends as Label Studio writes them.
        fate: ``same_place``, ``elsewhere`` (in one other place), ``several``, or ``gone``.
        places: where the words stand now.
    """

    path: str
    region: str
    start: int
    end: int
    words: str
    fate: Fate
    places: tuple[tuple[int, int], ...]


def affected(results: Sequence[Mapping[str, Any]], text: str) -> list[Affected]:
    """Every span of an annotation with what became of its words in a changed text.

    Args:
        results: the list ``result`` of the annotation.
        text: the text now.
    """
    found: dict[str, Affected] = {}
    search = _Search(text)
    for at, result in enumerate(results):
        value = result.get("value", {})
        region = str(result.get("id", ""))
        if result.get("type") == "labels" and region not in found and _has_place(value):
            place = (value["start"], value["end"])
            words = str(value.get("text", ""))
            places = search.places(words)
            fate = _fate(place, places)
            path = f"result[{at}].value"
            found[region] = Affected(path, region, *place, words, fate, tuple(places))
    return list(found.values())


def _has_place(value: Mapping[str, Any]) -> bool:
    return all(isinstance(value.get(name), int) for name in ("start", "end"))


def _fate(place: tuple[int, int], places: list[tuple[int, int]]) -> Fate:
    if place in places:
        return "same_place"
    if not places:
        return "gone"
    return "elsewhere" if len(places) == 1 else "several"


class _Search:
    """A text in which words are sought as Label Studio writes them."""

    def __init__(self, text: str) -> None:
        self._mapped = ls_text(text)
        at = 0
        self._starts = [0]
        for each in text:
            at += 2 if each in "\r\n" else 1
            self._starts.append(at)

    def places(self, words: str) -> list[tuple[int, int]]:
        """Where words stand; where nowhere, without the line ends behind their last one."""
        mapped = ls_text(words)
        for wanted in filter(None, dict.fromkeys((mapped, _trimmed(mapped)))):
            found = [self._place(at, at + len(wanted)) for at in occurrences(self._mapped, wanted)]
            if whole := [each for each in found if each]:
                return whole
        return []

    def _place(self, start: int, end: int) -> tuple[int, int] | None:
        """The code points of a place in the mapped text, unless it begins or ends inside one."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        is_whole = self._starts[first] == start and self._starts[last] == end
        return (first, last) if is_whole and first < last else None
