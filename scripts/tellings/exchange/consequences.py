"""A cause before what follows from it: what a document that is refused takes with it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from tellings.exchange.foreign import Place
from tellings.findings import Finding, ordered

Refused = Mapping[str, tuple[Place, int]]
"""The place and the number of annotations of each document that is refused, by its article."""
CAUSES = ("text-changed", "control-character", "empty-file", "not-utf8", "duplicate-id")
"""What may be wrong with a document as a whole."""
_GONE = re.compile(r"there is no '([^':]+:[^':]+):")


def causes_first(findings: Iterable[Finding]) -> list[Finding]:
    """Findings by file and line, those that others follow from before all others."""
    return sorted(ordered(findings), key=lambda each: each.rule not in CAUSES)


def counted_once(findings: Iterable[Finding], refused: Refused) -> list[Finding]:
    """The findings, with one for each refused document in place of all that follow from it.

    Args:
        findings: what was found.
        refused: the documents of which nothing is taken in.
    """
    broken: Counter[str] = Counter()
    found = []
    for each in findings:
        gone = _GONE.search(each.message) if each.rule == "unresolved-reference" else None
        if gone is not None and gone[1] in refused:
            broken[gone[1]] += 1
        else:
            found.append(each)
    for article, (place, number) in refused.items():
        said = f"with {article} go its annotations: {number:,}"
        if broken[article]:
            said += f", and references to them: {broken[article]:,}"
        found.append(Finding("left-out", place.file, said, place.line))
    return found
