"""Releases that withhold text: do they say so, and is it so?"""

from collections.abc import Iterable, Iterator

from tellings.findings import Finding
from tellings.publish.rows import Row
from tellings.publish.terms import TextTerms

TABLES = ("articles", "documents", "passes", "spans")
"""The tables that have the text of articles, or words of it."""


def check_stated(terms: TextTerms, place: object, file: str) -> Iterator[Finding]:
    """Does a file say what is withheld, and how much is quoted?

    Args:
        terms: the terms of the release.
        place: the text that has to say it, or the list of sentences.
        file: its path.
    """
    said = place if isinstance(place, str | list) else ""
    for sentence in terms.sentences() if terms.withholds else ():
        if sentence not in said:
            yield Finding("card-withheld", file, f"does not say: {sentence[:80]} ...")


def check_rows(terms: TextTerms, table: str, rows: Iterable[Row]) -> Iterator[Finding]:
    """Do rows hold back what the release says it holds back?

    Args:
        terms: the terms of the release.
        table: one of ``TABLES``.
        rows: its rows.
    """
    if not terms.withholds:
        return
    for row in rows:
        if table != "spans" and row["text"] is not None:
            message = f"{row['id']}: the text of the article stands in it"
            yield Finding("text-not-withheld", f"data/{table}", message)
        for span in [row] if table == "spans" else row.get("spans") or ():
            if longer := _longer(terms, span):
                message = f"{span['id']}: {longer}"
                yield Finding("text-not-withheld", f"data/{table}", message)


def _longer(terms: TextTerms, span: Row) -> str | None:
    """What of a span is quoted beyond the caps."""
    cap = terms.caps.span if terms.mode == "quotes" else 0
    words = span["text"] or ""
    if len(words) <= cap and (cap or not (span["prefix"] or span["suffix"])):
        return None
    return f"quotes {len(words)} code points, where {cap} are allowed"
