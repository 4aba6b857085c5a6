"""A short article with a span on every name and on many runs of words, as a release has it."""

import re
from collections.abc import Iterator
from functools import cache

from tellings.hydration.sought import SoughtArticle, sought_article
from tellings.publish.standoff import FoldedArticle

from .scoring import Row

TEXT = """\
Harbour tunnel to open a year late

NORTHPORT — The tunnel under the bay will open a year late, the city said on Monday, after talks.

“The ground is softer than our tests showed,” said Ada Lund, who leads the works on the west bank.

Shopkeepers on the east bank say they were told nothing. Ada Lund’s office would not comment.

The city – which pays for the works – will ask the council for 40 million more in spring next year.

“Nobody asked us,” said Bo Rask, who sells fish by the old pier. “We read of it in the Gazette.”

The council meets on 3 March. It has turned the city down twice before, in 2029 and in 2030.
"""
ENTRIES = re.compile(
    r"[A-Z][\w’-]+(?: [A-Z]\w+)?|[\w’-]+ [\w’-]+(?: [\w’-]+){0,12}|“[^”]+”|the \w+"
)


def sentences_of(text: str) -> list[tuple[int, int]]:
    return [each.span() for each in re.finditer(r"\S[^.\n]*(?:\.”|\.(?=\s)|(?=\n))", text)]


@cache
def article(quoted: bool = False, text: str = TEXT) -> SoughtArticle:
    """An article with a span on every name and on many runs of words, as a release has it."""
    known = FoldedArticle.of(text)
    places = sorted({*entries(text), *names(text), *words(text)})
    spans = [
        ("gold", span(known, number, (text, *place), quoted)) for number, place in enumerate(places)
    ]
    row = {"id": "tunnel:gazette", "text": None, **known.article()}
    row["sentences"] = [known.sentence({"start": a, "end": b}) for a, b in sentences_of(text)]
    return sought_article(row, spans)


def entries(text: str) -> Iterator[tuple[int, int]]:
    return (each.span() for each in ENTRIES.finditer(text))


def names(text: str) -> Iterator[tuple[int, int]]:
    return (each.span() for each in re.finditer("Ada Lund|Bo Rask|Ida Holm|Gazette", text))


def words(text: str) -> list[tuple[int, int]]:
    return [each.span() for each in re.finditer(r"\w+", text)][::3]


def span(known: FoldedArticle, number: int, place: tuple[str, int, int], quoted: bool) -> Row:
    text, start, end = place
    row: Row = {"id": f"span:{number:03}", "layer": "mention", "start": start, "end": end}
    quote = (text[start:end], text[max(0, start - 32) : start], text[end : end + 32])
    given = quote if quoted else (None, None, None)
    row |= dict(zip(("text", "prefix", "suffix"), given, strict=True))
    return {**row, **known.span(row)}


SENTENCES = sentences_of(TEXT)
