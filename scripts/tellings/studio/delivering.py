"""Putting what was pulled into the seeds, and what a person has to see beside them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tellings.records import Annotation, Pass, PassArticle
from tellings.store.people import write_people
from tellings.store.private import forget, read_private, write_private
from tellings.store.pulled import Bases, Key, Pulled
from tellings.store.writing import write_all
from tellings.story import StoryData
from tellings.studio import conflicts, tombstones
from tellings.studio.annotators import pass_files, pass_record, worked_on
from tellings.studio.contributions import Contribution
from tellings.studio.outcome import Conflict, Deleted
from tellings.studio.pulling import Gathered, PersonsWork, Source, next_pulled
from tellings.studio.registry import registry_pass
from tellings.studio.taking import Taken, take

PEOPLE = "people.json"
"""Who is behind the pseudonyms, beside the archive; never published."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A pass that a pull brought up to date; ``files`` are those whose content changed."""

    name: str
    taken: Taken
    files: tuple[Path, ...]


def deliver(
    source: Source, gathered: Gathered, bases: Bases, folder: Path, time: str, tool: str
) -> list[Delivered]:
    """Merge work into the passes and write what changed: the seeds first, then what is known.

    Killed in between, the next pull finds the seeds as both sides have them and goes on.

    Args:
        source: the story and its server.
        gathered: what people did.
        bases: what was pulled last.
        folder: where conflicts and tombstones are kept.
        time: the moment of the pull, ISO 8601 in UTC.
        tool: what people worked with.

    Raises:
        StoreError: if something cannot be written.
    """
    write_people(folder / PEOPLE, gathered.people)
    done = []
    for name, person in sorted(gathered.by_name.items()):
        before = source.data.passes[name].info if name in source.data.passes else None
        info = _info(before, name, source, person, bases, tool)
        taken = take(
            source.data,
            source.schemas,
            info,
            person.work,
            _offered(source, gathered.suggested - {name}),
        )
        files = pass_files(source.data, info, taken.articles, taken.story)
        changed = {path: data for path, data in files.items() if content_of(path) != data}
        write_all(changed)
        keep_aside(folder, source.data.story.id, name, taken, time)
        bases.put(next_pulled(person, taken))
        done.append(Delivered(name, taken, tuple(changed)))
    _bury(folder, source.data.story.id, gathered.gone, time)
    return done


def content_of(path: Path) -> bytes | None:
    """The bytes of a file; None where there is none."""
    return path.read_bytes() if path.exists() else None


def _info(
    before: Pass | None,
    name: str,
    source: Source,
    person: PersonsWork,
    bases: Bases,
    tool: str,
) -> Pass:
    story = source.data.story.id
    return pass_record(
        before,
        name,
        source.schemas.codebook.version,
        tool,
        list(work_days(bases, name, story, person.keys)),
    )


def work_days(
    bases: Bases, name: str, story: str, done: Iterable[tuple[Key, Contribution]]
) -> Iterator[PassArticle]:
    """Days and seconds of work by article, over all pages that the person worked on.

    Args:
        bases: what was pulled before.
        name: the pass.
        story: the story.
        done: what is pulled now.
    """
    every = bases.of_annotator(name, story)
    spent = {key: (each.day, each.seconds) for key, each in every if each.day}
    spent |= {key: (each.day, each.seconds or 0.0) for key, each in done}
    for article in dict.fromkeys(key.article for key in spent):
        own = [each for key, each in spent.items() if key.article == article]
        yield worked_on(article, max(day for day, _ in own), sum(seconds for _, seconds in own))


def _offered(source: Source, suggested: Iterable[str]) -> dict[str, tuple[str, Annotation]]:
    """What pages showed beside the person's own records, with the pass that it is of."""
    found: dict[str, tuple[str, Annotation]] = {}
    for origin in sorted(suggested):
        for records in source.suggestions(origin).values():
            found |= {each.id: (origin, each) for each in records}
    lists = registry_pass(source.data)
    for each in lists.of_story() if lists else ():
        found[each.id] = (lists.info.id if lists else "", each)
    return found


def keep_aside(folder: Path, story: str, name: str, taken: Taken, time: str) -> None:
    """The conflicts that are open now, and the records that went, with those before.

    Conflicts with work that was not pulled this time stay as they are.
    """
    elsewhere = [
        each
        for each in listed_conflicts(folder, story, name)
        if each.origin and each.origin not in taken.origins
    ]
    keep_conflicts(folder, story, name, [*elsewhere, *taken.conflicts])
    if taken.deleted:
        _add_tombstones(folder, story, name, taken.deleted, time)


def listed_conflicts(folder: Path, story: str, name: str) -> tuple[Conflict, ...]:
    """The conflicts of a pass that are kept for a person to settle.

    Raises:
        StoreError: if the list cannot be read.
    """
    raw = read_private(_conflicts_file(folder, story, name))
    return conflicts.loaded(raw) if raw else ()


def keep_conflicts(folder: Path, story: str, name: str, found: Sequence[Conflict]) -> None:
    """Keep these conflicts of a pass and no others."""
    path = _conflicts_file(folder, story, name)
    if found:
        write_private(path, conflicts.dumped(story, name, found))
    else:
        forget(path)


def _conflicts_file(folder: Path, story: str, name: str) -> Path:
    return folder / "conflicts" / story / f"{name}.json"


def _bury(folder: Path, story: str, gone: Iterable[tuple[Key, Pulled]], time: str) -> None:
    """Annotations that are no longer on the server; their records stay in the pass."""
    for key, each in gone:
        record = {
            "record": "annotation",
            "id": f"{key.article}:annotation:{each.annotation}",
            "article_id": key.article,
            "project": key.project,
            "updated": each.updated,
        }
        _add_tombstones(folder, story, key.annotator, [Deleted(record, "theirs")], time)


def _add_tombstones(
    folder: Path, story: str, name: str, deleted: Iterable[Deleted], time: str
) -> None:
    path = folder / "tombstones" / story / f"{name}.json"
    raw = read_private(path)
    old = tombstones.loaded(raw) if raw else ()
    write_private(path, tombstones.dumped(story, name, tombstones.buried(old, deleted, time)))


def open_conflicts(folder: Path, data: StoryData) -> dict[str, tuple[Conflict, ...]]:
    """The conflicts of each pass that a person still has to settle."""
    found = {name: listed_conflicts(folder, data.story.id, name) for name in data.passes}
    return {name: each for name, each in found.items() if each}
