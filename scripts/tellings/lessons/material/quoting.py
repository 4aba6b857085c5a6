"""Quotations as they stand in a sentence: shortened, or in a row with whose words they are."""

import re
from collections.abc import Iterable

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.wording import listed

_BEGINNING = 140
"""So many code points of a passage are its beginning at most."""
_FIRST_WORDS = re.compile(r"\S+(?:\s+\S+){0,5}")


def beginning(passage: Quote) -> Rich:
    """The first words of a passage, up to a space, with dots if more follows."""
    if len(passage.text) <= _BEGINNING:
        return (passage,)
    text = passage.text[:_BEGINNING]
    cut = text.rsplit(None, 1)[0] if text.split(None, 1)[1:] else text
    return Quote(passage.article, passage.start, passage.start + len(cut), cut), " …"


def clipped(quote: Quote) -> Quote:
    """The first words of a quotation, to point at it again."""
    found = _FIRST_WORDS.match(quote.text)
    text = found[0] if found else quote.text
    return Quote(quote.article, quote.start, quote.start + len(text), text)


def quoted_by(layers: Layers, quotes: Iterable[Quote]) -> Rich:
    """Quotations in a row, each with the outlet whose words they are."""
    return listed((each, f" ({layers.outlet(each.article)})") for each in dict.fromkeys(quotes))
