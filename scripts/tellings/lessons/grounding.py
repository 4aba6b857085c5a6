"""Every quotation, recomputed from its offsets; and what else must hold of an item."""

from collections.abc import Iterable, Iterator, Mapping

from tellings.lessons.items import MARKED, Item, Kind, Quote, Rich
from tellings.records import Article


class UngroundedError(ValueError):
    """An item says what the articles do not say, or cannot be answered as it stands."""


def texts_of(item: Item) -> Iterator[Rich]:
    """Every text of an item that may hold quotations."""
    yield item.stem
    yield item.why
    for option in item.options:
        yield from (option.text, option.why)
    for row in item.rows:
        yield from (row.text, row.why)
    for level in item.rubric:
        yield from (level.does, level.sample)


def quotes_of(item: Item) -> Iterator[Quote]:
    """Every quotation of an item, in whatever place."""
    yield from item.reading
    yield from item.evidence
    for row in item.rows:
        yield from row.evidence
    for text in texts_of(item):
        yield from (each for each in text if isinstance(each, Quote))


def check(items: Iterable[Item], articles: Mapping[str, Article]) -> None:
    """Make sure that each item stands on the articles.

    Raises:
        UngroundedError: if one does not; the message names the item and the place.
    """
    for item in items:
        for quote in quotes_of(item):
            found = articles[quote.article].text[quote.start : quote.end]
            if found != quote.text or not found:
                place = f"{quote.article}[{quote.start}:{quote.end}]"
                raise UngroundedError(f"{item.id}: {place} is {found!r}, not {quote.text!r}")
        if fault := _fault(item):
            raise UngroundedError(f"{item.id}: {fault}")


def _fault(item: Item) -> str | None:
    ids = [each.id for each in item.options]
    if len(set(ids)) < len(ids) or len({row.id for row in item.rows}) < len(item.rows):
        return "two options or two rows have one id"
    pointed = {*item.key, *(row.key for row in item.rows)}
    pointed |= {each for pair in item.pairs for each in (pair.first, pair.second)}
    if strange := sorted(pointed - set(ids)):
        return f"the key names {', '.join(strange)}, which is no option"
    if item.kind in MARKED and not all((item.why, item.evidence)):
        return "it is marked, but has no reason or no evidence"
    if not all(each.why for each in item.options) or not all(row.why for row in item.rows):
        return "an option or a row has no reason"
    return _FAULTS[item.kind](item)


def _choice(item: Item) -> str | None:
    good = len(item.key) == 1 and len(item.options) > 1
    return None if good else "a choice has one key and at least two options"


def _match(item: Item) -> str | None:
    return None if item.rows and len(item.options) > 1 else "a match has rows and options"


def _tick(item: Item) -> str | None:
    good = 0 < len(set(item.key)) < len(item.options)
    return None if good else "some options are to be ticked, and some are not"


def _mark(item: Item) -> str | None:
    if len(item.reading) != 1 or not item.options:
        return "a mark has one passage and stretches to mark"
    passage = item.reading[0]
    for option in item.options:
        (quote,) = option.text if len(option.text) == 1 else (None,)
        if not isinstance(quote, Quote) or not quote.within(passage):
            return f"option {option.id} is no stretch of the passage"
    return None


def _order(item: Item) -> str | None:
    return None if item.pairs and len(item.options) > 1 else "an order has pairs that are marked"


def _open(item: Item) -> str | None:
    return None if len(item.rubric) == 3 else "an open question has a rubric of three levels"


def _discuss(item: Item) -> str | None:
    good = item.options and len(item.votes) == len(item.options) and not item.key
    return None if good else "a discussion has options with their votes, and no key"


_FAULTS = {
    Kind.CHOICE: _choice,
    Kind.MATCH: _match,
    Kind.TICK: _tick,
    Kind.MARK: _mark,
    Kind.ORDER: _order,
    Kind.OPEN: _open,
    Kind.DISCUSS: _discuss,
}
