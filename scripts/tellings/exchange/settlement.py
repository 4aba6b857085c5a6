"""How a record was settled, which is no word of the person whose work comes in."""

from collections.abc import Iterable
from typing import Any

JSON = dict[str, Any]
SETTLED = ("from", "decided_by", "decided_on", "reason")
"""What says how a record was settled, beside its status."""
_SETTLED = frozenset(SETTLED)


def as_drafts(records: Iterable[JSON]) -> tuple[list[JSON], int]:
    """The records as drafts without settlement, and how many of them had been settled.

    >>> as_drafts([{"id": "a", "status": "adjudicated", "decided_by": "b"}])
    ([{'id': 'a', 'status': 'draft'}], 1)
    """
    found, settled = [], 0
    for record in records:
        if record.get("status", "draft") == "draft" and _SETTLED.isdisjoint(record):
            found.append(record)
            continue
        settled += 1
        kept = {key: value for key, value in record.items() if key not in SETTLED}
        found.append(kept | {"status": "draft"})
    return found, settled
