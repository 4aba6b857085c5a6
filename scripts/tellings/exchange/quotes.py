"""Finding the place of a quotation from its words and what stands around it."""

from tellings.text import occurrences


def find_quote(text: str, exact: str, prefix: str = "", suffix: str = "") -> list[int]:
    """Where a quotation stands; the words before and after decide if it occurs often.

    The W3C's TextQuoteSelector, without any tolerance: a quotation that is not there as it
    is written is not there.

    >>> find_quote("a b, a c", "a"), find_quote("a b, a c", "a", suffix=" c")
    ([0, 5], [5])
    """
    found = occurrences(text, exact)
    if len(found) < 2 or not (prefix or suffix):
        return found
    return [
        at
        for at in found
        if text[:at].endswith(prefix) and text.startswith(suffix, at + len(exact))
    ]
