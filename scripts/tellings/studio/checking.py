"""Results checked before they are pushed: the server takes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tellings.studio.controls import Page

Result = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a result, and where: ``result[3].value.end``."""

    path: str
    reason: str

    def __str__(self) -> str:
        """``path: reason``."""
        return f"{self.path}: {self.reason}"


def check_results(results: Sequence[Result], page: Page, text: str) -> list[Problem]:
    """Everything that keeps a list of results from being what the page can show.

    Args:
        results: the list ``result`` of a prediction or annotation.
        page: the config of the project.
        text: the text of the task; offsets are code points of it.
    """
    raise NotImplementedError
