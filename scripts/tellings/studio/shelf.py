"""A story read piece by piece: an article, a file of a pass, and nothing kept of either."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from tellings.drafting.stories import draft_story
from tellings.findings import Finding
from tellings.reading import (
    article_record,
    article_text,
    read_head,
    read_info,
    read_records,
    read_story,
)
from tellings.records import Annotation, Article
from tellings.schemas import Schemas
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import (
    MAX_ARTICLE_BYTES,
    SourceFile,
    article_slugs,
    is_article_slug,
    pass_names,
    pass_slugs,
    read_file,
    read_story_files,
)
from tellings.store.writing import StoreError
from tellings.story import RULES_PASS, PassData, RecordFile, StoryData
from tellings.studio.registry import Registry, registry_of

STORY_STEM = "story"


class Shelf:
    """A story of the seeds, of which only what is small stays in memory.

    Attributes:
        frame: the story without its articles: of each pass the record of itself and those of
            the story as a whole.
        schemas: the schemas with the story's own labels.
        registry: the story's own lists, as pages offer them.
        articles: the ids of the articles that have a file.
    """

    def __init__(self, seeds: Path, name: str) -> None:
        """Read what is said about the story, and no article.

        Raises:
            StoreError: if ``story.toml`` cannot be used.
        """
        self._seeds = seeds
        self._folder = seeds / name
        schemas = load_schemas()
        self.frame, self._table = _head(self._folder, name, schemas)
        self.schemas = schemas.with_labels(schemas.codebook.extended(self.frame.story.labels))
        self._entries = {each["slug"]: each for each in self._table.get("articles", ())}
        slugs = filter(is_article_slug, article_slugs(seeds, name))
        self.articles = {f"{name}:{slug}": slug for slug in slugs}
        self._read_passes()
        self.registry: Registry = registry_of(self.frame)

    @property
    def name(self) -> str:
        """The name of the story."""
        return self.frame.story.id

    def _read_passes(self) -> None:
        for name in pass_names(self._seeds, self.name):
            path = self._folder / "annotations" / name / "pass.json"
            source = read_file(path, [])
            info = read_info(source, name, self.schemas)[0] if source else None
            if source is None or info is None:
                continue
            whole = self._file(name, STORY_STEM)
            files = [whole] if whole else []
            self.frame.passes[name] = PassData(info, source.path, files)

    def article(self, article_id: str) -> Article | None:
        """An article, read now; None where the story has none of that name that can be used."""
        slug = self.articles.get(article_id)
        path = self._folder / "articles" / f"{slug}.txt"
        source = read_file(path, [], MAX_ARTICLE_BYTES) if slug else None
        text = article_text(source)[0] if source else None
        if slug is None or source is None or text is None:
            return None
        entry = self._entries.get(slug, {})
        return article_record(self.frame.story, slug, text, source, entry, self._table)

    def records(self, pass_name: str, article_id: str) -> list[Annotation]:
        """The records of an article in a pass, read now."""
        slug = self.articles.get(article_id)
        if pass_name not in self.frame.passes or slug is None:
            return []
        file = self._file(pass_name, slug)
        return file.records if file else []

    def articles_of(self, pass_name: str) -> list[str]:
        """The articles that a pass has a file of."""
        if pass_name not in self.frame.passes:
            return []
        stems = pass_slugs(self._seeds, self.name, pass_name)
        return [each for each, slug in self.articles.items() if slug in stems]

    def _file(self, pass_name: str, stem: str) -> RecordFile | None:
        path = self._folder / "annotations" / pass_name / f"{stem}.json"
        source = read_file(path, [])
        return read_records(source, stem, self.name, self.schemas)[0] if source else None

    def suggested(self, pass_name: str, article_id: str) -> Sequence[Annotation]:
        """What a pass suggests for an article; the rules are applied where theirs is not written.

        Nothing where there is no such pass any more.
        """
        if pass_name == RULES_PASS and pass_name not in self.frame.passes:
            return self._drafted.get(article_id, ())
        return self.records(pass_name, article_id)

    @cached_property
    def _drafted(self) -> Mapping[str, Sequence[Annotation]]:
        """What the rules say; they look at all articles together, and so at the whole story."""
        return draft_story(self.whole()).records

    def whole(self) -> StoryData:
        """The story with all articles and records.

        Raises:
            StoreError: if ``story.toml`` cannot be used any more.
        """
        data, findings = read_story(read_story_files(self._seeds, self.name), load_schemas())
        if data is None:
            raise StoreError("\n".join(map(str, findings)))
        return data


def home_of(record_id: str) -> str | None:
    """The article that a record's id belongs to; None for the story's own and for articles.

    >>> home_of("tunnel:gazette:span:001"), home_of("tunnel:entity:city")
    ('tunnel:gazette', None)
    """
    parts = record_id.split(":")
    return ":".join(parts[:2]) if len(parts) > 3 else None


def _head(folder: Path, name: str, schemas: Schemas) -> tuple[StoryData, Mapping[str, Any]]:
    findings: list[Finding] = []
    source: SourceFile | None = read_file(folder / "story.toml", findings)
    if source is not None:
        data, table, faults = read_head(name, folder.as_posix(), source, schemas)
        if data is not None:
            return data, table
        findings += faults
    raise StoreError("\n".join(map(str, findings)) or f"{name}: cannot be read")
