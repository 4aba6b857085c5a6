"""UIMA CAS XMI, as INCEpTION and other UIMA tools export it, with its type system.

Positions are read as they stand, in UTF-16 code units, and converted here, so that one that
falls into a surrogate pair is a finding with its line. A foreign label is ``Type.value`` for
the value of any feature, or ``Type``; types with Governor and Dependent are relations, and so
are link features, as ``Type.feature``.
"""

import io
import json
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.templates import Named, match
from tellings.exchange.uima_types import LINKS as LINK_FEATURE
from tellings.exchange.uima_types import METADATA, PREFIX, REST, type_of
from tellings.findings import Finding
from tellings.records import ARTICLE_KINDS
from tellings.store.seeds import SourceFile

TITLE = "UIMA CAS XMI"
NEEDS = "cassis"
SUFFIXES = (".xmi", ".xml")
NAMED = Named("{article}.xmi")

_ID = "{http://www.omg.org/XMI}id"
_BORDERS = ("Governor", "Dependent")
_FRAME = ("segmentation.type.", "metadata.type.", "uima.tcas.DocumentAnnotation", "CASMetadata")
"""What marks types that say nothing about a text: tokens, sentences, and data on the file."""
_KINDS = {type_of(kind): kind for kind in ARTICLE_KINDS}
_IMPLIED = ("begin", "end", "sofa", "type", "xmiID")


def read(
    files: Mapping[str, SourceFile], mapping: LabelMapping, findings: list[Finding]
) -> Iterator[ForeignDocument]:
    """A document for each CAS."""
    systems = {path: each for path, each in files.items() if path.endswith(".xml")}
    for path, source in files.items():
        names = match(mapping.files.annotations or NAMED.files, path)
        if names is None or path.endswith(".xml"):
            continue
        system = _nearest(names["folder"], systems)
        if system is None:
            message = "no type system (TypeSystem.xml) beside it or above"
            findings.append(Finding("missing-file", source.path, message))
        elif (cas := _load(source, system, findings)) is not None:
            yield _Cas(cas, source, names).document


def _nearest(folder: str, systems: Mapping[str, SourceFile]) -> SourceFile | None:
    """The type system in a folder, or in the nearest one around it."""
    while True:
        here = [each for path, each in systems.items() if path.rpartition("/")[0] == folder[:-1]]
        if here:
            return here[0]
        if not folder:
            return None
        folder = folder[:-1].rpartition("/")[0]
        folder = f"{folder}/" if folder else ""


def _load(source: SourceFile, system: SourceFile, findings: list[Finding]) -> Any:
    from cassis import load_cas_from_xmi, load_typesystem
    from lxml.etree import LxmlError

    try:
        types = load_typesystem(io.BytesIO(system.data))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of positions it cannot convert: we do that
            cas = load_cas_from_xmi(io.BytesIO(source.data), types, lenient=True)
    except (LxmlError, ValueError, KeyError, RuntimeError, AttributeError) as error:
        message = f"no CAS can be made of it: {error}"
        findings.append(Finding("foreign-syntax", source.path, message))
        return None
    if not cas.sofa_string:
        findings.append(Finding("empty-file", source.path, "the CAS has no text"))
        return None
    return cas


class _Cas:
    """One CAS, taken into a document."""

    def __init__(self, cas: Any, source: SourceFile, names: dict[str, str]) -> None:
        self.path = source.path
        text = str(cas.sofa_string)
        self.document = ForeignDocument(Place(source.path), text.encode(), text, names, "utf16")
        self.places = _places(source)
        self.frame: dict[str, int] = {}
        for each in sorted(cas.select_all_annotations(), key=lambda found: found.xmiID or 0):
            self._take(each)
        for name, number in self.frame.items():
            message = f"{number} annotations of the frame: tokens, sentences, data on the file"
            self.document.losses.append(Loss(name, "left-out", message, Place(self.path)))

    def _take(self, each: Any) -> None:
        name, short = each.type.name, each.type.name.rpartition(".")[2]
        known = str(each.xmiID)
        line, begin, end = self.places.get(known, (None, 0, 0))
        place = Place(self.path, line)
        if name == METADATA:
            self._about(each)
        elif any(part in name for part in _FRAME):
            if not self.document.article_id:
                self.frame[short] = self.frame.get(short, 0) + 1
        elif name.startswith(PREFIX):
            self._take_own(each, known, (begin, end), place)
        elif all(_feature(each, border) is not None for border in _BORDERS):
            links = [(border, str(_feature(each, border).xmiID)) for border in _BORDERS]
            fields = _strings(each)
            label = next(iter(fields.values()), short)
            relation = ForeignRelation(known, short, links, place, {**fields, "label": label})
            self.document.relations.append(relation)
        elif known in self.places:
            fields = _strings(each)
            labels = (*(f"{short}.{value}" for value in fields.values()), short)
            span = ForeignSpan(known, labels, [(begin, end)], place, None, fields)
            self.document.spans.append(span)
            self._take_links(each, short, known, place)

    def _about(self, each: Any) -> None:
        """An article of ours says so in the data on the file."""
        known = _feature(each, "documentId") or ""
        if known.count(":") == 1:
            self.document.article_id = known
            self.frame.clear()

    def _take_own(self, each: Any, known: str, where: tuple[int, int], place: Place) -> None:
        """A record of ours; one that somebody added with our layers has no id yet."""
        fields = _strings(each)
        own = {**fields, **json.loads(fields.pop(REST, "{}"))}
        own.pop(REST, None)
        record_id = own.pop("record_id", None)
        kind = _KINDS.get(each.type.name)
        if record_id is not None:
            own = {"id": record_id, **own}
        if kind is not None:
            links = [(role, target) for role, target in _links(each, LINK_FEATURE) if role]
            relation = ForeignRelation(known, kind, links, place, own=own)
            self.document.relations.append(relation)
            return
        layer = each.type.name.removeprefix(type_of("span")).lower()
        label = f"{layer}-{own.pop('label', '')}"
        span = ForeignSpan(known, (label,), [where], place)
        if record_id is not None:
            span.own = own
        else:
            span.fields = own
        self.document.spans.append(span)

    def _take_links(self, each: Any, short: str, known: str, place: Place) -> None:
        for feature in each.type.all_features:
            links = _links(each, feature.name)
            if links:
                label = f"{short}.{feature.name}"
                ends = [("self", known), *((role or "target", target) for role, target in links)]
                relation = ForeignRelation(f"{known}.{feature.name}", label, ends, place)
                self.document.relations.append(relation)


def _places(source: SourceFile) -> dict[str, tuple[int | None, int, int]]:
    """Line, begin and end of every annotation as they stand in the file, by its id."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    root = etree.fromstring(source.data, parser)
    return {
        str(each.get(_ID)): (each.sourceline, int(each.get("begin")), int(each.get("end")))
        for each in root.iter()
        if each.get("begin", "").isdecimal() and each.get("end", "").isdecimal()
    }


def _feature(each: Any, name: str) -> Any:
    return getattr(each, name, None) if each.type.get_feature(name) else None


def _strings(each: Any) -> dict[str, str]:
    """The features of an annotation that hold plain values."""
    found = {}
    for feature in each.type.all_features:
        value = getattr(each, feature.name, None)
        if feature.name not in _IMPLIED and isinstance(value, str | int | float):
            found[feature.name] = str(value)
    return found


def _links(each: Any, name: str) -> list[tuple[str, str]]:
    """The role and target of each link of a feature."""
    value = _feature(each, name)
    elements = getattr(value, "elements", None) or []
    found = []
    for link in elements:
        target = getattr(link, "target", None)
        if target is not None:
            found.append((getattr(link, "role", None) or "", str(target.xmiID)))
    return found
