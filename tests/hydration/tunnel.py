"""A short article with a span on every name and on many runs of words, as a release has it."""

import re
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
SENTENCES = [each.span() for each in re.finditer(r"\S[^.\n]*(?:\.”|\.(?=\s)|(?=\n))", TEXT)]
ENTRIES = re.compile(
    r"[A-Z][\w’-]+(?: [A-Z]\w+)?|[\w’-]+ [\w’-]+(?: [\w’-]+){0,12}|“[^”]+”|the \w+"
)


@cache
def article(quoted: bool = False) -> SoughtArticle:
    """The article with a span on every name and on many runs of words, as a release has it."""
    known = FoldedArticle.of(TEXT)
    names = [each.span() for each in re.finditer("Ada Lund|Bo Rask|Gazette", TEXT)]
    places = sorted({*(each.span() for each in ENTRIES.finditer(TEXT)), *names, *words(TEXT)})
    spans = [("gold", span(known, number, *place, quoted)) for number, place in enumerate(places)]
    row = {"id": "tunnel:gazette", "text": None, **known.article()}
    row["sentences"] = [known.sentence({"start": a, "end": b}) for a, b in SENTENCES]
    return sought_article(row, spans)


def words(text: str) -> list[tuple[int, int]]:
    return [each.span() for each in re.finditer(r"\w+", text)][::3]


def span(known: FoldedArticle, number: int, start: int, end: int, quoted: bool) -> Row:
    row: Row = {"id": f"span:{number:03}", "layer": "mention", "start": start, "end": end}
    quote = (TEXT[start:end], TEXT[max(0, start - 32) : start], TEXT[end : end + 32])
    given = quote if quoted else (None, None, None)
    row |= dict(zip(("text", "prefix", "suffix"), given, strict=True))
    return {**row, **known.span(row)}
