"""Words and marks of a sentence; a quotation counts as one token."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tellings.drafting.quotations import Quotation

QUOTE = "QUOTE"
WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}(?:[-’']?\w+)*"  # U.S., U.S.-made
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|St|Jr|Sr|No|Jan|Feb|Aug|Sept|Oct|Nov"
    r"|Dec|Inc|Corp|Ltd|Co|[A-Z])\.(?=\s)"
    r"|\$?\d+(?:[.,]\d+)*%?(?:[-’'\w]*\w)?"
    r"|[^\W_]+(?:[-'’&][^\W_]+)*"
    r"|--|[^\w\s]",
)


class Token(NamedTuple):
    """A word, a mark of punctuation, or a whole quotation."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it begins like a word or a number."""
        return (self.text[0].isalnum() and self.lower != QUOTE) or self.text[0] == "$"

    @property
    def is_name(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper() and self.lower != QUOTE


def tokens(text: str, start: int, end: int, quoted: Iterable[Quotation] = ()) -> Iterator[Token]:
    """The tokens of a stretch of text; each quotation given is one token."""
    at = start
    for quote in quoted:
        yield from _plain(text, at, quote.start)
        yield Token(quote.start, quote.end, QUOTE, QUOTE)
        at = quote.end
    yield from _plain(text, at, end)


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for found in WORD.finditer(text, start, end):
        word = found[0]
        yield Token(found.start(), found.end(), word, word.lower().replace("’", "'"))


def bare(word: str) -> str:
    """A word in lower case without a possessive ending.

    >>> bare("turkey's"), bare("officials'")
    ('turkey', 'officials')
    """
    return word.removesuffix("'s").removesuffix("'")


def is_any(found: Sequence[Token], at: int, words: Iterable[str]) -> bool:
    """Whether the token at a position is there and is one of some words in lower case."""
    return 0 <= at < len(found) and found[at].lower in words
