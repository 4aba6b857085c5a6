"""What a QTI 3.0 package has to be, as far as its specification can be checked without schemas."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import Any

from lxml import etree

Element = Any
_ITEMS = "{http://www.imsglobal.org/xsd/imsqtiasi_v3p0}"
_PACK = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_TYPES = {
    "imsqti_test_xmlv3p0": "assessment-test",
    "imsqti_item_xmlv3p0": "assessment-item",
    "imsqti_stimulus_xmlv3p0": "assessment-stimulus",
    "webcontent": "",
}
_ORDER = {
    "assessment-item": (
        "response-declaration outcome-declaration assessment-stimulus-ref item-body"
        " response-processing modal-feedback"
    ),
    "response-declaration": "default-value correct-response mapping",
    "outcome-declaration": "default-value",
    "mapping": "map-entry",
    "correct-response": "value",
    "default-value": "value",
    "choice-interaction": "prompt simple-choice",
    "match-interaction": "prompt simple-match-set",
    "simple-match-set": "simple-associable-choice",
    "inline-choice-interaction": "inline-choice",
    "extended-text-interaction": "prompt",
    "modal-feedback": "content-body",
    "rubric-block": "content-body",
    "assessment-stimulus": "stimulus-body",
    "assessment-test": "outcome-declaration test-part outcome-processing",
    "test-part": "item-session-control assessment-section",
    "assessment-section": "rubric-block assessment-item-ref",
    "response-condition": "response-if response-else",
}
"""The children that an element may have, in this order; elements not named are not held to one."""
_NEEDED = {
    "assessment-item": "identifier title time-dependent",
    "assessment-test": "identifier title",
    "assessment-stimulus": "identifier title",
    "assessment-section": "identifier title visible",
    "assessment-item-ref": "identifier href",
    "assessment-stimulus-ref": "identifier href",
    "test-part": "identifier navigation-mode submission-mode",
    "response-declaration": "identifier cardinality base-type",
    "outcome-declaration": "identifier cardinality base-type",
    "map-entry": "map-key mapped-value",
    "simple-choice": "identifier",
    "inline-choice": "identifier",
    "hottext": "identifier",
    "simple-associable-choice": "identifier match-max",
    "modal-feedback": "outcome-identifier identifier show-hide",
    "rubric-block": "use view",
    "base-value": "base-type",
    "variable": "identifier",
    "correct": "identifier",
    "map-response": "identifier",
    "set-outcome-value": "identifier",
    "equal": "tolerance-mode",
}
_HTML = frozenset({"div", "p", "ul", "li", "strong", "span", "blockquote", "h2"})
_OTHERS = frozenset(
    {
        *("hottext-interaction", "prompt", "value", "content-body", "stimulus-body", "item-body"),
        *("and", "not", "is-null", "match", "lt", "gt", "equal", "sum", "divide"),
        *("response-processing", "response-if", "response-else"),
        *("outcome-processing", "test-variables", "item-session-control"),
    }
)
_CHOICES = ("simple-choice", "inline-choice", "hottext", "simple-associable-choice")
_CARDINALITY = {"hottext-interaction": "multiple", "match-interaction": "multiple"}


def problems(package: bytes) -> list[str]:
    """What is wrong with a package; nothing if it is sound."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    if "imsmanifest.xml" not in files:
        return ["no manifest"]
    try:
        parsed = {n: etree.fromstring(d) for n, d in files.items() if n.endswith(".xml")}
    except etree.XMLSyntaxError as error:
        return [f"not well-formed: {error}"]
    return [*_manifest(files, parsed), *_documents(parsed)]


def _manifest(files: Mapping[str, bytes], parsed: Mapping[str, Element]) -> Iterator[str]:
    root = parsed["imsmanifest.xml"]
    resources = root.findall(f"{_PACK}resources/{_PACK}resource")
    names = [each.get("identifier") for each in resources]
    if len(set(names)) < len(names) or not all(map(_NAME.fullmatch, names)):
        yield "manifest: names are not unique, or no names"
    if [root.findtext(f".//{_PACK}{each}") for each in ("schema", "schemaversion")] != [
        "QTI Package",
        "3.0.0",
    ]:
        yield "manifest: it does not say that it is QTI 3.0"
    listed = [each.get("href") for each in root.iter(f"{_PACK}file")]
    if sorted([*listed, "imsmanifest.xml"]) != sorted(files):
        yield "manifest: it does not list just the files there are"
    for each in resources:
        if each.get("type") not in _TYPES:
            yield f"manifest: unknown type {each.get('type')}"
        elif (tag := _TYPES[each.get("type")]) and _tag(parsed[each.get("href")]) != tag:
            yield f"{each.get('href')}: not a {tag}"
        for need in each.iter(f"{_PACK}dependency"):
            if need.get("identifierref") not in names:
                yield f"manifest: nothing is called {need.get('identifierref')}"


def _documents(parsed: Mapping[str, Element]) -> Iterator[str]:
    for name, root in parsed.items():
        if name == "imsmanifest.xml":
            continue
        for element in root.iter():
            yield from (f"{name}: {each}" for each in _element(element))
            href = element.get("href")
            if href and normpath(join(name, "..", href)) not in parsed:
                yield f"{name}: there is no {href}"
        names = [each.get("identifier") for each in root.iter(f"{_ITEMS}qti-assessment-item-ref")]
        if len(set(names)) < len(names):
            yield f"{name}: an item comes twice"
        if _tag(root) == "assessment-item":
            yield from (f"{name}: {each}" for each in _item(root))


def _tag(element: Element) -> str:
    tag = element.tag.removeprefix(_ITEMS)
    return str(tag.removeprefix("qti-") if tag.startswith("qti-") else f"<{tag}>")


def _element(element: Element) -> Iterator[str]:
    tag = _tag(element)
    if tag not in _OTHERS | _ORDER.keys() | _NEEDED.keys() | {f"<{each}>" for each in _HTML}:
        yield f"unknown element {tag}"
    for attribute in _NEEDED.get(tag, "").split():
        if element.get(attribute) is None:
            yield f"{tag} without {attribute}"
    for attribute in ("identifier", "response-identifier", "outcome-identifier"):
        if (name := element.get(attribute)) is not None and not _NAME.fullmatch(name):
            yield f"{tag}: {name!r} is no name"
    if tag in _ORDER:
        order = _ORDER[tag].split()
        found = [_tag(each) for each in element]
        if any(each not in order for each in found):
            yield f"{tag}: a child that it cannot have, of {found}"
        elif found != sorted(found, key=order.index):
            yield f"{tag}: children in a wrong order, {found}"


def _item(root: Element) -> Iterator[str]:
    answers = {each.get("identifier"): each for each in _all(root, "response-declaration")}
    outcomes = {each.get("identifier") for each in _all(root, "outcome-declaration")}
    interactions = [each for each in root.iter() if _tag(each).endswith("-interaction")]
    used = [each.get("response-identifier") for each in interactions]
    if sorted(used) != sorted(answers):
        yield f"answers {sorted(answers)}, but fields {used}"
    for each in interactions:
        if (answer := answers.get(each.get("response-identifier"))) is not None:
            yield from _answer(each, answer)
    for tag in ("set-outcome-value", "modal-feedback"):
        for each in _all(root, tag):
            if (name := each.get("outcome-identifier") or each.get("identifier")) not in outcomes:
                yield f"{tag} of {name}, which is not declared"
    for tag in ("variable", "map-response", "correct"):
        for each in _all(root, tag):
            if each.get("identifier") not in outcomes | answers.keys():
                yield f"{tag} of {each.get('identifier')}, which is not declared"
    yield from _feedback(root)


def _all(root: Element, tag: str) -> list[Element]:
    return list(root.iter(f"{_ITEMS}qti-{tag}"))


def _answer(interaction: Element, answer: Element) -> Iterator[str]:
    """Right values and mapped values have to be such as the field can give."""
    choices = [e.get("identifier") for e in interaction.iter() if _tag(e) in _CHOICES]
    if len(set(choices)) < len(choices):
        yield "two choices of one name"
    possible = set(choices)
    if _tag(interaction) == "match-interaction":
        rows, options = (
            [e.get("identifier") for e in s] for s in _all(interaction, "simple-match-set")
        )
        possible = {f"{row} {option}" for row in rows for option in options}
    values = [each.text for each in answer.iter(f"{_ITEMS}qti-value")]
    keys = [each.get("map-key") for each in _all(answer, "map-entry")]
    if not {*values, *keys} <= possible:
        yield f"values that cannot be given: {sorted({*values, *keys} - possible)}"
    wanted = _CARDINALITY.get(_tag(interaction))
    if _tag(interaction) == "choice-interaction":
        wanted = "single" if interaction.get("max-choices") == "1" else "multiple"
    if wanted and answer.get("cardinality") != wanted:
        yield f"a {_tag(interaction)} whose answer is {answer.get('cardinality')}"
    if any(each.get("lower-bound") != "0" for each in _all(answer, "mapping")):
        yield "marks below 0"


def _feedback(root: Element) -> Iterator[str]:
    shown = {each.get("identifier") for each in _all(root, "modal-feedback")}
    for each in _all(root, "set-outcome-value"):
        if each.get("identifier") == "FEEDBACK":
            (value,) = each
            chosen = {e.get("identifier") for e in _all(root, "simple-choice")}
            picks = {value.text} if _tag(value) == "base-value" else chosen
            if not picks <= shown:
                yield f"no feedback for {sorted(picks - shown)}"
