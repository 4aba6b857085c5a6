"""Which words of the articles a lesson may show, and how the others are pointed at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tellings.lessons.items import Quote, Rich
from tellings.lessons.showing.placing import Places
from tellings.lessons.showing.pointing import Free, Pointing
from tellings.lessons.shown import Piece, Text
from tellings.publish.leaks import Passages, Ranges
from tellings.publish.terms import QuoteCaps, TextMode
from tellings.publish.withholding import quotable
from tellings.records import Article

_LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Rights:
    """The terms under which a lesson shows text.

    Attributes:
        mode: none, quotes or full.
        places: says where withheld words stand.
        shown: the stretches of each article that may be shown; unused in ``full``.
        passages: the stretches that words of our own must not repeat; None in ``full``.
        pointing: points at an article's words among our own; in ``none`` alone.
    """

    mode: TextMode
    places: Places
    shown: Mapping[str, Ranges] = field(default_factory=dict)
    passages: Passages | None = None
    pointing: Pointing | None = None

    @classmethod
    def of(
        cls,
        mode: TextMode,
        caps: QuoteCaps,
        places: Places,
        wanted: Iterable[Quote],
        free: Free | None = None,
    ) -> "Rights":
        """Choose what of ``wanted`` may be shown: short quotations first, within the caps.

        Args:
            mode: none, quotes or full.
            caps: how much may be quoted in ``quotes``.
            places: says where withheld words stand.
            wanted: what the lesson quotes.
            free: what may stand in ``none`` though an article has it too.
        """
        if mode is TextMode.FULL:
            return cls(mode, places)
        texts = {name: article.text for name, article in places.articles.items()}
        shown: dict[str, Ranges] = dict.fromkeys(texts, ())
        if mode is TextMode.QUOTES:
            spans = _by_article(wanted)
            shown = {
                name: quotable(text, spans.get(name, ()), caps) for name, text in texts.items()
            }
        pointing = Pointing.of(places, free or Free()) if mode is TextMode.NONE else None
        passages = Passages((texts[name], shown[name]) for name in texts)
        return cls(mode, places, shown, passages, pointing)

    def allowed(self, quote: Quote) -> bool:
        """Whether words may be shown."""
        ranges = self.shown.get(quote.article, ())
        return self.mode is TextMode.FULL or any(
            start <= quote.start and quote.end <= end for start, end in ranges
        )

    def resolve(self, text: Rich) -> Text:
        """A text for people: quotations shown or pointed at, our own words without passages."""
        return tuple(self._piece(each) for each in text)

    def own(self, words: str) -> str:
        """Words of our own, without what repeats a passage."""
        pointed = self.pointing.point(words) if self.pointing else words
        return self.passages.cut(pointed) if self.passages else pointed

    def _piece(self, piece: str | Quote) -> Piece:
        if isinstance(piece, str):
            return Piece(text=self.own(piece))
        letter, allowed = self.places.letters[piece.article], self.allowed(piece)
        text = piece.text if allowed else f"[{self.places.pointer(piece)}]"
        place = {"start": piece.start, "end": piece.end}
        return Piece(text=text, article=letter, withheld=not allowed, **place)

    def stretch(self, article: Article, start: int, end: int) -> Text:
        """A stretch of an article with what may not be shown left out."""
        if self.mode is TextMode.FULL:
            return (self._shown(article, start, end),)
        found: list[Piece] = []
        for from_, to, allowed in _split(self.shown.get(article.id, ()), start, end):
            found.append(self._shown(article, from_, to) if allowed else Piece(text=_LEFT_OUT))
        return tuple(found)

    def _shown(self, article: Article, start: int, end: int) -> Piece:
        letter = self.places.letters[article.id]
        return Piece(text=article.text[start:end], article=letter, start=start, end=end)


def _split(ranges: Ranges, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """A stretch cut where it may be shown and where not."""
    at = start
    for from_, to in ranges:
        if from_ >= end or to <= start:
            continue
        if from_ > at:
            yield at, from_, False
        yield max(at, from_), min(to, end), True
        at = min(to, end)
    if at < end:
        yield at, end, False


def _by_article(quotes: Iterable[Quote]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for each in quotes:
        found.setdefault(each.article, []).append((each.start, each.end))
    return found
