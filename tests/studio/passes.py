"""Passes for the tests of the merge: small, whole, and edited as two people might."""

from collections.abc import Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from tellings.studio.integrity import dangling

JSON = dict[str, Any]
Pass = dict[str, JSON]

ARTICLE = "s:a"
TEXT = "Ada said the tunnel opens in May, and Bo said it would not."
SPANS = [f"{ARTICLE}:span:{number}" for number in range(4)]
ATTRIBUTIONS = [f"{ARTICLE}:attribution:{number}" for number in range(2)]
MENTIONS = [f"{ARTICLE}:event-mention:0"]
STANCES = [f"{ARTICLE}:stance:0"]
IDS = (*SPANS, *ATTRIBUTIONS, *MENTIONS, *STANCES)
ENTITIES = ("s:entity:ada", "s:entity:bo")
SETTLED: JSON = {
    "status": "reviewed",
    "from": ["one/s:a:span:1", "two/s:a:span:2"],
    "decided_by": "eve",
    "decided_on": "2031-02-03",
}


_VARIANTS = 16
"""So many records of each id there are to choose from: drawing them field by field is slow."""


class _Maker:
    """Records made by chance, always the same ones."""

    def __init__(self) -> None:
        self._random = Random(400)

    def one(self, of: Sequence[Any]) -> Any:
        return self._random.choice(of)

    def some(self, of: Sequence[str], least: int = 0) -> list[str]:
        return self._random.sample(of, self._random.randint(least, min(3, len(of))))

    def maybe(self, **values: Any) -> JSON:
        """Some of the optional fields."""
        return {name: value for name, value in values.items() if self._random.random() < 0.5}

    def span(self) -> JSON:
        start = self._random.randint(0, 8)
        end = start + self._random.randint(1, 4)
        layer, label = self.one(
            (("mention", "person"), ("mention", "place"), ("claim", "judgement"))
        )
        place = {"start": start, "end": end, "text": TEXT[start:end]}
        more = self.maybe(entity=self.one(ENTITIES), note=self.one("xy"))
        return {"layer": layer, "label": label, **place, **more}

    def attribution(self) -> JSON:
        return {
            "content_spans": self.some(SPANS, least=1),
            "scope": self.one(("clear", "ambiguous")),
            "source_entities": self.some(ENTITIES),
            "quote_type": self.one(("direct", "indirect")),
            "source_kind": "named_person",
            "cue_class": self.one(("neutral", "deny")),
            **self.maybe(cue_span=self.one(SPANS), parent=self.one(ATTRIBUTIONS)),
        }

    def event_mention(self) -> JSON:
        return {
            "event": self.one(("s:event:opening", "s:event:closing")),
            "evidence_spans": self.some(SPANS),
            "context": self.one(("future", "negated")),
            "identity_basis": "in_text",
            "commitments": [self.commitment() for _ in range(self._random.randint(1, 3))],
            **self.maybe(trigger_span=self.one(SPANS)),
        }

    def commitment(self) -> JSON:
        return {
            "source": self.one(("author", "author", *ENTITIES, *ATTRIBUTIONS)),
            "factuality": self.one(("certain", "possible", "unknown")),
            "evidence_spans": self.some(SPANS),
            **self.maybe(speech_act=self.one(("asserts", "denies"))),
        }

    def stance(self) -> JSON:
        return {
            "holder": self.one(ENTITIES),
            "target": "s:target:late",
            "addressed": self.one((True, False)),
            "own_position": self.one((True, False)),
            "label": self.one(("support", "unclear")),
            "evidence_spans": self.some(SPANS, least=1),
        }

    def record(self, record_id: str) -> JSON:
        kind = record_id.split(":")[2]
        named = {"record": kind, "id": record_id, "article_id": ARTICLE}
        status: JSON = self.one([{"status": "draft"}, {"status": "draft"}, SETTLED])
        return {**named, **getattr(self, kind.replace("-", "_"))(), **status}


_MAKER = _Maker()
_RECORDS = {key: [_MAKER.record(key) for _ in range(_VARIANTS)] for key in IDS}


def records(record_id: str) -> st.SearchStrategy[JSON]:
    return st.sampled_from(_RECORDS[record_id])


def whole(found: Pass) -> Pass:
    """Without what names a record that is not there."""
    result = dict(found)
    while broken := [key for key, _ in dangling(result, IDS)]:
        for key in broken:
            del result[key]
    return result


@st.composite
def passes(draw: st.DrawFn, least: int = 0) -> Pass:
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, min_size=least))
    return whole({key: draw(records(key)) for key in sorted(ids)})


@st.composite
def edited(draw: st.DrawFn, base: Pass) -> Pass:
    """A pass after somebody went over it: records kept, corrected, deleted and added."""
    result: Pass = {}
    for key, record in base.items():
        what = draw(st.sampled_from(("keep", "keep", "keep", "correct", "correct", "delete")))
        if what == "keep":
            result[key] = draw(st.sampled_from((record, reordered(record))))
        elif what == "correct":
            other = draw(records(key))
            names = draw(st.lists(st.sampled_from(sorted(other)), min_size=1, max_size=2))
            result[key] = corrected(record, other, names)
    for key in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=3)):
        if key not in base:
            result[key] = draw(records(key))
    return whole(result)


_UNITS = (
    {"start", "end", "text"},
    {"layer", "label"},
    {"addressed", "own_position", "label", "strength"},
    {"status", "from", "decided_by", "decided_on", "reason"},
)


def corrected(record: JSON, other: JSON, names: list[str]) -> JSON:
    """The record with some fields of another, and what belongs to them."""
    wanted = {*names}.union(*(unit for unit in _UNITS if unit & {*names}))
    kept = {name: value for name, value in record.items() if name not in wanted}
    return {**kept, **{name: value for name, value in other.items() if name in wanted}}


def reordered(record: JSON) -> JSON:
    """The same record with its lists the other way round."""
    return {
        name: value[::-1] if isinstance(value, list) else value for name, value in record.items()
    }


@st.composite
def three(draw: st.DrawFn) -> tuple[Pass, Pass, Pass]:
    """A pass, and two edits of it."""
    base = draw(passes(least=3))
    return base, draw(edited(base)), draw(edited(base))
