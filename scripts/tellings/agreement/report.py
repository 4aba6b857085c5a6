"""The measured agreement as tables for people and as plain data for machines."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from tellings.agreement.coreference import ClusterAgreement
from tellings.agreement.figures import REASONS, Figure, Score, shown
from tellings.agreement.labels import LabelAgreement
from tellings.agreement.measuring import Agreement, UnitAgreement
from tellings.agreement.scoring import ALL, Row, Scores
from tellings.agreement.spans import SpanAgreement

Lines = list[list[str]]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; the first line is its head."""

    title: str
    lines: Lines


def tables(found: Agreement, by_article: bool = False) -> list[Table]:
    """The tables of one pair of passes; what nobody annotated has no line."""
    a, b = found.a, found.b
    wanted = [each for each in found.spans if by_article or each.article is None]
    every = [
        Table("Spans", [[*_name(by_article), a, b, *_SPAN_HEAD], *map(_spans(by_article), wanted)]),
        Table("Labels of spans of equal extent", _label_lines("layer", found.span_labels)),
        Table(
            "Records",
            [["kind", a, b, "paired", "F1"], *map(_units, _present(found.units))],
        ),
        Table(
            "Labels of paired records",
            _label_lines("field", [each for each in found.labels if each.n]),
        ),
        Table(
            "Identity across the story",
            [["mentions of", a, b, "shared", *_IDENTITY], *map(_identity, found.identity)],
        ),
    ]
    return [table for table in every if len(table.lines) > 1]


_SPAN_HEAD = ("exact F1", "overlap F1", "u-alpha")
_IDENTITY = ("MUC", "B3", "CEAFe", "CoNLL")


def _name(by_article: bool) -> list[str]:
    return ["layer", "article"] if by_article else ["layer"]


def _spans(by_article: bool) -> Callable[[SpanAgreement], list[str]]:
    def line(each: SpanAgreement) -> list[str]:
        article = (each.article or "all").rpartition(":")[2]
        name = [each.layer, article] if by_article else [each.layer]
        figures = (each.exact, each.overlap, each.u_alpha)
        return [*name, str(each.n_a), str(each.n_b), *map(str, figures)]

    return line


def _label_lines(name: str, found: Sequence[LabelAgreement]) -> Lines:
    return [
        [name, "n", "equal", "alpha", "AC1"],
        *(
            [each.field, str(each.n), str(each.equal), str(each.alpha), str(each.ac1)]
            for each in found
        ),
    ]


def _present(units: Iterable[UnitAgreement]) -> list[UnitAgreement]:
    return [each for each in units if each.n_a or each.n_b]


def _units(each: UnitAgreement) -> list[str]:
    return [each.kind, str(each.n_a), str(each.n_b), str(each.paired), str(each.f1)]


def _identity(each: ClusterAgreement) -> list[str]:
    figures = (each.muc, each.b_cubed, each.ceaf_e, each.conll)
    return [each.of, str(each.n_a), str(each.n_b), str(each.shared), *map(str, figures)]


def score_tables(found: Scores) -> list[Table]:
    """The tables of scored predictions."""
    head = ["part and label", "predicted", "gold", *_PRF, *(f"{name}~" for name in _PRF)]
    identity = [["mentions of", "predicted", "gold", "shared", *_IDENTITY]]
    every = [
        Table("Scores: exact, and with ~ by overlap", [head, *map(_row, found.rows)]),
        Table("Identity across the story", [*identity, *map(_identity, found.identity)]),
    ]
    return [table for table in every if len(table.lines) > 1]


_PRF = ("P", "R", "F1")


def _row(each: Row) -> list[str]:
    counts = (str(each.predicted), str(each.gold))
    name = each.part if each.label == ALL else f"  {each.label}"
    return [name, *counts, *_prf(each.exact), *_prf(each.overlap)]


def _prf(each: Score | None) -> list[str]:
    if each is None:
        return ["-", "-", "-"]
    return [shown(each.precision), shown(each.recall), shown(each.f1)]


def legend(found: Sequence[Table]) -> str:
    """What the words mean that stand where a figure is not computable."""
    cells = {cell for table in found for line in table.lines[1:] for cell in line}
    used = [f"'{word}': {meaning}" for word, meaning in REASONS.items() if word in cells]
    return f"Not computable where there is {'; '.join(used)}." if used else ""


def heading(found: Agreement) -> str:
    """Which passes are compared, over how many articles."""
    n = len(found.articles)
    return f"{found.a} and {found.b}, {n} article{'' if n == 1 else 's'}"


def as_document(
    found: Sequence[Agreement],
    table: Callable[[Lines], str],
    title: Callable[[str], str] = str,
    by_article: bool = False,
) -> str:
    """Every pair of passes as text; ``table`` and ``title`` say in which markup."""
    parts = []
    for each in found:
        own = tables(each, by_article)
        parts.append(title(heading(each)))
        parts += [f"{part.title}\n\n{table(part.lines)}" for part in own]
        parts += [text for text in (_notes(each), legend(own)) if text]
    return "\n\n".join(parts)


def _notes(found: Agreement) -> str:
    notes = []
    if found.merged:
        notes.append(
            f"For u-alpha {found.merged} spans were merged with one of the same label and pass"
            " that they overlap."
        )
    if found.left_out:
        notes.append(
            f"{found.left_out} mentions stand where their pass has tied the same words to"
            " something else; identity counts the first."
        )
    return " ".join(notes)


def as_json(value: Any) -> Any:
    """Dataclasses as plain data, fields by name."""
    if isinstance(value, Figure):
        return {"value": value.value, "not_computable": value.reason and REASONS[value.reason]}
    if isinstance(value, Score):
        return {"precision": value.precision, "recall": value.recall, "f1": value.f1}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, (list, tuple)):
        return [as_json(each) for each in value]
    return value
