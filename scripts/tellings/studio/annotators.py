"""The pass of each annotator: its own record, and the files that a pull writes."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from tellings.formatting import record_schemas
from tellings.records import Annotation, Pass, PassArticle, to_json
from tellings.stages.canonical import canonical, ordered_keys
from tellings.story import StoryData


def pass_record(
    before: Pass | None, name: str, version: str, tool: str, articles: Iterable[PassArticle]
) -> Pass:
    """The record of a person's pass; what a person wrote into it before stays.

    Args:
        before: the record as it is in the seeds.
        name: the pseudonym.
        version: that of the guidelines.
        tool: what the person worked with.
        articles: what was pulled; other articles of the pass stay listed.
    """
    listed = {each.article: each for each in (before.articles if before else ())}
    listed |= {each.article: each for each in articles}
    worked_on = tuple(listed.values())
    if before is not None:
        return msgspec.structs.replace(before, articles=worked_on)
    return Pass(
        id=name,
        annotator=name,
        kind="human",
        tool=tool,
        guideline_version=version,
        articles=worked_on,
        status="draft",
    )


def worked_on(article: str, day: str, seconds: float) -> PassArticle:
    """An article of a pass, with the day of the last change and whole seconds of work."""
    spent = round(seconds) or None
    return PassArticle(article=article, date=date.fromisoformat(day), seconds=spent)


def pass_files(
    data: StoryData,
    info: Pass,
    articles: Mapping[str, Sequence[Annotation]],
    story: Sequence[Annotation],
) -> dict[Path, bytes]:
    """The files of a pass in their canonical form, its own record first."""
    folder = Path(data.path) / "annotations" / info.id
    schemas = record_schemas()
    files = {folder / "pass.json": _dumped(to_json(info))}
    for article, records in articles.items():
        value = {
            "article_id": article,
            "text_sha256": data.articles[article].text_sha256,
            "records": [to_json(each) for each in records],
        }
        files[folder / f"{article.rpartition(':')[2]}.json"] = canonical(_plain(value), schemas)
    if story:
        value = {"story_id": data.story.id, "records": [to_json(each) for each in story]}
        files[folder / "story.json"] = canonical(_plain(value), schemas)
    return files


def _dumped(value: Mapping[str, object]) -> bytes:
    plain = ordered_keys(_plain(value), record_schemas()["pass"])
    return json.dumps(plain, ensure_ascii=False).encode() + b"\n"


def _plain(value: Mapping[str, object]) -> dict[str, object]:
    """Plain JSON data: dates as words."""
    found: dict[str, object] = msgspec.json.decode(msgspec.json.encode(value))
    return found
