"""What any pass of a story has at a place, gold or not, whatever became of it there.

A vote (``voting.py``) asks how the passes stand to one gold record. An exercise that offers words
as foils, or says that nobody is quoted, has to keep clear of what any pass saw there as well.
"""

from collections.abc import Collection, Iterable, Iterator

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.records import Attribution, Span
from tellings.story import GOLD, RULES_PASS, PassData

_Places = dict[tuple[str, str], list[tuple[int, int, str]]]
"""By article and layer: start, end, label."""
_CONTENTS = "contents of attributions"


class Readings:
    """The spans of every pass and the contents of its attributions, by place."""

    def __init__(self, layers: Layers) -> None:
        """Index the passes of the story of ``layers``, gold among them."""
        passes = {name: each for name, each in layers.data.passes.items() if name != RULES_PASS}
        self._places = {name: _index(each) for name, each in passes.items()}
        self._went_through = {
            name: {work.article for work in each.info.articles} for name, each in passes.items()
        }

    def marked(self, quote: Quote, layer: str, labels: Collection[str]) -> bool:
        """Whether a pass has a span of some labels of a layer on any of the words."""
        return any(
            label in labels and start < quote.end and quote.start < end
            for places in self._places.values()
            for start, end, label in places.get((quote.article, layer), ())
        )

    def handed_on(self, quote: Quote) -> bool:
        """Whether a pass gives any of the words to a source."""
        return any(
            start < quote.end and quote.start < end
            for places in self._places.values()
            for start, end, _ in places.get((quote.article, _CONTENTS), ())
        )

    def handed_on_whole(self, quote: Quote) -> bool:
        """Whether a pass gives all of the words to a source."""
        return any(
            start <= quote.start and quote.end <= end
            for places in self._places.values()
            for start, end, _ in places.get((quote.article, _CONTENTS), ())
        )

    def handed_on_by_all(self, quote: Quote) -> bool:
        """Whether gold and every pass of the article give all of the words to a source."""
        return all(
            any(
                start <= quote.start and quote.end <= end
                for start, end, _ in self._places[name].get((quote.article, _CONTENTS), ())
            )
            for name in self._readers(quote.article)
        )

    def _readers(self, article: str) -> Iterable[str]:
        return [
            name for name, read in self._went_through.items() if name == GOLD or article in read
        ]


def _index(found: PassData) -> _Places:
    places: _Places = {}
    spans = {each.id: each for each in found.records() if isinstance(each, Span)}
    for span in spans.values():
        place = (span.start, span.end, span.label)
        places.setdefault((span.article_id, span.layer), []).append(place)
    for span in _contents(found, spans):
        place = (span.start, span.end, span.label)
        places.setdefault((span.article_id, _CONTENTS), []).append(place)
    return places


def _contents(found: PassData, spans: dict[str, Span]) -> Iterator[Span]:
    for each in found.records():
        if isinstance(each, Attribution):
            yield from (spans[name] for name in each.content_spans if name in spans)
