"""The files of a pass as bytes: its own record, and records in their one canonical form."""

from collections.abc import Mapping, Sequence

import msgspec
import orjson

from tellings.formatting import record_schemas
from tellings.records import Annotation, Pass, to_json
from tellings.stages.canonical import canonical, ordered_keys

PASS_FILE = "pass.json"
STORY_FILE = "story.json"


def pass_bytes(info: Pass) -> bytes:
    """The bytes of ``pass.json``."""
    plain = ordered_keys(_plain(to_json(info)), record_schemas()["pass"])
    return orjson.dumps(plain, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def article_bytes(article_id: str, text_sha256: str, records: Sequence[Annotation]) -> bytes:
    """The bytes of the file of an article, with the hash of the text that was annotated."""
    return _bytes({"article_id": article_id, "text_sha256": text_sha256}, records)


def story_bytes(story_id: str, records: Sequence[Annotation]) -> bytes:
    """The bytes of ``story.json``: the records of the story as a whole."""
    return _bytes({"story_id": story_id}, records)


def _bytes(header: Mapping[str, str], records: Sequence[Annotation]) -> bytes:
    value = {**header, "records": [to_json(each) for each in records]}
    return canonical(_plain(value), record_schemas())


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    """Plain JSON data: days as words."""
    found: dict[str, object] = msgspec.json.decode(msgspec.json.encode(value))
    return found
