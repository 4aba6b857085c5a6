"""Moving spans to a changed text, where the place is beyond doubt."""

from collections.abc import Sequence
from typing import Any

from tellings.text import occurrences


def reanchored(
    records: Sequence[dict[str, Any]], text: str
) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """Move each span that no longer fits, if its text occurs exactly once.

    Args:
        records: the records of one article as plain data.
        text: the text as it is now.

    Returns:
        the records, a line for each span moved, and a line for each span that stays
        where it no longer fits because its text is gone or stands in several places.
    """
    result, moved, stuck = [], [], []
    for record in records:
        if record.get("record") != "span" or (_is_whole(record) and _fits(record, text)):
            result.append(record)
            continue
        if not _is_whole(record):
            stuck.append(f"{record.get('id')}: has no sound start, end or text")
            result.append(record)
            continue
        places = occurrences(text, record["text"])
        name = f"{record.get('id')} {record['text']!r}"
        if len(places) == 1:
            start, end = places[0], places[0] + len(record["text"])
            moved.append(f"{name}: {record['start']}-{record['end']} to {start}-{end}")
            record = {**record, "start": start, "end": end}
        else:
            stuck.append(f"{name}: occurs {len(places)} times now; to be placed by hand")
        result.append(record)
    return result, moved, stuck


def _is_whole(record: dict[str, Any]) -> bool:
    """Whether a span has offsets and text; what is wrong with them is for the schema to tell."""
    offsets = (record.get("start"), record.get("end"))
    words = record.get("text")
    return all(isinstance(each, int) for each in offsets) and isinstance(words, str) and words != ""


def _fits(record: dict[str, Any], text: str) -> bool:
    return bool(text[record["start"] : record["end"]] == record["text"])
