"""The parts of a mark that Moodle takes for one answer.

Moodle refuses an answer whose fraction is not on its list; those of one part in ``n`` are there
for ``n`` up to 10, and 20 (``question_bank::fraction_options_full``).
"""

_PARTS = frozenset({*range(1, 11), 20})


def listed(parts: int) -> bool:
    """Whether one part in so many is on the list; nothing at all is."""
    return parts == 0 or parts in _PARTS


def percent(parts: int, sign: int = 1) -> str:
    """One part in so many, in percent with the decimals that Moodle writes.

    Args:
        parts: how many parts make the whole; none make 0.
        sign: 1 for what an answer gains, -1 for what it loses.

    >>> percent(3), percent(4, -1), percent(0)
    ('33.33333', '-25', '0')
    """
    part = sign * 100 / parts if parts else 0
    return f"{part:.5f}".rstrip("0").rstrip(".")
