"""The text of an article out of a saved page or a Word document.

The extractors are libraries of the extra ``articles``; they are given bytes, and fetch and run
nothing. What comes out is plain text, a paragraph a line with an empty line between two, the
title first.
"""

import codecs
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from tellings.folding import fold
from tellings.store.writing import StoreError

if TYPE_CHECKING:
    from docx.document import Document
    from trafilatura.settings import Document as Found

HTML, DOCX = "saved page", "Word document"
FORMATS = {".html": HTML, ".htm": HTML, ".xhtml": HTML, ".docx": DOCX}
"""What is extracted from, by the ending of a file's name."""

_INSTALL = "pip install 'tellings[articles]'"
_PRESCAN = 4096
_DECLARED = (
    re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.:-]+)", re.I),
    re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I),
)
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_COMMENT = re.compile(rb"<!--.*?-->", re.S)
_UNPACKED_BYTES = 200 * 2**20
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_REFERENCE = re.compile(r"&#(?:x(?P<hex>[0-9a-f]{1,6})|(?P<dec>\d{1,7}));?", re.I)


class NoArticleError(ValueError):
    """A file that holds no article, or cannot be read as what its name says it is."""


class UnknownEncodingError(ValueError):
    """A page whose bytes are not in the encoding that it declares, or that declares none."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of an article, with what was done: ``encoding`` is that of a page.

    ``told`` is what a page says about its article beside the text.
    """

    text: str
    encoding: str | None
    note: str
    told: str = ""


def format_of(name: str) -> str | None:
    """What a file is extracted from as, by its name; None for plain text."""
    stem, dot, ending = name.rpartition(".")
    return FORMATS.get(f".{ending.lower()}") if dot and stem else None


def extract(data: bytes, kind: str, encoding: str | None = None) -> Extracted:
    """The article in a saved page or a Word document.

    Args:
        data: the bytes as received.
        kind: ``HTML`` or ``DOCX``.
        encoding: what a page is in, whatever it declares.

    Raises:
        NoArticleError: if there is no article in it.
        UnknownEncodingError: if a page cannot be decoded.
        StoreError: if the extractor is not installed.
    """
    return _from_page(data, encoding) if kind == HTML else _from_word(data)


# Saved pages ----------------------------------------------------------------------------------


def declared_encoding(data: bytes) -> str | None:
    """The encoding that a page says it is in: by its byte order mark or in its first 4096 bytes.

    As browsers do (WHATWG, Encoding and HTML), Latin-1 and ASCII are read as Windows-1252, and
    a page that says in ASCII that it is UTF-16 is read as UTF-8.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=latin1">')
    'cp1252'
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    head = _COMMENT.sub(b"", data[: _PRESCAN * 4])[:_PRESCAN]
    for pattern in _DECLARED:
        if found := pattern.search(head):
            try:
                name = codecs.lookup(found[1].decode("ascii")).name
            except LookupError:
                continue
            return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(
                name, "utf-8" if name.startswith("utf-16") else name
            )
    return None


def decoded_page(data: bytes, encoding: str | None = None) -> tuple[str, str]:
    """The markup of a page, and the encoding that it was in.

    Files of several encodings may come together, so one that is UTF-8 beyond doubt, as it
    declares or without declaring any, is read so whatever is given.

    Raises:
        UnknownEncodingError: if it is not in the encoding given or declared, nor, where none
            is, in UTF-8.
    """
    declared = declared_encoding(data)
    name = declared or "utf-8" if encoding is None or _is_utf8(data, declared) else encoding
    try:
        return data.decode(name), name.removesuffix("-sig")
    except (UnicodeDecodeError, LookupError) as error:
        said = "given" if name == encoding else "declared" if declared else "assumed"
        message = f"{name} is {said}, but {error}; files of other encodings go in another call"
        raise UnknownEncodingError(message) from error


def _is_utf8(data: bytes, declared: str | None) -> bool:
    """Whether bytes are UTF-8 beyond doubt: they say nothing else, decode, and are not ASCII."""
    if declared not in (None, "utf-8", "utf-8-sig") or data.isascii():
        return False
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _from_page(data: bytes, encoding: str | None) -> Extracted:
    markup, name = decoded_page(data, encoding)
    extractor = _trafilatura()
    found = extractor(_UNSAFE.sub(" ", _REFERENCE.sub(_safe_reference, markup)))
    if found is None or not found.text:
        raise NoArticleError("no article was found in the page")
    text, kept = _with_title(found.title, _tidy(found.text))
    used = f"trafilatura {version('trafilatura')}"
    note = f"Text extracted from a saved page with {used}; {kept}."
    return Extracted(text, name, note, _byline(found, text))


def _byline(found: "Found", text: str) -> str:
    """What the extractor took for author and date, and whether the text has that too."""
    parts = []
    for what, value in (("author", found.author), ("date", found.date)):
        if value:
            shown = " ".join(value.split())
            lacking = "" if what == "date" or shown in text else ", who is not in the text"
            parts.append(f"{what} {shown}{lacking}")
    if not parts:
        return "No author and no date was found in the page."
    said = "; ".join(parts)
    return (
        f"The extractor took this out of the page: {said}; what holds goes into story.toml by hand."
    )


def _safe_reference(found: re.Match[str]) -> str:
    """A reference to a character; a blank where it is to a control character.

    Numbers from 128 to 159 mean Windows-1252 in pages (WHATWG, HTML, section 13.2.5.80).
    """
    number = int(found["hex"], 16) if found["hex"] else int(found["dec"])
    if 128 <= number < 160:
        return bytes([number]).decode("cp1252", "replace").replace("\ufffd", " ")
    is_control = number < 32 and chr(number) not in "\t\n\r"
    return " " if is_control or number == 127 else found.group()


def _trafilatura() -> Callable[[str], "Found | None"]:
    try:
        from trafilatura import bare_extraction
        from trafilatura.settings import Document as Found
    except ImportError as error:
        raise StoreError(f"saved pages need trafilatura: {_INSTALL}") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # the finding says it better

    def run(markup: str) -> "Found | None":
        try:
            found = bare_extraction(
                markup, include_comments=False, with_metadata=True, deduplicate=False
            )
        except RecursionError:  # elements within elements without end
            return None
        return found if isinstance(found, Found) else None

    return run


def _with_title(title: str | None, body: str) -> tuple[str, str]:
    """The body under its title, and what was done with the title."""
    plain = " ".join((title or "").split())
    if not plain:
        return body, "the page names no title"
    if fold(body[: 2 * len(plain) + 40]).text.startswith(fold(plain).text):
        return body, "it begins with the title"
    return f"{plain}\n\n{body}", "the title was put first"


def _tidy(text: str) -> str:
    """Paragraphs with an empty line between two, without white space at the ends of lines."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return "\n\n".join(line for line in lines if line) + "\n"


# Word documents -------------------------------------------------------------------------------


def _from_word(data: bytes) -> Extracted:
    document = _opened(data)
    lines = [_UNSAFE.sub(" ", line).strip() for line in _lines(document)]
    text = "\n\n".join(line for line in lines if line)
    if not text:
        raise NoArticleError("the document holds no text")
    used = f"python-docx {version('python-docx')}"
    left = "headers, footers, notes and text boxes were left out"
    return Extracted(f"{text}\n", None, f"Text extracted from a Word document with {used}; {left}.")


def _opened(data: bytes) -> "Document":
    try:
        import docx
    except ImportError as error:
        raise StoreError(f"Word documents need python-docx: {_INSTALL}") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        if size > _UNPACKED_BYTES:
            raise NoArticleError(f"it would unpack to {size:,} bytes")
        return docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        if isinstance(error, NoArticleError):
            raise
        raise NoArticleError("this is no .docx document") from error


def _lines(document: "Document") -> Iterator[str]:
    """Paragraphs, and the rows of tables, in the order of the document."""
    from docx.table import Table

    for each in document.iter_inner_content():
        if isinstance(each, Table):
            for row in each.rows:
                yield "\t".join(" ".join(cell.text.split()) for cell in row.cells)
        else:
            yield from each.text.split("\n")
