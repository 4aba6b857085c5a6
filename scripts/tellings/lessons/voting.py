"""How the passes stand to what gold says: votes for one value of one record."""

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from tellings.lessons.items import Votes
from tellings.records import Annotation, Span
from tellings.story import GOLD, RULES_PASS, StoryData

FindSpan = Callable[[str | None], Span | None]
Value = Callable[[Any, FindSpan], object]
"""Computes what is voted on from a record, with a way to the spans of the same pass.

Ids differ between passes: compare labels, words or places.
"""


def there(_record: object, _spans: FindSpan) -> object:
    """Whether there is such a record at all."""
    return True


class Voting:
    """The votes of a story's passes; gold and the rules have none."""

    def __init__(self, data: StoryData) -> None:
        """Count over the passes of ``data``."""
        self._data = data
        self._voters = [name for name in data.passes if name not in (GOLD, RULES_PASS)]

    @cached_property
    def _records(self) -> dict[str, dict[str, Annotation]]:
        return {
            name: {each.id: each for each in found.records()}
            for name, found in self._data.passes.items()
        }

    @cached_property
    def _went_through(self) -> dict[str, set[str]]:
        return {
            name: {each.article for each in self._data.passes[name].info.articles}
            for name in self._voters
        }

    def votes(self, record: Annotation, value: Value = there) -> Votes:
        """How many passes say of a gold record what gold says.

        Args:
            record: a gold record; the records it came from stand in its field ``from``.
            value: what is voted on.
        """
        article = getattr(record, "article_id", None)
        able = [name for name in self._voters if article in (None, *self._went_through[name])]
        wanted = value(record, self._finder(GOLD))
        agree = sum(wanted in self._said(record, name, value) for name in able)
        return Votes(agree, len(able))

    def values(self, record: Annotation, value: Value) -> dict[str, list[object]]:
        """What each pass says instead or as well, by the name of the pass."""
        return {name: list(self._said(record, name, value)) for name in self._voters}

    def split(self, record: Annotation, value: Value) -> dict[str, Votes]:
        """The votes for each value that a pass has, by its name, where passes have different ones.

        Empty if a pass that went through the article has none or more than one, as each has one
        vote, or if all have the same one. A value is None, which is no value, a label, or a set of
        labels.
        """
        of = self.votes(record, value).of
        said = [set().union(*map(_labels, each)) for each in self.values(record, value).values()]
        said = [each for each in said if each]
        names = sorted(set().union(*said))
        if len(said) < of or len(names) < 2 or any(len(each) > 1 for each in said):
            return {}
        return {name: Votes(sum(name in each for each in said), of) for name in names}

    def _said(self, record: Annotation, name: str, value: Value) -> Iterator[object]:
        prefix = f"{name}/"
        for ref in record.from_ or ():
            found = self._records[name].get(ref.removeprefix(prefix))
            if ref.startswith(prefix) and found is not None:
                yield value(found, self._finder(name))

    def _finder(self, name: str) -> FindSpan:
        records = self._records.get(name, {})

        def find(span_id: str | None) -> Span | None:
            found = records.get(span_id or "")
            return found if isinstance(found, Span) else None

        return find


def _labels(value: object) -> set[str]:
    if value is None:
        return set()
    return set(map(str, value)) if isinstance(value, frozenset) else {str(value)}
