"""``draft``: suggestions by rule for a story, and the files of the pass that holds them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tellings import __version__
from tellings.codebook import Codebook
from tellings.drafting.stories import StoryDraft, draft_story
from tellings.findings import Finding, errors
from tellings.parts import load_story
from tellings.pass_files import PASS_FILE, STORY_FILE, article_bytes, pass_bytes, story_bytes
from tellings.records import (
    Attribution,
    Entity,
    Pass,
    PassArticle,
    Reuse,
    Span,
)
from tellings.schemas import Schemas, no_story
from tellings.store.drafts import edited_files, same_files, write_draft
from tellings.store.seeds import story_names
from tellings.store.writing import StoreError
from tellings.story import RULES_PASS, StoryData

_NOTE = "Suggestions by rules alone, made by 'tellings draft'; nobody has read them."
_GUIDELINES = 5
"""Findings of this level are annotators' own and keep nothing from being drafted."""


@dataclass(frozen=True, slots=True)
class Suggested:
    """What was suggested for a story: spans by layer, records by kind.

    ``written`` says whether files were; ``lost`` names edited files that were replaced.
    """

    story: str
    folder: str
    articles: int
    spans: Mapping[str, int]
    records: Mapping[str, int]
    registry_from: str | None
    without_words: tuple[str, ...]
    written: bool
    lost: tuple[str, ...] = ()


def stories_to_draft(
    seeds: Path, only: str | None, schemas: Schemas
) -> tuple[list[StoryData], list[Finding]]:
    """The stories that are wanted, and the errors that keep them from being drafted.

    What is wrong in a drafted pass itself does not count: it is about to be replaced.

    Raises:
        StoreError: if there is no such story, or none at all.
    """
    names, findings = story_names(seeds)
    if findings and not names:
        raise StoreError("; ".join(map(str, findings)))
    if only is not None and only not in names:
        raise StoreError(no_story(only, names))
    stories, failed = [], []
    for name in [only] if only else names:
        data, faults, _ = load_story(seeds, name, schemas)
        own = f"{seeds.as_posix()}/{name}/annotations/{RULES_PASS}/"
        failed += [
            each
            for each in errors(faults)
            if each.level < _GUIDELINES and not each.file.startswith(own)
        ]
        if data is not None:
            stories.append(data)
    return stories, failed


def suggest(
    seeds: Path, data: StoryData, codebook: Codebook, today: date, write: bool, force: bool
) -> Suggested:
    """Draft the pass ``rules`` of a story; an equal one that is there already stays.

    Raises:
        StoreError: if somebody edited the pass and not ``force``, or it cannot be written.
    """
    draft = draft_story(data)
    folder = seeds / data.story.id / "annotations" / RULES_PASS
    files = pass_files(data, draft, codebook, today)
    lost: Sequence[str] = ()
    changes = not same_files(folder, files, aside=PASS_FILE) or bool(edited_files(folder))
    if write and changes:
        lost = write_draft(folder, files, force)
    return Suggested(
        data.story.id,
        folder.as_posix(),
        len(draft.records),
        _layers(draft, codebook),
        _kinds(draft),
        draft.registry_from,
        draft.without_words,
        write and changes,
        tuple(lost),
    )


def pass_files(
    data: StoryData, draft: StoryDraft, codebook: Codebook, today: date
) -> dict[str, bytes]:
    """The files of the pass by name, in their canonical bytes."""
    info = Pass(
        id=RULES_PASS,
        annotator="tellings draft",
        kind="rule",
        tool=f"tellings {__version__}",
        guideline_version=codebook.version,
        articles=tuple(PassArticle(article=each, date=today) for each in draft.records),
        status="draft",
        note=_NOTE,
    )
    files = {PASS_FILE: pass_bytes(info)}
    for article, records in draft.records.items():
        text = data.articles[article].text_sha256
        files[f"{article.partition(':')[2]}.json"] = article_bytes(article, text, records)
    if draft.story_records:
        files[STORY_FILE] = story_bytes(data.story.id, draft.story_records)
    return files


def _layers(draft: StoryDraft, codebook: Codebook) -> dict[str, int]:
    found = Counter(
        each.layer
        for records in draft.records.values()
        for each in records
        if isinstance(each, Span)
    )
    return {layer: found[layer] for layer in codebook.labels("layer") if found[layer]}


def _kinds(draft: StoryDraft) -> dict[str, int]:
    every = [each for records in draft.records.values() for each in records]
    kinds = {"attribution": Attribution, "entity": Entity, "reuse": Reuse}
    return {
        name: sum(isinstance(each, cls) for each in [*every, *draft.story_records])
        for name, cls in kinds.items()
    }
