"""Plain records as lines: the same bytes as the long way, and read back as they were."""

from typing import Any

import orjson
from hypothesis import example, given
from hypothesis import strategies as st

from tellings.formatting import record_schemas
from tellings.parsing import parse_json
from tellings.stages import canonical
from tellings.store.seeds import SourceFile

WORDS = st.text(max_size=8) | st.sampled_from(['"', "\\", "\n", "\x7f", "\u2028", "%s", "\ud800"])
VALUES = WORDS | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.none() | st.lists(WORDS)
NAMES = st.sampled_from(["id", "article_id", "layer", "label", "start", "end", "text", "odd", 'a"'])
SPANS = st.dictionaries(NAMES, VALUES | WORDS | WORDS | WORDS, max_size=9)
RECORDS = st.lists(SPANS.map(lambda each: {"record": "span", **each}), max_size=4)


@example(
    [{"record": "span", "text": "a", "start": True}, {"record": "span", "text": "a", "start": 1}]
)
@given(RECORDS)
def test_the_bytes_are_those_of_the_long_way(records: list[dict[str, Any]]) -> None:
    value = {"article_id": "a:b", "records": records}
    data, known = canonical.written(value, record_schemas())
    rows = canonical.in_order(records)
    lines = b"[\n    %s\n  ]" % canonical._items(rows, record_schemas()) if rows else b"[]"
    assert data.partition(b'"records": ')[2] == lines + b"\n}\n"
    if known is not None:
        assert orjson.loads(data) == known
        assert parse_json(SourceFile("x.json", data)) == (known, [])


def test_plain_records_are_known_without_parsing() -> None:
    record = {"record": "span", "text": "a", "start": 1, "id": "a:b:span:1"}
    value = {"article_id": "a:b", "records": [record]}
    data, known = canonical.written(value, record_schemas())
    assert known == value
    assert b'{"record": "span", "id": "a:b:span:1", "start": 1, "text": "a"}' in data
