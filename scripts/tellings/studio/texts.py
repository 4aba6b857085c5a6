"""Whether annotated words are still those of the text, and what became of them where not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Checked = Literal["same", "overshoot", "wrong"]
Source = Literal["same", "article", "task", "both"]
Fate = Literal["same_place", "elsewhere", "several", "gone"]


def ls_text(words: str) -> str:
    r"""Words as Label Studio writes them in ``value.text``: each CR and LF as ``\`` and ``n``."""
    raise NotImplementedError


def check(text: str, value: Mapping[str, Any]) -> Checked:
    """Whether ``value.text`` is what stands at ``value.start`` to ``value.end``.

    ``overshoot``: it differs only in line ends behind the last word, which a browser adds to a
    span dragged past the end of a line; the offsets are right.
    """
    raise NotImplementedError


def changed_side(data: Mapping[str, Any], text: str) -> Source:
    """Which text changed since a task was made: the article here, the task's on the server.

    Args:
        data: the task's data with ``text`` and ``text_sha256``.
        text: the article's text now.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Affected:
    """A span made on another text: its words, and where they stand now (code points)."""

    path: str
    region: str
    start: int
    end: int
    words: str
    fate: Fate
    places: tuple[tuple[int, int], ...]


def affected(results: Sequence[Mapping[str, Any]], text: str) -> list[Affected]:
    """Every span of an annotation with what became of its words in a changed text."""
    raise NotImplementedError
