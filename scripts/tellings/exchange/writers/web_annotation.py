"""W3C Web Annotation (JSON-LD): a page of annotations an article.

Every record is an annotation. A span's target has a TextPositionSelector and a
TextQuoteSelector, both in code points (Web Annotation Data Model, 4.2.4 and 4.2.5); other
records link to the annotations that they rest on. Fields that the model has no word for are a
JSON literal (JSON-LD 1.1), ``record``.
"""

import json
from collections.abc import Collection
from typing import Any

from tellings.exchange.portable import LINKS, Portable, is_list, take_all_apart
from tellings.exchange.telling import Exported, Options, Telling
from tellings.text import prefix, suffix

TITLE = "W3C Web Annotation"
NEEDS = None
WHOLE = True

ANNO = "http://www.w3.org/ns/anno.jsonld"
URN = "urn:tellings:"
TERMS = f"{URN}terms:"


def context() -> list[Any]:
    """The context: that of the W3C, and our terms beside it."""
    fields = dict.fromkeys(field for names in LINKS.values() for field in names)
    links = {
        field: {"@id": f"{TERMS}{field}", "@type": "@id"}
        | ({"@container": "@list"} if is_list(field) else {})
        for field in fields
    }
    return [
        ANNO,
        {"@version": 1.1, "record": {"@id": f"{TERMS}record", "@type": "@json"}, **links},
    ]


def write(tellings: list[Telling], options: Options) -> Exported:
    """A text and a page of annotations an article."""
    done = Exported()
    for telling in tellings:
        stem = f"{telling.story.id}/{telling.slug}"
        page = _page(telling)
        done.files[f"{stem}.txt"] = telling.article.text.encode()
        packed = json.dumps(page, ensure_ascii=False, indent=1)
        done.files[f"{stem}.jsonld"] = f"{packed}\n".encode()
        done.carried.update(each["record"]["kind"] for each in page["items"])
    return done


def _page(telling: Telling) -> dict[str, Any]:
    parts = take_all_apart(telling.records)
    spans = {each.id for each in parts if each.span is not None}
    page: dict[str, Any] = {
        "@context": context(),
        "id": f"{URN}{telling.article.id}",
        "type": "AnnotationPage",
    }
    if made := telling.made_by:
        kind = "Person" if made.kind == "human" else "Software"
        page["creator"] = {"type": kind, "name": made.annotator}
    page["items"] = [_annotation(each, telling, spans) for each in parts]
    return page


def _annotation(part: Portable, telling: Telling, spans: Collection[str]) -> dict[str, Any]:
    shared = {"id": f"{URN}{part.id}", "type": "Annotation"}
    source = f"{telling.slug}.txt"
    record = {"kind": part.kind, "id": part.id, **part.fields}
    if part.span is not None:
        label = f"{part.span.layer}-{part.span.label}"
        target: Any = {"source": source, "selector": _selectors(part, telling.article.text)}
        return {
            **shared,
            "motivation": "classifying",
            "body": {"type": "TextualBody", "purpose": "classifying", "value": label},
            "target": target,
            "record": record,
        }
    rests_on = list(dict.fromkeys(f"{URN}{each}" for _, each in part.links if each in spans))
    links: dict[str, Any] = {}
    for field, each in part.links:
        name = f"{URN}{each}"
        links[field] = [*links.get(field, ()), name] if is_list(field) else name
    return {
        **shared,
        "motivation": "linking",
        "body": {"type": "TextualBody", "purpose": "classifying", "value": part.kind},
        "target": rests_on or source,
        **links,
        "record": record,
    }


def _selectors(part: Portable, text: str) -> list[dict[str, Any]]:
    assert part.span is not None
    start, end = part.span.start, part.span.end
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": part.span.text,
            "prefix": prefix(text, start),
            "suffix": suffix(text, end),
        },
    ]
