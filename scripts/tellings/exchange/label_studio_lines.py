"""On which lines of an export of Label Studio results stand: looked up only to tell something."""

from functools import lru_cache
from json import JSONDecoder

import msgspec

from tellings.positions import items_within
from tellings.store.seeds import SourceFile
from tellings.text import decode


class ResultLines(msgspec.Struct, frozen=True, gc=False):
    """The lines of the results of one annotation, by its task's and its own number (from 0)."""

    source: SourceFile
    task: int
    annotation: int

    def line(self, name: str) -> int | None:
        """The line (from 1) on which the region or relation of a name begins."""
        try:
            return _lines(self.source.data)[self.task][self.annotation].get(name)
        except IndexError:
            return None


@lru_cache(maxsize=1)
def _lines(data: bytes) -> list[list[dict[str, int]]]:
    """The lines of results by name: of each annotation of each task of a file."""
    source = decode(data)
    line, counted = 1, 0
    found: list[list[dict[str, int]]] = []
    for task in items_within(source, 0):
        found.append([])
        for annotation in items_within(source, task, "annotations"):
            named: dict[str, int] = {}
            found[-1].append(named)
            for at in items_within(source, annotation, "result"):
                line += source.count("\n", counted, at)
                counted = at
                named.setdefault(_name(source, at), line)
    return found


def _name(source: str, at: int) -> str:
    """What a result is called: by its id, a relation by its two ends."""
    result, _ = JSONDecoder().raw_decode(source, at)
    if not isinstance(result, dict):
        return ""
    if result.get("type") == "relation":
        ends = [str(result.get("from_id")), str(result.get("to_id"))]
        return ">".join(ends[::-1] if result.get("direction") == "left" else ends)
    return str(result.get("id"))
