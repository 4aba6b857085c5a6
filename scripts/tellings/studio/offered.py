"""What pages showed beside a person's own records, looked up where work points at it."""

from collections.abc import Callable, Iterable, Mapping

from tellings.records import Annotation
from tellings.studio.registry import registry_pass
from tellings.studio.shelf import Shelf, home_of

Given = tuple[str, Annotation]
"""A record with the pass that it is of."""
Offer = Callable[[str], Given | None]
"""Gives what was shown under an id; None where nothing was."""


class Offered:
    """The records of some passes and the story's own lists, by id.

    Of the passes only the article that was asked for last is in memory.
    """

    def __init__(self, shelf: Shelf, passes: Iterable[str]) -> None:
        self._shelf = shelf
        self._passes = sorted(passes)
        self._last: tuple[str, Mapping[str, Given]] = ("", {})
        lists = registry_pass(shelf.frame)
        name = lists.info.id if lists else ""
        self._lists = {each.id: (name, each) for each in (lists.of_story() if lists else ())}

    def __call__(self, record_id: str) -> Given | None:
        """What was shown under an id."""
        if record_id in self._lists:
            return self._lists[record_id]
        article = home_of(record_id)
        return self._of(article).get(record_id) if article else None

    def _of(self, article: str) -> Mapping[str, Given]:
        if self._last[0] != article:
            there = self._shelf.article(article) is not None
            self._last = (article, self._shown(article) if there else {})
        return self._last[1]

    def _shown(self, article: str) -> Mapping[str, Given]:
        return {
            each.id: (name, each)
            for name in self._passes
            for each in self._shelf.suggested(name, article)
        }
