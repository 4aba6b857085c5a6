"""Receiving adjudication: what was decided on the server becomes gold."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tellings.records import Annotation
from tellings.store.people import write_people
from tellings.store.private import read_private
from tellings.store.pulled import Bases, Key, Pulled
from tellings.store.server_exports import tasks_in
from tellings.store.writing import write_all
from tellings.story import GOLD, StoryData
from tellings.studio.adjudicating import AGREED, Adjudication, adjudication, as_record
from tellings.studio.annotators import pass_files
from tellings.studio.answers import Project
from tellings.studio.brought import Brought, Spent
from tellings.studio.contributions import Contribution
from tellings.studio.deciding import ADJUDICATED, Decider
from tellings.studio.decisions import Decisions, Reader
from tellings.studio.delivering import PEOPLE, keep_aside, work_days
from tellings.studio.gold_pass import gold_record
from tellings.studio.pulling import Gathered, Source, archived
from tellings.studio.purposes import Purpose
from tellings.studio.taking import Taken, take
from tellings.studio.tasks import KEY, suggested_by


def receive_decisions(
    source: Source,
    project: Project,
    purpose: Purpose,
    bases: Bases,
    gathered: Gathered,
    folder: Path,
    time: str,
    tool: str,
    name: str | None,
) -> list[Brought]:
    """Export an adjudication, archive it raw, and merge what was decided into gold.

    Args:
        source: the story and its server.
        project: the project, and
        purpose: what it is for.
        bases: what was pulled last, and gold as it was sent.
        gathered: is told of what was left aside or cannot be used.
        folder: where the state is.
        time: the moment of the pull, ISO 8601 in UTC.
        tool: what the adjudicator worked with.
        name: what ``decided_by`` says; without it the adjudicator's pseudonym.

    Raises:
        StoreError: if the server or the disk fails.
    """
    with archived(source, project, folder, time) as (path, line):
        gathered.archived.append(line)
        data = source.shelf.whole()
        tasks = [each for each in tasks_in(path) if each["data"].get(KEY) in data.articles]
    passes = _compared(tasks, data)
    if not any(each["annotations"] or each.get("drafts") for each in tasks) or not passes:
        return []
    reader = Reader(source, data, purpose, bases, gathered, adjudication(data, passes), name)
    for task in tasks:
        reader.task(task)
    if not reader.found.work:
        return []
    done = _deliver(reader, passes, bases, folder, time, tool)
    _mark(source, bases, reader.found.keys)
    return [done]


def _compared(tasks: Iterable[Mapping[str, Any]], data: StoryData) -> list[str]:
    """The passes that the tasks show side by side."""
    shown = (
        suggested_by(each["model_version"] or "") for task in tasks for each in task["predictions"]
    )
    names = dict.fromkeys(name for name in shown if name)
    return sorted(name for name in names if name != AGREED and name in data.passes)


def _deliver(
    reader: Reader, passes: Sequence[str], bases: Bases, folder: Path, time: str, tool: str
) -> Brought:
    data, found = reader.data, reader.found
    schemas = reader.source.shelf.schemas
    write_people(folder / PEOPLE, reader.gathered.people)
    settled = {each.decided_by for work in found.work for each in work.records.values()}
    people = [name for name in dict.fromkeys(each[2] for each in found.keys) if name in settled]
    done = {
        key: Spent(each.day, each.seconds or 0.0)
        for key, each, _ in found.keys
        if _is_decided(data, key, found, people)
    }
    days = list(work_days(bases, GOLD, data.story.id, done))
    before = data.passes[GOLD].info if GOLD in data.passes else None
    info = gold_record(before, people, passes, schemas.codebook.version, tool, days)
    taken = take(data, schemas, info, found.work, _offered(reader).get)
    _settle_adopted(taken, reader)
    files = pass_files(data, info, taken.articles, taken.story)
    if info == before:  # nothing new to say: however somebody wrote it, it stays
        files = {path: raw for path, raw in files.items() if path.name != "pass.json"}
    changed = {path: raw for path, raw in files.items() if read_private(path) != raw}
    write_all(changed)
    brought = Brought(GOLD, Path(data.path) / "annotations" / GOLD)
    brought.add(taken)
    brought.files = tuple(path.name for path in changed)
    keep_aside(folder, data.story.id, brought, time)
    bases.put(_next_pulled(found, taken))
    _tell_unexplained(reader, taken)
    return brought


def _is_decided(data: StoryData, key: Key, found: Decisions, people: Sequence[str]) -> bool:
    """Whether somebody decided anything in an article, or gold did not have it yet."""
    gold = data.passes.get(GOLD)
    listed = {each.article for each in gold.info.articles} if gold else set()
    records = (
        each
        for work in found.work
        if work.article.id == key.article
        for each in work.records.values()
    )
    return key.article not in listed or any(each.decided_by in people for each in records)


def _tell_unexplained(reader: Reader, taken: Taken) -> None:
    kept = {each.id for records in taken.articles.values() for each in records}
    for each in reader.found.unexplained:
        if each in kept:
            reader.gathered.notes.append(f"gold: {each} lacks the reason why it was settled so")


def _next_pulled(found: Decisions, taken: Taken) -> Iterator[tuple[Key, Pulled]]:
    for (key, each, _), records in zip(found.keys, taken.bases, strict=True):
        yield key, Pulled(each.id, each.updated, each.day, each.seconds or 0.0, records)


def _offered(reader: Reader) -> dict[str, tuple[str, Annotation]]:
    """What the page showed without letting it be changed, and the story's lists."""
    found: dict[str, tuple[str, Annotation]] = {}
    for each in reader.passes.items:
        for name in each.passes:
            if name in each.versions and each.gold is None:
                found.setdefault(each.id, (name, as_record(each.versions[name])))
    registry = reader.passes.common.registry.pass_name
    lists = reader.data.passes[registry].of_story() if registry else ()
    found |= {each.id: (registry or "", each) for each in lists}
    added = reader.passes.common.added
    return found | {key: (name, as_record(each)) for key, (name, each) in added.items()}


def _settle_adopted(taken: Taken, reader: Reader) -> None:
    """What gold took over because decisions point at it is settled by them too."""
    gold = reader.data.passes.get(GOLD)
    there = {each.id for each in gold.records()} if gold else set()
    given = {key for work in reader.found.work for key in work.records}
    origins = _origins(reader.passes)
    by_day = max(reader.found.keys, key=lambda each: each[1].updated)
    who = Decider(by_day[2], datetime.date.fromisoformat(by_day[1].day))

    def settled(record: Annotation) -> Annotation:
        if record.id in there or record.id in given or record.status != "draft":
            return record
        came = origins.get(record.id) or record.from_ or ()
        how = {"status": ADJUDICATED, "from_": tuple(came)}
        return msgspec.structs.replace(record, **how, decided_by=who.name, decided_on=who.day)

    taken.story = [settled(each) for each in taken.story]
    taken.articles = {key: [settled(one) for one in each] for key, each in taken.articles.items()}


def _origins(of: Adjudication) -> dict[str, list[str]]:
    """By id in gold the records of the passes."""
    found = {
        each.id: [f"{name}/{each.origins[name]}" for name in each.passes if name in each.origins]
        for each in of.items
    }
    for name, names in of.common.names.items():
        for own, common in names.items():
            if name in of.passes:
                found.setdefault(common, []).append(f"{name}/{own}")
    return found


def _mark(source: Source, bases: Bases, decided: Iterable[tuple[Key, Contribution, str]]) -> None:
    """Mark what became gold as the annotation that holds: one a task."""
    for key, each, _ in decided:
        if each.draft or each.ground_truth:
            continue
        marked = source.server.set_ground_truth(each.id)
        last = bases.get(key)
        if last is not None:
            bases.put([(key, last._replace(updated=max(marked.updated_at, last.updated)))])
