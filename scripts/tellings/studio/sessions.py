"""A story at a server: everything that push, pull, status and adjudication start from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tellings.codebook import Codebook
from tellings.drafting.stories import draft_story
from tellings.findings import Finding, errors
from tellings.parts import load_story
from tellings.records import Annotation
from tellings.schemas import Schemas, nearest, no_story
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import story_names
from tellings.store.writing import StoreError
from tellings.story import GOLD, RULES_PASS, StoryData
from tellings.studio.pages import Page
from tellings.studio.purposes import Purpose
from tellings.studio.registry import Registry, registry_of
from tellings.studio.wanted import Suggestions, Wanted, wanted

OWN = "own"
"""How the state here names one's own server, whose port may change."""
_GUIDELINES = 5
"""Findings of this level are annotators' own and keep nothing from being pushed."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A story as it lies here.

    ``findings`` are errors that make it unfit to be pushed.
    """

    data: StoryData
    schemas: Schemas
    registry: Registry
    findings: tuple[Finding, ...]

    @property
    def codebook(self) -> Codebook:
        """The codebook with the story's own labels."""
        return self.schemas.codebook

    @property
    def story(self) -> str:
        """The name of the story."""
        return self.data.story.id


def desk(seeds: Path, story: str) -> Desk:
    """A story with its registry.

    Raises:
        StoreError: if there is no such story, or its ``story.toml`` cannot be used.
    """
    wanted_stories(seeds, story)
    schemas = load_schemas()
    data, findings, _ = load_story(seeds, story, schemas)
    faults = tuple(each for each in errors(findings) if each.level < _GUIDELINES)
    if data is None:
        raise StoreError("\n".join(map(str, faults)) or f"{story}: cannot be read")
    own = schemas.with_labels(schemas.codebook.extended(data.story.labels))
    return Desk(data, own, registry_of(data), faults)


def wanted_stories(seeds: Path, only: str | None) -> list[str]:
    """The stories to work on: the one that is named, or all.

    Raises:
        StoreError: if there is none, or none of that name.
    """
    names, findings = story_names(seeds)
    if findings and not names:
        raise StoreError("; ".join(map(str, findings)))
    if only is not None and only not in names:
        raise StoreError(no_story(only, names))
    return [only] if only else names


def suggestions(data: StoryData, names: Sequence[str]) -> Suggestions:
    """What some passes suggest; the rules are applied where their pass is not written.

    Raises:
        StoreError: if there is no such pass.
    """
    found: dict[str, Mapping[str, Sequence[Annotation]]] = {}
    for name in names:
        if name in data.passes:
            found[name] = _by_article(data, name)
        elif name == RULES_PASS:
            found[name] = draft_story(data).records
        else:
            hint = nearest(name, [*data.passes, RULES_PASS])
            raise StoreError(f"{data.story.id} has no pass {name!r}{hint}")
    return found


def _by_article(data: StoryData, name: str) -> Mapping[str, Sequence[Annotation]]:
    found: dict[str, list[Annotation]] = {key: [] for key in data.articles}
    for file in data.passes[name].files:
        if file.article_id is not None:
            found[file.article_id] += file.records
    return found


def wanted_of(found: Desk, page: Page, names: Sequence[str]) -> Wanted:
    """The tasks of a story on a page with suggestions of some passes."""
    chosen = suggestions(found.data, names)
    marked = [name for name in (GOLD, RULES_PASS) if name in found.data.passes]
    headlines = suggestions(found.data, marked)
    return wanted(found.data, page, found.registry, chosen, headlines)


def purpose_of_page(story: str, page: Page, use: str = "annotate") -> Purpose:
    """The purpose of the project that holds a story on a page."""
    return Purpose(story, page.name, use, page.blind)


def server_name(url: str | None) -> str:
    """How the state here names a server.

    >>> server_name("https://studio.example.org:8443/x")
    'studio.example.org-8443'
    """
    if url is None:
        return OWN
    parts = urlsplit(url)
    return "-".join(str(each) for each in (parts.hostname, parts.port) if each)
