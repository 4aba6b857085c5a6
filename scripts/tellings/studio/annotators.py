"""The pass of each annotator: its own record, and the files that a pull writes."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec

from tellings.pass_files import PASS_FILE, STORY_FILE, article_bytes, pass_bytes, story_bytes
from tellings.records import Annotation, Pass, PassArticle
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
    files = {folder / PASS_FILE: pass_bytes(info)}
    for article, records in articles.items():
        text = data.articles[article].text_sha256
        name = f"{article.rpartition(':')[2]}.json"
        files[folder / name] = article_bytes(article, text, records)
    if story:
        files[folder / STORY_FILE] = story_bytes(data.story.id, story)
    return files
