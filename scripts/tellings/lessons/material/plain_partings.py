"""Partings of which nothing in the articles bears out another kind of difference than gold's."""

from tellings.lessons.layers import SHOWN, Layers
from tellings.lessons.material.days import Days
from tellings.lessons.material.occurrences import apart, told, worded
from tellings.lessons.material.parting import OPEN, Parting, quotes_of
from tellings.lessons.material.readings import Readings
from tellings.records import Event, EventMention

_OF_ONE_TIME = frozenset({"contradiction", "numeric"})
"""Kinds that two answers have only if they speak of one matter at one time."""
_SURENESS = "commitment"
_SHOWS = frozenset({"different_time", "granularity", "wording", _SURENESS})
"""Kinds that two answers seem to have by their words alone, whether their articles bear it out."""


class PlainPartings:
    """Tells the plain partings of one story from those that can be argued about."""

    def __init__(self, layers: Layers) -> None:
        """Look at the story of ``layers``."""
        self._layers, self._readings = layers, Readings(layers)

    def plain(self, parting: Parting) -> bool:
        """Whether the articles leave no room for another kind of difference."""
        if parting.verdict in _OF_ONE_TIME:
            return self._at_one_time(parting) and not self._handed_on(parting)
        if parting.verdict == _SURENESS:
            return not self._both_sources(parting)
        return parting.verdict != OPEN or self._untold(parting)

    def _untold(self, parting: Parting) -> bool:
        """Whether nothing in the articles tells how the two answers go together.

        Where both articles have days, they can be put in order; and where gold's kind is one of
        ``_SHOWS``, who reads it from the words has an argument.
        """
        undated = not all(all(self._published(each.article)) for each in (parting.a, parting.b))
        if not undated or parting.relation.kind in _SHOWS:
            return False
        return parting.relation.basis != "unknown" or not self._dated(parting)

    def _both_sources(self, parting: Parting) -> bool:
        """Whether a pass has each answer all in a source's words.

        Then neither article says how sure it is; the two sources may claim one thing in other
        words.
        """
        quotes = quotes_of(self._layers, parting)
        return all(map(self._readings.handed_on_whole, quotes))

    def _at_one_time(self, parting: Parting) -> bool:
        """Whether the articles show that those of the two answers are of one time."""
        a, b = (self._published(each.article) for each in (parting.a, parting.b))
        return all((*a, *b)) and not (apart(a, b) or apart(b, a))

    def _published(self, article: str) -> Days:
        date = self._layers.articles[article].published_in_text
        return (date.earliest, date.latest) if date.basis in SHOWN else (None, None)

    def _handed_on(self, parting: Parting) -> bool:
        """Whether a pass gives words of an answer to a source: then both may be told truly."""
        return any(map(self._readings.handed_on, quotes_of(self._layers, parting)))

    def _dated(self, parting: Parting) -> bool:
        """Whether the sentence of an answer tells an event of which the articles show the days."""
        sentences = list(map(self._layers.sentence, quotes_of(self._layers, parting)))
        return any(
            worded(each) and told(self._layers, each).meets(*sentences) and self._has_days(each)
            for each in self._layers.of(EventMention)
        )

    def _has_days(self, mention: EventMention) -> bool:
        event = self._layers.records.get(mention.event)
        if not isinstance(event, Event) or event.date.basis not in SHOWN:
            return False
        return event.date.earliest is not None and event.date.latest is not None
