"""Rows of ``ERRATA.md``: every record of a release that a later one corrects or withdraws."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tellings.comparing import Change, Comparison, Difference, words_of
from tellings.stages.difference_text import place_of, value_text
from tellings.text import parts_that_differ
from tellings.versions import Version

NEW = (
    "# Errata\n\nRecords of a released version that a later one corrects or withdraws, the newest"
    " version first.\nWritten by `tellings release`; *why* is what the record says in `reason` or"
    " `note`. Ids under *from* and *to* are\nthose of the same story.\n"
)
_BOOKKEEPING = {
    *("status", "from", "decided_by", "decided_on", "reason", "note", "pass", "annotator_kind"),
}
_HEADS = ("stories", "articles", "passes")
"""Tables with a row that stands for all records of a story, an article, a pass over one."""

_DERIVED = {"prefix", "suffix", "hops", "target_statement"}
NOT_SAID = "not said"
_WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Erratum:
    """One corrected record: its id and words, what was corrected, from, to, and why."""

    id: str
    words: str | None
    what: str
    old: str
    new: str
    why: str

    def as_row(self) -> str:
        """The row of the table."""
        about = f"`{self.id}`" + (f" {value_text(self.words)}" if self.words else "")
        cells = (about, self.what, self.old, self.new, self.why)
        return f"| {' | '.join(_cell(each) for each in cells)} |"


def errata(found: Comparison) -> list[Erratum]:
    """A row for each record that was corrected or withdrawn.

    A record in which only its own history changed (status, sources, remarks) is not
    corrected; nor is a story whose lists only grew, or what is said of a pass. A story, an
    article, or a pass over one that was withdrawn has one row for all its records.
    """
    heads = (each for each in found.differences if each.kind == "removed" and each.table in _HEADS)
    withdrawn = {_owner(each) for each in heads}
    rows = (_erratum(each, found) for each in found.differences if not _within(each, withdrawn))
    return [row for row in rows if row is not None]


def _owner(each: Difference) -> tuple[str | None, str]:
    """The story or article of a record, and the pass if only ``passes`` holds it."""
    story, article, _ = place_of(each)
    return each.in_pass, article or story


def _within(each: Difference, withdrawn: set[tuple[str | None, str]]) -> bool:
    """Whether a record went with all that it belonged to."""
    story, article, _ = place_of(each)
    owners = {(None, story), (None, article), _owner(each)}
    return bool(withdrawn & (owners - ({_owner(each)} if each.table in _HEADS else set())))


def _erratum(each: Difference, found: Comparison) -> Erratum | None:
    of_pass = each.table == "passes"
    if each.adds_only or (of_pass and each.kind == "changed"):
        return None
    name = f"{each.in_pass}/{each.id}" if each.in_pass and not of_pass else each.id
    words = words_of(each, found.words)
    if each.kind == "removed":
        return Erratum(name, words, "the record", "given", _WITHDRAWN, NOT_SAID)
    corrected = _corrected(each.changes)
    if not corrected:
        return None
    fields = _by_field(corrected, place_of(each)[0], found)
    what, old, new = (_lines(parts) for parts in zip(*fields, strict=True))
    return Erratum(name, words, what, old, new, _why(each))


def _corrected(changes: tuple[Change, ...]) -> list[Change]:
    """The changes that are corrections; derived fields only where nothing else explains them."""
    told = [each for each in changes if _top(each) not in _BOOKKEEPING]
    return [each for each in told if _top(each) not in _DERIVED] or told


def _top(change: Change) -> str:
    return re.split(r"[.\[]", change.field, maxsplit=1)[0]


def _by_field(
    changes: list[Change], story: str, found: Comparison
) -> Iterator[tuple[str, str, str]]:
    """Each corrected field with what it was and what it is; items of a list together."""
    fields: dict[str, list[Change]] = {}
    for change in changes:
        path = change.field.removesuffix("[]").replace(f"{story}:", "")
        fields.setdefault(path, []).append(change)
    for path, group in fields.items():
        pairs = [_from_and_to(change) for change in group]
        old, new = (
            [value_text(p[at], story, found.words) for p in pairs if p[at] is not None]
            for at in (0, 1)
        )
        yield f"`{path}`", "; ".join(old) or "nothing", "; ".join(new) or "nothing"


def _from_and_to(change: Change) -> tuple[Any, Any]:
    if isinstance(change.old, str) and isinstance(change.new, str):
        return parts_that_differ(change.old, change.new)
    return change.old, change.new


def _lines(parts: Iterable[str]) -> str:
    return "<br>".join(parts)


def _why(each: Difference) -> str:
    """Why a record was corrected: what its reason or note says that it did not say before."""
    changed = {change.field: change for change in each.changes}
    for name in ("reason", "note"):
        if name in changed and changed[name].new:
            old, new = changed[name].old or "", str(changed[name].new)
            return (new.removeprefix(old) if new.startswith(old) else new).strip()
    return str(each.record.get("reason") or each.record.get("note") or NOT_SAID)


def with_errata(
    text: str | None,
    version: Version,
    last: Version,
    rows: list[Erratum],
    since: str | None = None,
) -> str:
    """``ERRATA.md`` with the rows of a version above those of earlier ones.

    ``since`` names what was compared with, where that is not the release of ``last``.
    """
    text = text or NEW
    table = ["| record | what | from | to | why |", "| --- | --- | --- | --- | --- |"]
    block = "\n".join([*table, *(row.as_row() for row in rows)])
    whole = f"In full: `tellings diff {since or last} {version} --json`."
    own = f"## Data {version} corrects {last}\n\n{whole}\n\n{block}\n"
    first = re.search(r"^## ", text, re.M)
    at = first.start() if first else len(text)
    rest = f"\n{text[at:]}" if text[at:] else ""
    return f"{text[:at].rstrip()}\n\n{own}{rest}"


def unexplained(rows: list[Erratum]) -> Iterator[str]:
    """The records whose correction says not why; a withdrawn one cannot."""
    yield from (row.id for row in rows if row.why == NOT_SAID and row.new != _WITHDRAWN)


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|").strip()
