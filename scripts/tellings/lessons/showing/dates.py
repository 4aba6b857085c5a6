"""Dates for people: what EDTF (ISO 8601-2) says with signs, in words."""

from tellings.lessons.wording import Words


def dated(edtf: str, words: Words) -> str:
    """A date or an interval in words.

    Args:
        edtf: as records have it: ``2019-05``, ``2019-05-29?``, ``2019-07/..``.
        words: the sentences that lessons share.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _one(edtf, words)
    if last in ("", ".."):
        return words.fill("since", date=_one(first, words))
    if first in ("", ".."):
        return words.fill("until", date=_one(last, words))
    return words.fill("span", first=_one(first, words), last=_one(last, words))


def _one(edtf: str, words: Words) -> str:
    name = {"~": "approximate", "?": "uncertain"}.get(edtf[-1:])
    return words.fill(name, date=edtf[:-1]) if name else edtf
