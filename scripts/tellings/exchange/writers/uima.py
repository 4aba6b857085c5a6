"""UIMA CAS XMI with its type system, for INCEpTION and other UIMA tools.

Spans are annotations of a custom layer; other records too, with a link feature for what they
point at. Offsets count UTF-16 code units there; dkpro-cassis converts them as it writes.
"""

import json
from typing import TYPE_CHECKING, Any

from tellings.exchange.portable import Portable, take_all_apart
from tellings.exchange.telling import Exported, Options, Telling
from tellings.exchange.tokens import tokens
from tellings.exchange.uima_types import (
    LINKS,
    METADATA,
    REST,
    SENTENCE,
    TOKEN,
    holds,
    make_types,
    own_features,
    type_of,
)

if TYPE_CHECKING:
    from cassis import TypeSystem

TITLE = "UIMA CAS XMI"
NEEDS = "cassis"
WHOLE = True

TYPES = "TypeSystem.xml"


def write(tellings: list[Telling], options: Options) -> Exported:
    """A CAS an article, and the type system."""
    done = Exported()
    system = make_types([layer.name for layer in options.codebook.layers])
    done.files[TYPES] = system.to_xml().encode()
    for telling in tellings:
        if holds(telling.article.text):
            name = f"{telling.story.id}/{telling.slug}.xmi"
            done.files[name] = _cas(telling, system).encode()
            done.carried.update(each.kind for each in take_all_apart(telling.records))
        else:
            done.leave_out("article with a character that XML cannot hold")
    return done


def _cas(telling: Telling, system: "TypeSystem") -> str:
    from cassis import Cas

    text = telling.article.text
    cas = Cas(system, sofa_string=text, document_language=telling.article.language)
    about = {"documentId": telling.article.id, "documentTitle": telling.slug}
    cas.add(system.get_type(METADATA)(begin=0, end=len(text), **about))
    for kind, ranges in (
        (SENTENCE, [(each.start, each.end) for each in telling.article.sentences]),
        (TOKEN, tokens(text)),
    ):
        made = system.get_type(kind)
        cas.add_all([made(begin=start, end=end) for start, end in ranges])
    parts = take_all_apart(telling.records)
    found = {each.id: _annotation(each, system, parts) for each in parts}
    for part in parts:
        if part.links:
            link = system.get_type(f"{found[part.id].type.name}LinksLink")
            array = system.get_type("uima.cas.FSArray")
            links = [link(role=role, target=found[target]) for role, target in part.links]
            found[part.id][LINKS] = array(elements=links)
    cas.add_all(list(found.values()))
    xmi = cas.to_xmi()
    assert isinstance(xmi, str)
    return xmi


def _annotation(part: Portable, system: "TypeSystem", parts: list[Portable]) -> Any:
    """The annotation of a record: its fields as features, the rest of them as JSON."""
    fields = dict(part.fields)
    if part.span is not None:
        fields["label"] = part.span.label
        made, where = type_of(part.kind, part.span.layer), (part.span.start, part.span.end)
    else:
        made, where = type_of(part.kind), _extent(part, parts)
    features: dict[str, str] = {"record_id": part.id}
    for name in own_features(part.kind):
        value = fields.get(name)
        if isinstance(value, str) and holds(value):
            features[name] = fields.pop(name)
    if fields:
        features[REST] = json.dumps(fields)
    return system.get_type(made)(begin=where[0], end=where[1], **features)


def _extent(part: Portable, parts: list[Portable]) -> tuple[int, int]:
    """From the first to the last of what a record rests on; the start if on nothing."""
    targets = {target for _, target in part.links}
    spans = [each.span for each in parts if each.id in targets and each.span is not None]
    if not spans:
        return 0, 0
    return min(each.start for each in spans), max(each.end for each in spans)
