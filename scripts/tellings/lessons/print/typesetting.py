"""A sheet as PDF, by Typst: tagged for readers of screens, the font embedded."""

import re
from collections.abc import Iterable
from typing import Any

import msgspec

from tellings.lessons.print.blocks import Sheet
from tellings.lessons.print.layouts import Layout
from tellings.store.package_files import package_path
from tellings.text import MASK

_FOLDER = "lessons/print"
_PAGE = re.compile(rb"/Type ?/Page\b")
_COVERED = ((0x20, 0x52F), (0x1D00, 0x1EFF), (0x2000, 0x22FF), (0x25A0, 0x25FF), (0x2C60, 0x2C7F))
_COVERED_MORE = ((0xA640, 0xA7FF), (0xFB00, 0xFB06), (0xFE00, 0xFE0F), (0xFFFC, 0xFFFD))


def pdf(sheet: Sheet, layout: Layout) -> bytes:
    """Set a sheet.

    Args:
        sheet: what stands on it; its text is taken as text, whatever it holds.
        layout: how it is set.

    Returns:
        The file, as PDF/UA-1, the same bytes for the same sheet; unless it has characters that
        the shipped font has not (``uncovered``). For them a font of the machine is taken, and the
        file is tagged, but does not claim the standard.
    """
    import typst

    data = msgspec.json.encode(sheet).decode()
    strange = bool(uncovered([data]))
    standards: Any = None if strange else ["ua-1"]
    return bytes(
        typst.compile(
            str(package_path(_FOLDER) / "sheet.typ"),
            font_paths=[str(package_path(_FOLDER) / "fonts")],
            ignore_system_fonts=not strange,
            sys_inputs=_inputs(sheet, layout),
            format="pdf",
            pdf_standards=standards,
        )
    )


def pages(data: bytes) -> int:
    """How many pages a file has that was set here."""
    return len(_PAGE.findall(data))


def _inputs(sheet: Sheet, layout: Layout) -> dict[str, str]:
    data = {"sheet": sheet, "layout": layout}
    return {name: msgspec.json.encode(each).decode() for name, each in data.items()}


def uncovered(texts: Iterable[str]) -> set[str]:
    """The characters for which the shipped font has no sign: other scripts, pictures.

    The sign of masked e-mails is drawn (``sheet.typ``).
    """
    covered = (*_COVERED, *_COVERED_MORE, (ord(MASK), ord(MASK)))
    return {
        each
        for each in set("".join(texts))
        if each >= " " and not any(low <= ord(each) <= high for low, high in covered)
    }
