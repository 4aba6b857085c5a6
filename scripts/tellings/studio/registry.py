"""The story's own lists that a page offers: entities, events and targets, by short name."""

from collections.abc import Mapping
from dataclasses import dataclass

from tellings.records import Entity, Event
from tellings.story import GOLD, RULES_PASS, PassData, StoryData

AUTHOR = "author"


@dataclass(frozen=True, slots=True)
class Registry:
    """What can be chosen for a field that names a record of the story.

    ``kinds`` maps a kind (``entity``, ``event``, ``target``, ``author``) to short names and
    what people read; ``pass_name`` is the pass whose entities and events they are.
    """

    story: str
    kinds: Mapping[str, Mapping[str, str]]
    pass_name: str | None = None

    def options(self, kinds: tuple[str, ...]) -> dict[str, str]:
        """Short names and what people read, for a field that takes these kinds."""
        return {name: shown for kind in kinds for name, shown in self.kinds[kind].items()}

    def short(self, record_id: str) -> str:
        """The short name of a record of the story.

        >>> Registry("tunnel", {}).short("tunnel:entity:city")
        'city'
        """
        return _short(record_id)

    def full(self, short: str, kinds: tuple[str, ...]) -> str | None:
        """The id behind a short name; None where no list has it."""
        for kind in kinds:
            if short in self.kinds[kind]:
                return AUTHOR if kind == AUTHOR else f"{self.story}:{kind}:{short}"
        return None


def registry_pass(data: StoryData) -> PassData | None:
    """The pass whose entities and events a page offers: gold, else the first that has some."""
    names = sorted(data.passes, key=lambda name: (name != GOLD, name == RULES_PASS, name))
    found = [data.passes[name] for name in names if data.passes[name].of_story()]
    return found[0] if found else None


def registry_of(data: StoryData) -> Registry:
    """The lists of a story."""
    source = registry_pass(data)
    records = source.of_story() if source else []
    entities = {_short(each.id): each.name for each in records if isinstance(each, Entity)}
    events = {_short(each.id): _event(each) for each in records if isinstance(each, Event)}
    return Registry(
        data.story.id,
        {
            "author": {AUTHOR: "the article itself"},
            "entity": dict(sorted(entities.items(), key=lambda item: item[1].casefold())),
            "event": events,
            "target": {_short(each.id): each.statement for each in data.story.targets},
        },
        source.info.id if source else None,
    )


def _short(record_id: str) -> str:
    return record_id.rpartition(":")[2]


def _event(event: Event) -> str:
    return f"{event.title} ({event.date.edtf})" if event.date.edtf else event.title
