"""What a package leaves out, and why."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tellings.lessons.shown import ShownItem
from tellings.lessons.wording import Words


@dataclass(frozen=True)
class LeftOut:
    """Collects what a form cannot carry.

    Attributes:
        words: have a sentence ``left-REASON`` for each reason, with a place for ``{items}`` where
            it is items.
        found: the items left out, by reason, in the order in which reasons came up.
    """

    words: Words
    found: dict[str, list[ShownItem]] = field(default_factory=dict)

    def add(self, reason: str, items: Iterable[ShownItem] = ()) -> None:
        """Leave something out: items, or what the sentence itself names."""
        self.found.setdefault(reason, []).extend(items)

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each reason, items by their number in the lesson."""
        return tuple(
            self.words.fill(f"left-{reason}", items=", ".join(str(each.number) for each in items))
            for reason, items in self.found.items()
        )
