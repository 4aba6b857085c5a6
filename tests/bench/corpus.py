"""A made-up corpus of any size: the same bytes for the same seed, and no findings.

A story has five articles of forty spans each, and every kind of record but updates.
"""

import datetime
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from tellings.text import mask_emails, sha256

from . import templates

JSON = dict[str, Any]
ARTICLES, SPANS = 5, 40
_MARK = re.compile(r"\[([a-z]+)\.([a-z_]+)(?: ([a-z-]+))?(?: @([a-z]+))?\||\]")
_SOURCES = {
    "a": ("officials", "unnamed_official", "neutral", "indirect"),
    "b": ("paper", "news_organisation", "neutral", "indirect"),
    "c": ("ministry", "institution", "insist", "indirect"),
    "d": ("leader", "named_official", "neutral", "direct"),
}
_DATASET = """\
name = "bench"
title = "A made-up corpus"
version = "0.1.0"
date_published = 2024-01-01
description = "Made by tests/bench/corpus.py; nothing in it is true."
license = "CC0-1.0"
license_url = "https://creativecommons.org/publicdomain/zero/1.0/"
text_rights = "Made up."
[[creators]]
name = "tests/bench"
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch of text."""

    layer: str
    label: str
    name: str | None
    entity: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Telling:
    """One article: what stands in its file, and the ids of its spans by name."""

    id: str
    slug: str
    source: str
    day: datetime.date
    records: list[JSON]
    names: Mapping[str, str]

    @property
    def text(self) -> str:
        """The text that offsets count in."""
        return mask_emails(self.source)


def read_marks(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks in reading order, outer ones first."""
    pieces: list[str] = []
    stack: list[tuple[re.Match[str], int]] = []
    marks: list[Mark] = []
    at = length = 0
    for found in _MARK.finditer(marked):
        pieces.append(marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found.group() != "]":
            stack.append((found, length))
            continue
        opening, start = stack.pop()
        layer, label, name, entity = opening.groups()
        marks.append(Mark(layer, label, name, entity, start, length))
    pieces.append(marked[at:])
    return "".join(pieces), sorted(marks, key=lambda mark: (mark.start, -mark.end))


# One article --------------------------------------------------------------------------------


def _marked_text(slots: Mapping[str, str], chance: random.Random) -> str:
    filler = chance.sample(templates.FILLER, 22)
    paragraphs = [
        f"{templates.LEAD} {filler[0]}",
        " ".join(filler[1:5]),
        f"{templates.NESTED} {' '.join(filler[5:9])}",
        f"{templates.QUOTE} {' '.join(filler[9:12])}",
    ]
    after = [" ".join(filler[12:17]), " ".join(filler[17:]), templates.CLOSE]
    first = templates.BODY.replace("{text}", "\n\n".join(paragraphs))
    second = templates.BODY.replace("{text}", "\n\n".join(after))
    whole = templates.HEAD + first + templates.CROSSHEAD + second + templates.TAIL
    return whole.format_map(slots)


def _span(article: str, story: str, number: int, mark: Mark, text: str) -> JSON:
    record: JSON = {"record": "span", "id": f"{article}:span:{number:03}", "article_id": article}
    record |= {"layer": mark.layer, "label": mark.label, "start": mark.start, "end": mark.end}
    record["text"] = text[mark.start : mark.end]
    if mark.entity:
        record["entity"] = f"{story}:entity:{mark.entity}"
    if mark.layer == "time":
        record["timex"] = {"type": "date", "value": record["text"], "basis": "in_text"}
    if mark.layer == "wording":
        record["wording"] = {"mode": "lexical", "neutral": "the plan", "holder": "author"}
    return record | {"status": "draft"}


def telling(story: str, number: int, slots: Mapping[str, str], chance: random.Random) -> Telling:
    """One article with its records."""
    slug = templates.SLUGS[number]
    article, outlet = f"{story}:{slug}", templates.OUTLETS[number]
    day = datetime.date.fromisoformat(slots["day"]) + datetime.timedelta(days=number)
    reporter = f"{chance.choice(templates.FIRST)} {chance.choice(templates.LAST)}"
    own = {"outlet": outlet, "day": day.isoformat(), "reporter": reporter}
    own["address"] = f"desk{chance.randrange(100, 1000)}@example.org"
    source, marks = read_marks(_marked_text({**slots, **own}, chance))
    text = mask_emails(source)
    spans = [_span(article, story, at, mark, text) for at, mark in enumerate(marks, 1)]
    names = {mark.name: span["id"] for mark, span in zip(marks, spans, strict=True) if mark.name}
    records = [*spans, *_article_records(article, story, names)]
    return Telling(article, slug, source, day, records, names)


def _article_records(article: str, story: str, names: Mapping[str, str]) -> Iterator[JSON]:
    said = {letter: f"{article}:attribution:{letter}" for letter in _SOURCES}
    yield from (_attribution(article, story, letter, names) for letter in _SOURCES)
    for number, (holder, letter) in enumerate((("officials", "a"), ("leader", "d")), 1):
        stance = _record("stance", f"{article}:stance:{number:03}", article_id=article)
        stance |= {"holder": f"{story}:entity:{holder}", "target": f"{story}:target:share"}
        stance |= {"addressed": True, "own_position": True, "label": "support"}
        stance |= {"strength": "explicit", "evidence_spans": [names[f"content-{letter}"]]}
        yield stance | {"attribution": said[letter]}
    yield _event_mention(article, story, "agreed", "historical", names, said["a"])
    yield _event_mention(article, story, "opens", "future", names, said["c"])
    support = _record("support", f"{article}:support:001", article_id=article)
    support |= {"claim_span": names["claim"], "relation": "supported"}
    yield support | {"support_spans": [names["content-a"], names["evidence"]]}


def _record(kind: str, record_id: str, **fields: Any) -> JSON:
    return {"record": kind, "id": record_id, **fields, "status": "draft"}


def _attribution(article: str, story: str, letter: str, names: Mapping[str, str]) -> JSON:
    entity, kind, cue, quote = _SOURCES[letter]
    record = _record("attribution", f"{article}:attribution:{letter}", article_id=article)
    record |= {"source_span": names[f"source-{letter}"], "cue_span": names[f"cue-{letter}"]}
    record |= {"content_spans": [names[f"content-{letter}"]], "scope": "clear"}
    record |= {"source_entities": [f"{story}:entity:{entity}"], "quote_type": quote}
    record |= {"source_kind": kind, "cue_class": cue, "channel": "unspecified"}
    return record | ({"parent": f"{article}:attribution:b"} if letter == "c" else {})


def _event_mention(
    article: str, story: str, event: str, context: str, names: Mapping[str, str], source: str
) -> JSON:
    record = _record("event-mention", f"{article}:event-mention:{event}", article_id=article)
    record |= {"event": f"{story}:event:{event}", "trigger_span": names[event]}
    record |= {"evidence_spans": [], "context": context, "identity_basis": "in_text"}
    evidence = [names["evidence"]]
    author = {"source": "author", "factuality": "certain", "speech_act": "reports"}
    other = {"source": source, "factuality": "probable", "speech_act": "asserts"}
    record["commitments"] = [{**each, "evidence_spans": evidence} for each in (author, other)]
    return record


# What the story has -------------------------------------------------------------------------


def _entities(story: str, slots: Mapping[str, str]) -> Iterator[JSON]:
    kinds = {
        "host": ("government", slots["host"]),
        "guest": ("government", slots["guest"]),
        "leader": ("person", slots["leader"]),
        "rival": ("person", slots["rival"]),
        "asset": ("artefact", slots["asset"]),
        "harbour": ("place", slots["city"]),
        "union": ("organisation", slots["union"]),
        "ministry": ("government", f"Ministry of the Sea of {slots['host']}"),
        "paper": ("news_outlet", "The Evening Ledger"),
        "officials": ("unnamed_person", "officials of both governments"),
    }
    for slug, (kind, name) in kinds.items():
        yield _record("entity", f"{story}:entity:{slug}", name=name, type=kind, aliases=[])


def _date(day: datetime.date, evidence: Sequence[str] = ()) -> JSON:
    text = day.isoformat()
    refs = [{"kind": "span", "ref": each} for each in evidence]
    return {"edtf": text, "earliest": text, "latest": text, "basis": "in_text", "evidence": refs}


def _events(story: str, tellings: Sequence[Telling]) -> Iterator[JSON]:
    first = tellings[0].day - datetime.timedelta(days=1)
    when = [each.names["when"] for each in tellings]
    parts = [{"entity": f"{story}:entity:{e}", "role": "agent"} for e in ("leader", "rival")]
    for slug, kind, day in (
        ("agreed", "agree", first),
        ("opens", "cooperate", first + datetime.timedelta(days=200)),
        ("reported", "press_report", tellings[0].day),
    ):
        record = _record("event", f"{story}:event:{slug}", type=kind, title=f"The office: {slug}")
        record |= {"date": _date(day, when[:2]), "place": f"{story}:entity:harbour"}
        yield record | {"participants": parts}
    for left, right in (("agreed", "opens"), ("agreed", "reported")):
        link = _record("event-link", f"{story}:event-link:{left}--before--{right}")
        link |= {"from_event": f"{story}:event:{left}", "to_event": f"{story}:event:{right}"}
        link |= {"relation": "before", "basis": "in_text"}
        yield link | {"evidence": [{"kind": "span", "ref": tellings[0].names["agreed"]}]}


def _facts(story: str, tellings: Sequence[Telling]) -> Iterator[JSON]:
    for name in ("content-a", "content-b", "content-c", "evidence"):
        cells = [
            {"article": t.id, "presence": "present", "basis": "in_text", "spans": [t.names[name]]}
            for t in tellings[:-1]
        ]
        last = {"article": tellings[-1].id, "presence": "absent", "basis": "in_text", "spans": []}
        record = _record("fact", f"{story}:fact:{name}", statement=f"What {name} says is so.")
        record["knowable_from"] = _date(tellings[0].day, [tellings[0].names["published"]])
        yield record | {"cells": [*cells, last]}


def _reuse(story: str, tellings: Sequence[Telling]) -> Iterator[JSON]:
    for number, (left, right) in enumerate(pairwise(tellings[:3]), 1):
        record = _record("reuse", f"{story}:reuse:{number:03}")
        record |= {"from_spans": [left.names["content-d"]], "to_spans": [right.names["content-d"]]}
        record |= {"kind": "verbatim", "direction": "forward", "acknowledged": False}
        shift = {"from_span": left.names["loaded"], "to_span": right.names["loaded"]}
        yield record | {"fidelity": "exact", "shifts": [{**shift, "effect": "scope_changed"}]}


def _divergences(story: str, tellings: Sequence[Telling]) -> Iterator[JSON]:
    for slug, letter in (("agreed", "a"), ("opens", "c")):
        answers = [
            {"article": t.id, "status": "answered", "basis": "in_text", "answer": "It is so."}
            | {"group": "yes" if number % 2 else "partly", "spans": [t.names[f"content-{letter}"]]}
            | {"attribution": f"{t.id}:attribution:{letter}", "event": f"{story}:event:{slug}"}
            for number, t in enumerate(tellings)
        ]
        relation = {"group_a": "yes", "group_b": "partly", "kind": "commitment"}
        record = _record("divergence", f"{story}:divergence:{slug}", question="Is it so?")
        yield record | {"answers": answers, "relations": [{**relation, "basis": "in_text"}]}


# Files ----------------------------------------------------------------------------------------


def _file(header: JSON, records: Sequence[JSON]) -> str:
    """An annotation file, a record a line."""
    lines = [f"  {json.dumps(name)}: {json.dumps(value)}," for name, value in header.items()]
    items = ",\n".join("    " + json.dumps(each, ensure_ascii=False) for each in records)
    return "{\n" + "\n".join(lines) + f'\n  "records": [\n{items}\n  ]\n}}\n'


def _toml_article(each: Telling) -> str:
    reference = f'evidence = [{{ kind = "span", ref = "{each.names["published"]}" }}]'
    day = f'edtf = "{each.day}"\nearliest = {each.day}\nlatest = {each.day}\n'
    return (
        f'[[articles]]\nslug = "{each.slug}"\nsource_sha256 = "{sha256(each.source)}"\n'
        f'[articles.outlet]\nvalue = "{each.slug}"\nbasis = "in_text"\n{reference}\n'
        f'[articles.url]\nbasis = "unknown"\nevidence = []\n'
        f'[articles.published]\n{day}basis = "in_text"\n{reference}\n'
        f'[articles.published_in_text]\n{day}basis = "in_text"\n{reference}\n'
    )


def _toml(slots: Mapping[str, str], tellings: Sequence[Telling]) -> str:
    head = f'title = "{slots["host"]} and {slots["guest"]}"\nlanguage = "en"\n'
    statements = {"share": "share the data", "open": "open the office this year"}
    targets = [
        f'[[targets]]\nslug = "{slug}"\nstatement = "The two governments should {what}."\n'
        for slug, what in statements.items()
    ]
    return "\n".join([head, *targets, *map(_toml_article, tellings)])


def _pass(tellings: Sequence[Telling]) -> str:
    work = [{"article": t.id, "date": "2024-01-01", "seconds": 900} for t in tellings]
    info = _record("pass", "gold", annotator="bench", guideline_version="1.0.0", articles=work)
    return json.dumps({**info, "kind": "rule"}, indent=2) + "\n"


def _slots(chance: random.Random) -> dict[str, str]:
    host, guest = chance.sample(templates.LANDS, 2)
    leader, rival = chance.sample(templates.LAST, 2)
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=chance.randrange(1000))
    return {
        "host": host,
        "guest": guest,
        "leader": f"{chance.choice(templates.FIRST)} {leader}",
        "rival": f"{chance.choice(templates.FIRST)} {rival}",
        "city": chance.choice(templates.CITIES),
        "asset": chance.choice(templates.ASSETS),
        "union": chance.choice(templates.UNIONS),
        "weekday": chance.choice(templates.WEEKDAYS),
        "cost": str(chance.randrange(2, 90)),
        "day": day.isoformat(),
        "year": str(day.year),
    }


def _write_story(seeds: Path, story: str, chance: random.Random) -> None:
    slots = _slots(chance)
    tellings = [telling(story, number, slots, chance) for number in range(ARTICLES)]
    articles, gold = seeds / story / "articles", seeds / story / "annotations" / "gold"
    articles.mkdir(parents=True)
    gold.mkdir(parents=True)
    for each in tellings:
        (articles / f"{each.slug}.txt").write_text(each.source, "utf-8")
        header = {"article_id": each.id, "text_sha256": sha256(each.text)}
        (gold / f"{each.slug}.json").write_text(_file(header, each.records), "utf-8")
    makers = (_events, _facts, _reuse, _divergences)
    records = [record for make in makers for record in make(story, tellings)]
    records = [*_entities(story, slots), *records]
    (gold / "story.json").write_text(_file({"story_id": story}, records), "utf-8")
    (gold / "pass.json").write_text(_pass(tellings), "utf-8")
    (seeds / story / "story.toml").write_text(_toml(slots, tellings), "utf-8")


def generate(seeds: Path, stories: int, seed: int = 0) -> None:
    """Write a seeds folder of so many stories; a story does not depend on how many there are."""
    seeds.mkdir(parents=True, exist_ok=True)
    (seeds / "dataset.toml").write_text(_DATASET, "utf-8")
    for number in range(stories):
        _write_story(seeds, f"story-{number:05}", random.Random(f"{seed}:{number}"))
