"""From the rows of a dataset back to the stories they were made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from tellings.publish.configs import ARTICLE_TABLES, STORY_TABLES
from tellings.publish.rows import Row
from tellings.records import RECORD_TYPES, Annotation, Article, Pass, PassArticle, Story
from tellings.store.datasets import config_names, read_rows
from tellings.story import PassData, RecordFile, StoryData


def read_stories(folder: Path) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Each story of a dataset: its row, the rows of its articles, and those of its passes."""
    articles = _by_story(read_rows(folder, "articles"))
    passes = _by_story(read_rows(folder, "passes")) if "passes" in config_names(folder) else {}
    for row in read_rows(folder, "stories"):
        yield row, articles.get(row["id"], []), passes.get(row["id"], [])


def _by_story(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["story_id"], []).append(row)
    return found


def story_of(
    story: Row, articles: Iterable[Row], passes: Iterable[Row], path_of: Callable[[Row], str]
) -> StoryData:
    """A story of its rows.

    Args:
        story: its row in ``stories``.
        articles: its rows in ``articles``.
        passes: its rows in ``passes``.
        path_of: where findings are to say that what a row of a pass holds stands.
    """
    data = StoryData(msgspec.convert({**plain(story), "record": "story"}, Story), "data", "")
    for each in articles:
        article = msgspec.convert({**plain(each), "record": "article"}, Article)
        data.articles[article.id] = article
    for each in passes:
        _add_pass(data, each, path_of(each))
    return data


def plain(row: Row) -> Row:
    """A row without its nulls, as the records have it."""
    found = _plain(row)
    assert isinstance(found, dict)
    return found


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items() if each is not None}
    return [_plain(each) for each in value] if isinstance(value, list) else value


def kinds_of(row: Row) -> Mapping[str, str]:
    """The kind of record that each nested column of a row of ``passes`` holds."""
    tables = ARTICLE_TABLES if row["article_id"] else STORY_TABLES
    return {table: str(cls.__struct_config__.tag) for table, cls in tables.items()}


def record_json(row: Row, kind: str, article_id: str | None) -> dict[str, Any]:
    """A nested row as the record it was made of, with whatever was derived beside it."""
    place = {"article_id": article_id} if article_id is not None else {}
    return {**plain(row), **place, "record": kind}


def _record(row: Row, kind: str, article_id: str | None) -> Annotation:
    found = msgspec.convert(record_json(row, kind, article_id), RECORD_TYPES[kind])
    assert isinstance(found, Annotation)
    return found


def _add_pass(data: StoryData, row: Row, path: str) -> None:
    name = row["pass"]
    if name not in data.passes:
        info = Pass(
            id=name,
            annotator=row["annotator"],
            kind=row["annotator_kind"],
            tool=row["tool"],
            guideline_version=row["guideline_version"],
            articles=(),
            status=row["pass_status"],
            note=row["pass_note"],
        )
        data.passes[name] = PassData(info, path)
    article_id = row["article_id"]
    if row["date"] is not None:
        work = PassArticle(article=article_id, date=row["date"], seconds=row["seconds"])
        found = data.passes[name]
        found.info = msgspec.structs.replace(found.info, articles=(*found.info.articles, work))
    file = RecordFile(path, b"@", article_id, row["text_sha256"])
    for table, kind in kinds_of(row).items():
        file.records += [_record(each, kind, article_id) for each in row[table]]
    file.rows = list(range(len(file.records)))
    data.passes[name].files.append(file)
