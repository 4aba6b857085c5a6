"""The scores of suggestions as text, for the terminal and for documents."""

from collections.abc import Callable

from tellings.agreement.report import Lines, score_tables
from tellings.agreement.scoring import Scores
from tellings.drafting.measuring import Measured


def as_document(
    found: Measured, table: Callable[[Lines], str], title: Callable[[str], str] = str
) -> str:
    """Everything that was measured; ``table`` and ``title`` say in which markup."""
    n = len(found.articles)
    parts = [
        title(f"{found.story}: suggestions against {found.against}, {n} articles"),
        _given(found),
    ]
    for each in score_tables(found.scores):
        parts += [each.title, table(each.lines)]
    if found.unaided:
        parts.append("Mentions where no entities are given, as in a new story")
        parts += [table(each.lines) for each in score_tables(Scores(rows=found.unaided))]
    return "\n\n".join(parts)


def _given(found: Measured) -> str:
    if found.registry_from is None:
        return "Names were found by rule: no pass has entities."
    return (
        f"Mentions are looked for with the entities and aliases of {found.registry_from} given;"
        " sources and their kind profit from that too. All else sees the texts alone."
    )
