"""What records lead to outside of the articles that they are of."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field

from tellings.checks.references import references_of
from tellings.records import Annotation
from tellings.studio.offered import Offer
from tellings.studio.shelf import home_of


@dataclass(frozen=True, slots=True)
class Reached:
    """What records lead to.

    Attributes:
        records: records of the pass, by id.
        homes: the articles of those that would have to be taken over.
        articles: articles that are named as such.
    """

    records: dict[str, Annotation] = field(default_factory=dict)
    homes: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def reached(
    roots: Sequence[Annotation],
    own: Callable[[str], Annotation | None],
    offered: Offer,
    known: Container[str],
) -> Reached:
    """Follow every reference, also those of records that would have to be taken over.

    Args:
        roots: the records to begin with, those of one id in all their versions.
        own: gives a record of the pass.
        offered: gives what may be taken over.
        known: the ids of articles.
    """
    found = Reached()
    seen, waiting = {each.id for each in roots}, list(roots)
    while waiting:
        for reference in references_of(waiting.pop()):
            target = reference.target
            if target in seen:
                continue
            seen.add(target)
            if target in known:
                found.articles.add(target)
            elif record := own(target):
                found.records[target] = record
                waiting.append(record)
            elif given := offered(target):
                found.homes.update(filter(None, [home_of(target)]))
                waiting.append(given[1])
    return found
