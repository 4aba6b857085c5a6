"""Putting what was pulled into the seeds, and what a person has to see beside them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tellings.pass_files import PASS_FILE, pass_bytes
from tellings.records import PassArticle
from tellings.store.people import write_people
from tellings.store.private import forget, read_private, write_private
from tellings.store.pulled import Bases, Key, Pulled
from tellings.store.spool import Spool, spool
from tellings.store.staging import Staged
from tellings.story import StoryData
from tellings.studio import conflicts, tombstones
from tellings.studio.annotators import pass_record, worked_on
from tellings.studio.bringing import Bringing
from tellings.studio.brought import Brought, Spent
from tellings.studio.offered import Offered
from tellings.studio.outcome import Conflict, Deleted
from tellings.studio.pulling import Gathered, Source
from tellings.studio.submitted import pulled

PEOPLE = "people.json"
"""Who is behind the pseudonyms, beside the archive; never published."""


def deliver(
    source: Source,
    gathered: Gathered,
    work: Spool,
    bases: Bases,
    folder: Path,
    time: str,
    tool: str,
) -> list[Brought]:
    """Merge work into the passes and write what changed: the seeds first, then what is known.

    Killed in between, the next pull finds the seeds as both sides have them and goes on.

    Args:
        source: the story and its server.
        gathered: what was found of it.
        work: what people did.
        bases: what was pulled last.
        folder: where conflicts and tombstones are kept.
        time: the moment of the pull, ISO 8601 in UTC.
        tool: what people worked with.

    Raises:
        StoreError: if something cannot be written.
    """
    write_people(folder / PEOPLE, gathered.people)
    story, done = source.shelf.name, []
    for name in work.people():
        with spool() as coming:
            brought = _bring(source, name, gathered, work, bases, coming, tool)
            keep_aside(folder, story, brought, time)
            bases.put(map(pulled, coming.of(name, coming.articles(name))))
        done.append(brought)
    _bury(folder, story, gathered.gone, time)
    return done


def _bring(
    source: Source,
    name: str,
    gathered: Gathered,
    work: Spool,
    bases: Bases,
    coming: Spool,
    tool: str,
) -> Brought:
    """Bring one person's pass up to date; ``coming`` gets what the next pull compares with."""
    shelf = source.shelf
    before = shelf.frame.passes[name].info if name in shelf.frame.passes else None
    version = shelf.schemas.codebook.version
    folder = Path(shelf.frame.path) / "annotations" / name
    brought = Brought(name, folder)
    offered = Offered(shelf, gathered.suggested - {name})
    info = pass_record(before, name, version, tool, ())
    with Staged(folder) as staged:
        under_way = Bringing(shelf, info, work, offered, bases, coming, staged, brought)
        under_way.bring(gathered.links.get(name, ()))
        days = work_days(bases, name, shelf.name, brought.spent)
        staged.put(PASS_FILE, pass_bytes(pass_record(before, name, version, tool, days)))
        brought.files = staged.name_all(PASS_FILE)
    return brought


def work_days(
    bases: Bases, name: str, story: str, done: Mapping[Key, Spent]
) -> Iterator[PassArticle]:
    """Days and seconds of work by article, over all pages that the person worked on.

    Args:
        bases: what was pulled before.
        name: the pass.
        story: the story.
        done: what is pulled now.
    """
    spent: dict[str, Spent] = {}
    new = dict.fromkeys(done)
    for key, each in bases.of_annotator(name, story):
        new.pop(key, None)
        now = done.get(key, Spent(each.day, each.seconds))
        if now.day:
            _spend(spent, key.article, now)
    for key in sorted(new):
        _spend(spent, key.article, done[key])
    for article, (day, seconds) in spent.items():
        yield worked_on(article, day, seconds)


def _spend(spent: dict[str, Spent], article: str, more: Spent) -> None:
    before = spent.get(article, Spent("", 0.0))
    spent[article] = Spent(max(before.day, more.day), before.seconds + more.seconds)


def keep_aside(folder: Path, story: str, brought: Brought, time: str) -> None:
    """The conflicts that are open now, and the records that went, with those before.

    Conflicts with work that was not pulled this time stay as they are.
    """
    name = brought.name
    elsewhere = [
        each
        for each in listed_conflicts(folder, story, name)
        if each.origin and each.origin not in brought.origins
    ]
    keep_conflicts(folder, story, name, [*elsewhere, *brought.conflicts])
    if brought.deleted:
        _add_tombstones(folder, story, name, brought.deleted, time)


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
    by_name: dict[str, list[Deleted]] = {}
    for key, each in gone:
        record = {
            "record": "annotation",
            "id": f"{key.article}:annotation:{each.annotation}",
            "article_id": key.article,
            "project": key.project,
            "updated": each.updated,
        }
        by_name.setdefault(key.annotator, []).append(Deleted(record, "theirs"))
    for name, deleted in by_name.items():
        _add_tombstones(folder, story, name, deleted, time)


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
