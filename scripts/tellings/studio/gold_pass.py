"""The record of the pass gold: honest about who decided what is in it."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from tellings.records import Pass, PassArticle
from tellings.story import GOLD
from tellings.studio.annotators import pass_record


def gold_record(
    before: Pass | None,
    people: Sequence[str],
    passes: Sequence[str],
    version: str,
    tool: str,
    articles: Iterable[PassArticle],
) -> Pass:
    """The record of gold after somebody adjudicated.

    A gold that a program made stays of that kind, because nobody looked at each of its
    records; its note says that persons decided single ones, and their ``decided_by`` which.

    Args:
        before: the record as it is in the seeds.
        people: who adjudicated.
        passes: the passes that were compared.
        version: that of the guidelines.
        tool: what the people worked with.
        articles: those that were adjudicated.
    """
    made = pass_record(before, GOLD, version, tool, articles)
    if before is None:
        names = ", ".join(people)
        note = f"Adjudicated from {_listed(passes)} by {_listed(people)}; decided_by says by whom."
        return msgspec.structs.replace(made, annotator=names, status="adjudicated", note=note)
    note = before.note or ""
    for name in people:
        told = f"{name} decided single records in {tool}; their decided_by says which."
        if name not in before.annotator.split(", ") and not _is_told(note, name):
            note = f"{note} Since then {told}" if note else told
    return msgspec.structs.replace(made, note=note or None)


def _is_told(note: str, name: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(name)} decided single records in ", note) is not None


def _listed(names: Sequence[str]) -> str:
    return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"
