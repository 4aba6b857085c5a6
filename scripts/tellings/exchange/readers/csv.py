"""CSV: our own tables, or anybody's with offsets or quotations, as a mapping names its columns."""

import csv
import io
from collections.abc import Iterator, Mapping

from tellings.exchange.cells import from_cells, unguarded
from tellings.exchange.files import document_on
from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.mapping import ColumnsRule, LabelMapping
from tellings.exchange.portable import LINKS
from tellings.exchange.quotes import find_quote
from tellings.exchange.templates import Named, fill, match
from tellings.findings import Finding
from tellings.parsing import undecodable
from tellings.store.seeds import SourceFile

TITLE = "CSV"
NEEDS = None
SUFFIXES = (".csv", ".tsv", ".txt")
NAMED = Named("{table}.{kind}", ("folder", "article"))

Row = tuple[int, dict[str, str]]
_PLACE = ("record", "article_id", "layer", "label", "start", "end", "text")


def read(
    files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
) -> Iterator[ForeignDocument]:
    """A document for each article that the tables name."""
    found: dict[str, ForeignDocument | None] = {}
    for path, source in files.items():
        if not path.endswith((".csv", ".tsv")):
            continue
        names = match(mapping.files.annotations or NAMED.files, path)
        if names is None:
            continue
        table = _Table(source, names, files, mapping, findings, found)
        for line, row in _rows(source, findings):
            table.take(line, row)
    if mapping.ours:
        _unannotated(files, findings, found)
    yield from (each for each in found.values() if each is not None)


def _rows(source: SourceFile, findings: list[Finding]) -> Iterator[Row]:
    """The rows of a table with the line on which each begins."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.append(undecodable(source.path, error))
        return
    tab = source.path.endswith(".tsv")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if tab else _comma(text))
    head: list[str] = []
    line = 1
    try:
        for cells in reader:
            if head and cells:
                if len(cells) != len(head):
                    message = f"{len(cells)} cells, but the table has {len(head)} columns"
                    findings.append(Finding("foreign-syntax", source.path, message, line))
                yield line, dict(zip(head, cells, strict=False))
            head = head or cells
            line = reader.line_num + 1
    except csv.Error as error:
        findings.append(Finding("foreign-syntax", source.path, str(error), line))


def _comma(text: str) -> str:
    """What stands between cells: a semicolon where the head has more of them than commas."""
    head = text.partition("\n")[0]
    return ";" if head.count(";") > head.count(",") else ","


def _unannotated(
    files: Mapping[str, SourceFile],
    findings: list[Finding],
    found: dict[str, ForeignDocument | None],
) -> None:
    """Texts of ours that no row is about come in too."""
    for path, source in files.items():
        folder, _, name = path.rpartition("/")
        if path.endswith(".txt") and folder and path not in found:
            article = name.removesuffix(".txt")
            names = {"folder": f"{folder}/", "article": article}
            found[path] = document_on(source, names, findings)


class _Table:
    """One table, with the texts that its rows are about."""

    def __init__(
        self,
        source: SourceFile,
        names: dict[str, str],
        files: Mapping[str, SourceFile],
        mapping: LabelMapping,
        findings: list[Finding],
        found: dict[str, ForeignDocument | None],
    ) -> None:
        self.source = source
        self.names = names
        self.files = files
        self.mapping = mapping
        self.findings = findings
        self.found = found

    def take(self, line: int, row: dict[str, str]) -> None:
        """Take in one row: a record of ours, or a foreign span."""
        place = Place(self.source.path, line)
        if "article_id" in row and row.get("record") in ("span", *LINKS):
            self._take_own(place, row)
        elif self.mapping.columns is None:
            message = "not a table of ours; name its columns in the mapping: [columns]"
            self._tell("unmapped", place, message)
        else:
            self._take_foreign(place, row, self.mapping.columns)

    def _tell(self, rule: str, place: Place, message: str) -> None:
        self.findings.append(Finding(rule, place.file, message, place.line))

    def _document(self, place: Place, path: str, article: str) -> ForeignDocument | None:
        if path not in self.found:
            self.found[path] = None
            if path in self.files:
                names = {**self.names, "article": article}
                self.found[path] = document_on(self.files[path], names, self.findings)
            else:
                self._tell("missing-file", place, f"there is no text for {article!r}: {path}")
        if self.found[path] is None:
            self._tell("left-out", place, f"the text of {article!r} is not there")
        return self.found[path]

    def _take_own(self, place: Place, row: dict[str, str]) -> None:
        kind, article_id = row["record"], row["article_id"]
        path = f"{self.names['folder']}{article_id.replace(':', '/')}.txt"
        document = self._document(place, path, article_id.partition(":")[2])
        if document is None:
            return
        document.article_id = article_id
        try:
            record = from_cells(kind, row)
        except ValueError as error:
            loss = Loss(row.get("id") or "a row", "foreign-syntax", str(error), place)
            document.losses.append(loss)
            return
        own = {name: value for name, value in record.items() if name not in _PLACE}
        name = str(record.get("id", f"row {place.line}"))
        if kind != "span":
            own = {name: value for name, value in record.items() if name != "article_id"}
            document.relations.append(ForeignRelation(name, kind, [], place, own=own))
            return
        label = f"{record.get('layer')}-{record.get('label')}"
        ranges = [(record.get("start", -1), record.get("end", -1))]
        quote = record.get("text")
        returned = own if "id" in own else None
        fields = {} if returned else {key: str(each) for key, each in own.items()}
        span = ForeignSpan(name, (label,), ranges, place, quote, fields, returned)
        document.spans.append(span)

    def _take_foreign(self, place: Place, row: dict[str, str], rule: ColumnsRule) -> None:
        cells = {**self.names, **{key: unguarded(value) for key, value in row.items()}}
        article = cells.get(rule.article or "article", "") or self.names["table"]
        document = self._text(place, cells, article, rule)
        if document is None:
            return
        name = cells.get(rule.id or "id") or f"row {place.line}"
        quote = _quote(row, rule)
        ranges, fault = _ranges(document, cells, rule, quote)
        if fault:
            document.losses.append(Loss(name, "span-text", fault, place))
            return
        known = {rule.label, rule.start, rule.end, rule.quote, rule.article, rule.text, rule.id}
        fields = {key: unguarded(row[key]) for key in row if key not in known and row[key]}
        labels = (cells.get(rule.label, ""),)
        document.spans.append(ForeignSpan(name, labels, ranges, place, quote, fields))

    def _text(
        self, place: Place, cells: dict[str, str], article: str, rule: ColumnsRule
    ) -> ForeignDocument | None:
        if rule.text is None:
            names = {**cells, "article": article}
            wanted = fill(self.mapping.files.text or "{article}.txt", names)
            return self._document(place, self.names["folder"] + wanted, article)
        key = f"{self.source.path}:{article}"
        if key not in self.found:
            text = cells.get(rule.text, "")
            names = {**self.names, "article": article}
            self.found[key] = ForeignDocument(place, text.encode(), text, names)
        return self.found[key]


def _quote(row: dict[str, str], rule: ColumnsRule) -> str | None:
    return (unguarded(row.get(rule.quote, "")) or None) if rule.quote else None


def _ranges(
    document: ForeignDocument, cells: dict[str, str], rule: ColumnsRule, quote: str | None
) -> tuple[list[tuple[int, int]], str]:
    """Where the span of a row stands, from its offsets or from its quotation; or a fault."""
    start, end = cells.get(rule.start or "", ""), cells.get(rule.end or "", "")
    if start.isdecimal() and end.isdecimal():
        return [(int(start), int(end))], ""
    if start.isdecimal() and quote:
        return [(int(start), int(start) + len(quote))], ""
    if rule.start and start:
        return [], f"{start!r} to {end!r} are no offsets"
    if not quote:
        return [], "neither offsets nor a quotation"
    hits = find_quote(document.received, quote)
    if len(hits) != 1:
        return [], f"{quote!r} occurs {len(hits)} times; its place is not clear"
    return [(hits[0], hits[0] + len(quote))], ""
