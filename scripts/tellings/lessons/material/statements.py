"""Whether words are a statement that somebody could make, with a subject and a verb."""

import re
from collections.abc import Iterator, Mapping

from tellings.lessons.items import Quote
from tellings.lessons.layers import Layers
from tellings.lessons.material.sources import contents
from tellings.lessons.wording import Words
from tellings.records import Attribution

WORDS: Mapping[str, str] = {
    "no-subject": "is are was were am be been being has have had do does did will would shall"
    " should can could may might must and or but"
}
"""Words at the beginning of what has its subject elsewhere; a language has others."""
_WORD = re.compile(r"\w+")


def is_statement(layers: Layers, words: Words, quote: Quote) -> bool:
    """Whether words begin as a claim of gold does, where a sentence or a source's words begin.

    What a threat, a wish or a plan is about (“a freeze on the talks”) is no statement and holds
    no claim; the second half of one (“and poses a threat”) begins in its middle. Where none of a
    source's words in an article is marked as a claim, whatever has its subject will do.
    """
    first = _WORD.search(quote.text)
    if first is None or first[0] in words["no-subject"].split():
        return False
    begins = quote.start + first.start()
    given = set(_given(layers, quote.article))
    if begins not in {*given, *_sentences(layers, quote)}:
        return False
    claims = {_first(layers.quote(each.id)) for each in layers.spans(quote.article, "claim")}
    return begins in claims or not given & claims


def _first(quote: Quote) -> int:
    """Where the first word of a quotation begins, without the marks before it."""
    found = _WORD.search(quote.text)
    return quote.start + (found.start() if found else 0)


def _sentences(layers: Layers, quote: Quote) -> Iterator[int]:
    """Where the sentences of some words begin."""
    return map(_first, (each for each in layers.sentences(quote.article) if each.meets(quote)))


def _given(layers: Layers, article: str) -> Iterator[int]:
    """Where what an article gives to sources begins."""
    for said in layers.of(Attribution, article):
        yield from map(_first, contents(layers, said))
