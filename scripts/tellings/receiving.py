"""From the bytes of a file that a person has to the bytes of an article in UTF-8."""

from dataclasses import dataclass, field
from pathlib import PurePath

from charset_normalizer import from_bytes

from tellings.extracting import NoArticleError, UnknownEncodingError, extract, format_of
from tellings.findings import Finding
from tellings.store.seeds import SourceFile


@dataclass(frozen=True, slots=True)
class Received:
    """An article in UTF-8, or findings that say why there is none.

    ``encoding`` is what the bytes were in, where they were converted; ``note`` says to the
    person what was done; ``kept_note`` is what of it is to be kept with the article.
    """

    data: bytes | None
    encoding: str | None = None
    note: str | None = None
    kept_note: str | None = None
    findings: list[Finding] = field(default_factory=list)


def received_text(source: SourceFile, encoding: str | None) -> Received:
    """The article in a file: extracted from a page or document, converted, or as it is.

    Args:
        source: the file; its name says what it is.
        encoding: what the bytes are in where they are not in UTF-8, or a page declares wrongly.

    Raises:
        StoreError: if an extractor is needed that is not installed.
    """
    kind = format_of(PurePath(source.path).name)
    if kind is None:
        return _utf8(source, encoding)
    try:
        found = extract(source.data, kind, encoding)
    except NoArticleError as error:
        return Received(None, findings=[Finding("empty-file", source.path, f"{error} ({kind})")])
    except UnknownEncodingError as error:
        message = f"{error}; {_likely(source.data)}"
        return Received(None, findings=[Finding("not-utf8", source.path, message)])
    told = f"{found.told} " if found.told else ""
    note = f"{found.note} {told}The hash as received is kept"
    return Received(found.text.encode(), found.encoding, note, found.note)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


def _utf8(source: SourceFile, encoding: str | None) -> Received:
    """The bytes in UTF-8: as received if they are, converted if the encoding is given."""
    received = source.data
    if _is_utf8(received):
        return Received(received)
    if encoding is None:
        message = f"not UTF-8; {_likely(received)}"
        return Received(None, findings=[Finding("not-utf8", source.path, message)])
    try:
        converted = received.decode(encoding).encode("utf-8")
    except (UnicodeError, LookupError) as error:
        message = f"cannot be converted: {error}"
        return Received(None, findings=[Finding("not-utf8", source.path, message)])
    note = f"converted from {encoding}; the hash as received is kept"
    return Received(converted, encoding, note)


_COMMON = ("cp1252", "cp1254", "cp1251", "utf-16")


def _likely(received: bytes) -> str:
    """Which encodings the bytes may be in, with what they would read as."""
    guessed = [match.encoding for match in from_bytes(received)][:3]
    at = next((n for n, byte in enumerate(received) if byte > 127), 0)
    around = received[max(0, at - 20) : at + 20]
    readings = [
        f"{name} ({around.decode(name, 'replace')!r})"
        for name in dict.fromkeys([*guessed, *_COMMON])
    ]
    return "choose the reading that is right and say so with --encoding NAME: " + ", ".join(
        readings
    )
