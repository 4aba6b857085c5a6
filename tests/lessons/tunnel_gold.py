"""The tunnel with every layer that exercises on wording, voices, omissions and partings read."""

from typing import Any

from tellings.story import StoryData
from tests.lessons.tunnel import DAY, SLUGS, TEXTS, Made, at, dated, entity, published, span, tunnel

_CLAIM = "checkable_claim"


def tunnel_gold() -> StoryData:
    """The story; the other pass has all that gold has."""
    gold = [*_people(), *_wording(), *_statements(), _fact("approved"), *_facts(), _parting()]
    return published(tunnel(gold, gold), dict.fromkeys(SLUGS, DAY))


def _people() -> list[Made]:
    said = {"entity": "harbour:entity:shopkeepers"}
    mentions = [span(each, 3, "mention", "person", "Shopkeepers", **said) for each in SLUGS[:2]]
    bodies = [span(each, 1, "segment", "body", TEXTS[each].rstrip("\n")) for each in SLUGS]
    return [entity("Shopkeepers", "person"), entity("Ada Lund", "person"), *bodies, *mentions]


def _wording() -> list[Made]:
    """A word that judges and its plain twin."""
    put = {"mode": "lexical", "neutral": "argued", "holder": "author"}
    twins: Made = {
        "record": "reuse",
        "id": "harbour:reuse:squabbled",
        "from_spans": [at("herald", 6)],
        "to_spans": [at("gazette", 6)],
        "kind": "rewritten",
        "direction": "unknown",
        "acknowledged": False,
        "fidelity": "shifted",
        "shifts": [
            {"from_span": at("herald", 5), "to_span": at("gazette", 2), "effect": "strengthened"}
        ],
    }
    return [
        *(span(slug, 4, "time", "duration", "months") for slug in SLUGS[:2]),
        span("gazette", 2, "wording", "loaded_language", "squabbled", wording=put),
        span("herald", 5, "event", "trigger", "argued"),
        span("herald", 6, "evidence", "evidence", "Shopkeepers argued for months"),
        span("gazette", 6, "evidence", "evidence", "Shopkeepers squabbled for months"),
        twins,
    ]


def _statements() -> list[Made]:
    lund = {"entity": "harbour:entity:ada-lund"}
    attribution: Made = {
        "record": "attribution",
        "id": "harbour:gazette:attribution:1",
        "article_id": "harbour:gazette",
        "source_span": at("gazette", 13),
        "cue_span": at("gazette", 12),
        "content_spans": [at("gazette", 11)],
        "scope": "clear",
        "source_entities": ["harbour:entity:ada-lund"],
        "quote_type": "direct",
        "source_kind": "named_person",
        "cue_class": "neutral",
    }
    return [
        span("gazette", 11, "attribution", "content", "“The ground is soft,”"),
        span("gazette", 12, "attribution", "cue", "said"),
        span("gazette", 13, "attribution", "source", "Ada Lund", **lund),
        span("gazette", 18, "mention", "person", "Ada Lund", **lund),
        attribution,
        span("gazette", 14, "claim", _CLAIM, "The ground is soft"),
        span("gazette", 15, "claim", _CLAIM, "The council approved the tunnel in May"),
        span("gazette", 16, "claim", "judgement", "The tunnel is a waste"),
        span("gazette", 17, "claim", "prediction", "The tunnel will open in June"),
        span("herald", 21, "evidence", "evidence", "whether it approved the tunnel"),
        span("times", 22, "evidence", "evidence", "The council rejected the tunnel in May"),
    ]


def _facts() -> list[Made]:
    """Facts that one article tells, and another does not for three reasons."""
    reasons = {
        "old": ("absent", "in_text"),
        "new": ("not_yet_knowable", "in_text"),
        "undated": ("absent", "unknown"),
    }
    return [_fact(name, herald=reason) for name, reason in reasons.items()]


def _fact(name: str, herald: tuple[str, str] = ("absent", "in_text")) -> Made:
    told = {
        "gazette": ("present", "in_text", [at("gazette", 15)]),
        "herald": (*herald, []),
        "times": ("disputed", "in_text", [at("times", 22)]),
    }
    return {
        "record": "fact",
        "id": f"harbour:fact:{name}",
        "statement": f"The council approved the tunnel ({name}).",
        "knowable_from": dated(DAY),
        "cells": [
            {"article": f"harbour:{slug}", "presence": presence, "basis": basis, "spans": spans}
            for slug, (presence, basis, spans) in told.items()
        ],
    }


def _parting() -> Made:
    return {
        "record": "divergence",
        "id": "harbour:divergence:approved",
        "question": "Did the council approve the tunnel?",
        "answers": [
            _answer("gazette", 15, "It did.", "approved"),
            _answer("herald", 21, "It would not say.", "unsaid"),
            _answer("times", 22, "It did not.", "rejected"),
        ],
        "relations": [
            _relation("approved", "rejected", "contradiction", "cross_document"),
            _relation("approved", "unsaid", "commitment", "unknown"),
        ],
    }


def _answer(slug: str, number: int, answer: str, group: str) -> dict[str, Any]:
    told = {"answer": answer, "group": group, "spans": [at(slug, number)]}
    return {"article": f"harbour:{slug}", "status": "answered", "basis": "in_text", **told}


def _relation(one: str, other: str, kind: str, basis: str) -> dict[str, Any]:
    return {"group_a": one, "group_b": other, "kind": kind, "basis": basis}
