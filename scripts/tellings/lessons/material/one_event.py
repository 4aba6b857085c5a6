"""Whether it is a question of its own which mentions tell of one event."""

from tellings.lessons.layers import Layers
from tellings.records import Event, EventLink

_IDENTITY = frozenset({"unsure", "distinct", "near_identical"})
"""Relations that say whether two events are one."""


def may_be_another(layers: Layers, event: Event) -> bool:
    """Whether readers could take an event for another of its type, and are asked about it.

    To name such an event by its title, or to list who tells it, gives the answer away.
    """
    return any(
        other.type == event.type
        for link in layers.of(EventLink)
        if link.relation in _IDENTITY and event.id in (link.from_event, link.to_event)
        for name in (link.from_event, link.to_event)
        if name != event.id and isinstance(other := layers.records.get(name), Event)
    )
