"""Passes for the tests of the merge: small, whole, and edited as two people might."""

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


def some(of: list[str], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(of), unique=True, min_size=least, max_size=3)


def maybe(draw: st.DrawFn, **values: st.SearchStrategy[Any]) -> JSON:
    """Some of the optional fields."""
    return {name: draw(each) for name, each in values.items() if draw(st.booleans())}


@st.composite
def spans(draw: st.DrawFn) -> JSON:
    start = draw(st.integers(0, 8))
    end = start + draw(st.integers(1, 4))
    layer, label = draw(
        st.sampled_from([("mention", "person"), ("mention", "place"), ("claim", "judgement")])
    )
    place = {"start": start, "end": end, "text": TEXT[start:end]}
    more = maybe(draw, entity=st.sampled_from(ENTITIES), note=st.sampled_from("xy"))
    return {"article_id": ARTICLE, "layer": layer, "label": label, **place, **more}


@st.composite
def attributions(draw: st.DrawFn) -> JSON:
    return {
        "article_id": ARTICLE,
        "content_spans": draw(some(SPANS, least=1)),
        "scope": draw(st.sampled_from(("clear", "ambiguous"))),
        "source_entities": draw(some(list(ENTITIES))),
        "quote_type": draw(st.sampled_from(("direct", "indirect"))),
        "source_kind": "named_person",
        "cue_class": draw(st.sampled_from(("neutral", "deny"))),
        **maybe(draw, cue_span=st.sampled_from(SPANS), parent=st.sampled_from(ATTRIBUTIONS)),
    }


@st.composite
def commitments(draw: st.DrawFn) -> JSON:
    return {
        "source": draw(st.sampled_from(("author", *ENTITIES, *ATTRIBUTIONS))),
        "factuality": draw(st.sampled_from(("certain", "possible", "unknown"))),
        "evidence_spans": draw(some(SPANS)),
        **maybe(draw, speech_act=st.sampled_from(("asserts", "denies"))),
    }


@st.composite
def mentions(draw: st.DrawFn) -> JSON:
    return {
        "article_id": ARTICLE,
        "event": draw(st.sampled_from(("s:event:opening", "s:event:closing"))),
        "evidence_spans": draw(some(SPANS)),
        "context": draw(st.sampled_from(("future", "negated"))),
        "identity_basis": "in_text",
        "commitments": draw(st.lists(commitments(), min_size=1, max_size=3)),
        **maybe(draw, trigger_span=st.sampled_from(SPANS)),
    }


@st.composite
def stances(draw: st.DrawFn) -> JSON:
    return {
        "article_id": ARTICLE,
        "holder": draw(st.sampled_from(ENTITIES)),
        "target": "s:target:late",
        "addressed": draw(st.booleans()),
        "own_position": draw(st.booleans()),
        "label": draw(st.sampled_from(("support", "unclear"))),
        "evidence_spans": draw(some(SPANS, least=1)),
    }


MAKERS = {
    "span": spans(),
    "attribution": attributions(),
    "event-mention": mentions(),
    "stance": stances(),
}


@st.composite
def records(draw: st.DrawFn, record_id: str) -> JSON:
    kind = record_id.split(":")[2]
    status: JSON = draw(st.sampled_from([{"status": "draft"}, {"status": "draft"}, SETTLED]))
    return {"record": kind, "id": record_id, **draw(MAKERS[kind]), **status}


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
