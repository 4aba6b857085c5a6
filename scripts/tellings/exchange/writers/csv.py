"""CSV for spreadsheets: a table a kind of record, and the texts.

Cells are guarded against being run as formulas; offsets count code points. The columns
``prefix``, ``suffix`` and ``outlet`` are for people and are not read back.
"""

import csv
import io
from typing import Any

from tellings.exchange.cells import columns, guarded, to_cells
from tellings.exchange.telling import Exported, Options, Telling
from tellings.records import ARTICLE_KINDS, Span, kind_of, to_json
from tellings.text import prefix, suffix

TITLE = "CSV for spreadsheets"
NEEDS = None
WHOLE = True

SHOWN = ("outlet", "prefix", "suffix")


def write(tellings: list[Telling], options: Options) -> Exported:
    """A table for each kind of record that there is, in UTF-8 with a byte order mark."""
    done = Exported()
    rows: dict[str, list[dict[str, str]]] = {}
    for telling in tellings:
        done.files[f"{telling.story.id}/{telling.slug}.txt"] = telling.article.text.encode()
        for record in telling.records:
            kind = kind_of(record)
            cells = to_cells(to_json(record))
            if isinstance(record, Span):
                cells |= _context(record, telling)
            rows.setdefault(kind, []).append({"record": kind, **cells})
            done.carried[kind] += 1
    for kind in ARTICLE_KINDS:
        if kind in rows:
            done.files[f"{kind}.csv"] = _table(kind, rows[kind])
    return done


def _context(span: Span, telling: Telling) -> dict[str, str]:
    text = telling.article.text
    return {
        "outlet": guarded(telling.article.outlet.value or ""),
        "prefix": guarded(prefix(text, span.start)),
        "suffix": guarded(suffix(text, span.end)),
    }


def _table(kind: str, rows: list[dict[str, str]]) -> bytes:
    names = ["record", *(name for name, _ in columns(kind))]
    names += SHOWN if kind == "span" else ()
    out = io.StringIO()
    writer: csv.DictWriter[Any] = csv.DictWriter(out, names, restval="", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
