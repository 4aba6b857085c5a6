"""What a printed sheet is made of, whatever program sets it."""

import msgspec

from tellings.lessons.shown import Piece, Text, quoted


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words in a style.

    Styles are ``plain``, ``quote``, ``bold``, ``stretch`` (to be marked), ``pointer``, and ``note``
    (in colour).
    """

    text: str
    style: str = "plain"


Runs = tuple[Run, ...]


class Heading(msgspec.Struct, frozen=True, tag="heading", kw_only=True):
    """A heading, level 1 to 3, with a word beside it (minutes, number of points)."""

    level: int
    text: str
    beside: str = ""


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph", kw_only=True):
    """A paragraph.

    Attributes:
        style: ``plain``, ``small``, ``stem``, ``passage`` (indented), ``rule`` (boxed) or ``task``
            (stays with what follows).
    """

    runs: Runs
    style: str = "plain"


class Choices(msgspec.Struct, frozen=True, tag="choices", kw_only=True):
    """Things to choose, each with a letter or a sign before it.

    ``sign`` is ``circle`` (one), ``box`` (any), ``place`` (a number goes there) or ``none``.
    """

    sign: str
    items: tuple[tuple[str, Runs], ...]


class Table(msgspec.Struct, frozen=True, tag="table", kw_only=True):
    """A table; ``widths`` are shares of the line, the head is repeated on every page.

    ``small`` sets it in small type.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    small: bool = False


class Lines(msgspec.Struct, frozen=True, tag="lines", kw_only=True):
    """Empty lines to write on."""

    number: int


class Break(msgspec.Struct, frozen=True, tag="break"):
    """A new page."""


class Contents(msgspec.Struct, frozen=True, tag="contents", kw_only=True):
    """The headings of level 2 with their pages, where a form has pages.

    ``title`` stands before them.
    """

    title: str


class Kept(msgspec.Struct, frozen=True, tag="kept", kw_only=True):
    """Blocks that belong together: on one page if it has room for them, unless ``loose``."""

    blocks: tuple["Block", ...]
    loose: bool = False


Block = Heading | Paragraph | Choices | Table | Lines | Break | Contents | Kept


def kept(blocks: "list[Block]", loose: bool = False) -> Kept:
    """Blocks that belong together."""
    return Kept(blocks=tuple(blocks), loose=loose)


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """A document.

    Attributes:
        name: of its file, without format and layout.
        title: of the document.
        foot: what stands at the foot of each page, beside the number.
    """

    name: str
    title: str
    foot: str
    language: str
    direction: str
    blocks: tuple[Block, ...]


def runs(text: Text) -> Runs:
    """A text as runs; quotations get quotation marks, pointers stay as they are.

    >>> runs((Piece(text="Who said "), Piece(text="no", article="A", start=3, end=5)))
    (Run(text='Who said ', style='plain'), Run(text='“no”', style='quote'))
    """
    return tuple(_run(piece) for piece in text)


def _run(piece: Piece) -> Run:
    if piece.withheld:
        return Run(piece.text, "pointer")
    return Run(quoted(piece.text), "quote") if piece.article else Run(piece.text)


def said(words: str, style: str = "plain") -> Runs:
    """Words of our own."""
    return (Run(words, style),)
