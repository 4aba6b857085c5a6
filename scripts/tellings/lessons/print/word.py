"""A sheet as DOCX, to be edited: headings, lists and tables of the word processor's own."""

import datetime
import io
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from tellings.lessons.files import legal, unzipped, zipped
from tellings.lessons.print.blocks import (
    Block,
    Break,
    Choices,
    Contents,
    Heading,
    Kept,
    Lines,
    Paragraph,
    Run,
    Runs,
    Sheet,
    Table,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as Line
else:
    Document = object  # `singledispatch` reads the annotations; python-docx is an extra

_SIGNS = {"circle": "○ ", "box": "☐ ", "place": "___ ", "none": ""}
_EPOCH = datetime.datetime(1980, 1, 1)
_FONT = "Arial"
"""Of the machine that opens the file, since DOCX names fonts and these sheets are to be edited."""


def docx(sheet: Sheet) -> bytes:
    """Write a sheet; the same sheet gives the same bytes."""
    import docx as python_docx

    document = python_docx.Document()
    _set_up(document, sheet)
    for block in sheet.blocks:
        _add(block, document)
    found = io.BytesIO()
    document.save(found)
    return zipped(unzipped(found.getvalue()))


def _set_up(document: Document, sheet: Sheet) -> None:
    from docx.shared import Mm, Pt

    properties = document.core_properties
    properties.title, properties.author, properties.comments = sheet.title, "", ""
    properties.language = sheet.language
    properties.created = properties.modified = _EPOCH
    document.styles["Normal"].font.name = _FONT
    document.styles["Normal"].font.size = Pt(11.5)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.footer.paragraphs[0].add_run(legal(sheet.foot)).font.size = Pt(8)


@singledispatch
def _add(block: Block, document: Document) -> None:
    raise TypeError(f"no way to write a {type(block).__name__}")


@_add.register
def _heading(block: Heading, document: Document) -> None:
    beside = f"  ({block.beside})" if block.beside else ""
    document.add_heading(legal(block.text + beside), level=block.level)


@_add.register
def _choices(block: Choices, document: Document) -> None:
    for label, runs in block.items:
        line = document.add_paragraph()
        line.paragraph_format.left_indent = _points(14)
        _runs(line, (Run(f"{_SIGNS[block.sign]}{label}  ", "bold"), *runs))


@_add.register
def _lines(block: Lines, document: Document) -> None:
    for _ in range(block.number):
        document.add_paragraph("_" * 72)


@_add.register
def _break(block: Break, document: Document) -> None:
    document.add_page_break()  # type: ignore[no-untyped-call]


@_add.register
def _contents(block: Contents, document: Document) -> None:
    """A field that the word processor fills with pages when it is told to update it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), r'TOC \o "2-2" \h')
    document.add_paragraph(legal(block.title))._p.append(field)


@_add.register
def _kept(block: Kept, document: Document) -> None:
    for each in block.blocks:
        _add(each, document)


@_add.register
def _paragraph(block: Paragraph, document: Document) -> None:
    line = document.add_paragraph()
    if block.style == "passage":
        line.paragraph_format.left_indent = _points(18)
    line.paragraph_format.keep_with_next = block.style in ("stem", "task")
    _runs(line, block.runs)


def _runs(line: "Line", runs: Runs) -> None:
    for each in runs:
        run = line.add_run(legal(each.text))
        run.bold = each.style == "bold" or None
        run.underline = each.style == "stretch" or None


@_add.register
def _table(block: Table, document: Document) -> None:
    table = document.add_table(rows=1, cols=len(block.head), style="Table Grid")
    for cell, title in zip(table.rows[0].cells, block.head, strict=True):
        _runs(cell.paragraphs[0], (Run(title, "bold"),))
    for row in block.rows:
        for cell, runs in zip(table.add_row().cells, row, strict=True):
            _runs(cell.paragraphs[0], runs)


def _points(number: float) -> Any:
    from docx.shared import Pt

    return Pt(number)
