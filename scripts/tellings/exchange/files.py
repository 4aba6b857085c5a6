"""Which files of a folder belong together: annotations, and the text that they are about."""

from collections.abc import Iterator, Mapping

from tellings.exchange.foreign import ForeignDocument, Place
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.templates import fill, match
from tellings.findings import Finding
from tellings.parsing import undecodable
from tellings.store.seeds import SourceFile


def pairs(
    files: Mapping[str, SourceFile], mapping: LabelMapping, suffix: str, findings: list[Finding]
) -> Iterator[tuple[SourceFile, ForeignDocument]]:
    """Each file of annotations with an empty document on its text.

    Args:
        files: every file of the folder, by its path in it.
        mapping: says which file belongs to which, by templates; without, the text is
            beside the annotations and has their name.
        suffix: how the name of a file of annotations ends, where the mapping says nothing.
        findings: where a missing text is told.
    """
    template = mapping.files.annotations or f"{{article}}{suffix}"
    text_template = mapping.files.text or "{article}.txt"
    for path, source in files.items():
        names = match(template, path)
        if names is None:
            continue
        wanted = names["folder"] + fill(text_template, names)
        found = files.get(wanted)
        if found is None:
            message = f"there is no text for it: {wanted}"
            findings.append(Finding("missing-file", source.path, message))
        elif (document := document_on(found, names, findings)) is not None:
            yield source, document


def document_on(
    source: SourceFile, names: dict[str, str], findings: list[Finding]
) -> ForeignDocument | None:
    """An empty document on a text, or a finding that it is not UTF-8."""
    try:
        received = source.data.decode("utf-8")
    except UnicodeDecodeError as error:
        findings.append(undecodable(source.path, error))
        return None
    return ForeignDocument(Place(source.path), source.data, received, names)


def lines_of(source: SourceFile, findings: list[Finding]) -> list[tuple[int, str]]:
    """The lines of a file that say something, with their numbers from 1."""
    try:
        text = source.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        findings.append(undecodable(source.path, error))
        return []
    lines = enumerate(text.split("\n"), 1)
    return [(number, line.removesuffix("\r")) for number, line in lines if line.strip()]
