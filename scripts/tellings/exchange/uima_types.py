"""The UIMA types of our records: custom layers as INCEpTION makes them."""

import re
from typing import TYPE_CHECKING

from tellings.exchange.cells import columns
from tellings.records import ARTICLE_KINDS

if TYPE_CHECKING:
    from cassis import TypeSystem

PREFIX = "webanno.custom.Tellings"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
TOKEN = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
LINKS, REST = "links", "rest"
"""The features that hold what a record points at, and what has no feature of its own (JSON)."""

_SPAN = "span"
_ELSEWHERE = ("id", "article_id", "layer", "start", "end", "text")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def holds(text: str) -> bool:
    r"""Whether XML 1.0 can hold a text.

    >>> holds("a🚧"), holds("\ufffe")
    (True, False)
    """
    return _NOT_XML.search(text) is None


def type_of(kind: str, layer: str = "") -> str:
    """The type of a kind of record, or of the spans of a layer.

    >>> type_of("span", "mention"), type_of("event-mention")
    ('webanno.custom.TellingsSpanMention', 'webanno.custom.TellingsEventMention')
    """
    words = f"{kind}-{layer}" if layer else kind
    return PREFIX + "".join(part.capitalize() for part in re.split("[-_]", words) if part)


def own_features(kind: str) -> list[str]:
    """The fields of a kind of record that have a feature of their own.

    >>> own_features("support")
    ['claim_span', 'relation', 'status', 'note', 'decided_by', 'decided_on', 'reason']
    """
    plain = [name for name, form in columns(kind) if form == "text" and "." not in name]
    return [name for name in plain if name not in _ELSEWHERE]


def make_types(layers: list[str]) -> "TypeSystem":
    """The type system of our exports."""
    from cassis import TypeSystem

    system = TypeSystem()
    system.create_type(SENTENCE)
    system.create_type(TOKEN)
    metadata = system.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    for name in ("documentId", "documentTitle"):
        system.create_feature(metadata, name, "uima.cas.String")
    names = [(_SPAN, type_of(_SPAN, layer)) for layer in layers]
    names += [(kind, type_of(kind)) for kind in ARTICLE_KINDS if kind != _SPAN]
    for kind, name in names:
        made = system.create_type(name)
        for feature in ("record_id", *own_features(kind), REST):
            system.create_feature(made, feature, "uima.cas.String")
        if kind != _SPAN:
            link = system.create_type(f"{name}LinksLink", "uima.cas.TOP")
            system.create_feature(link, "role", "uima.cas.String")
            system.create_feature(link, "target", "uima.tcas.Annotation")
            system.create_feature(
                made, LINKS, "uima.cas.FSArray", link, multipleReferencesAllowed=False
            )
    return system
