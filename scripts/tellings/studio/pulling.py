"""Pulling: what people did on a server, archived as it is, then merged into their passes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tellings.findings import Finding
from tellings.records import Annotation
from tellings.schemas import Schemas
from tellings.store.archives import keep_file
from tellings.store.pulled import Bases, Key, Pulled
from tellings.store.server_exports import tasks_in
from tellings.store.temporary import temporary_folder
from tellings.story import StoryData
from tellings.studio.answers import Project
from tellings.studio.archive import Entry
from tellings.studio.client import Server
from tellings.studio.contributions import Contribution, contributions, latest
from tellings.studio.pseudonyms import People, User
from tellings.studio.purposes import Purpose
from tellings.studio.reconciling import exported
from tellings.studio.registry import Registry
from tellings.studio.taking import Taken, Work
from tellings.studio.tasks import KEY, suggested_by
from tellings.studio.texts import Affected, affected, changed_side
from tellings.studio.understanding import understood
from tellings.studio.wanted import unsettled

Told = Callable[[str, int, int], None]


def origin_of(key: Key) -> str:
    """How a conflict names the server and the project that it came from."""
    return f"{key.server} {key.project}"


@dataclass(slots=True)
class Source:
    """Where a story's work is pulled from, and what is known of it here.

    Attributes:
        server: the server.
        name: how the state here names the server; that of one's own does not change with its
            port.
        data: the story.
        schemas: the schemas with the story's own labels.
        registry: the story's own lists, as pages offer them.
        suggestions: gives the records that a pass suggested, by article.
        drafts: whether unfinished work is taken too.
    """

    server: Server
    name: str
    data: StoryData
    schemas: Schemas
    registry: Registry
    suggestions: Callable[[str], Mapping[str, Sequence[Annotation]]]
    drafts: bool = False


@dataclass(slots=True)
class PersonsWork:
    """What one person did, ready to be taken into a pass, with the keys of its bases."""

    work: list[Work] = field(default_factory=list)
    keys: list[tuple[Key, Contribution]] = field(default_factory=list)


@dataclass(slots=True)
class Gathered:
    """What a pull found on the server.

    Attributes:
        archived: the raw exports as they were archived.
        people: everybody who ever worked here.
        by_name: work by pseudonym.
        suggested: the passes that people started from.
        skipped, drafts, aside: work that is archived and not taken.
        gone: work that was pulled before and is no longer on the server.
        affected: spans on a text that changed, by task and person.
        findings: what could not be made into records.
        notes: what was normalised.
    """

    people: People
    archived: list[Entry] = field(default_factory=list)
    by_name: dict[str, PersonsWork] = field(default_factory=dict)
    suggested: set[str] = field(default_factory=set)
    skipped: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    gone: list[tuple[Key, Pulled]] = field(default_factory=list)
    affected: list[tuple[str, Affected]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def gather(
    source: Source,
    projects: Sequence[tuple[Project, Purpose]],
    bases: Bases,
    people: People,
    folder: Path,
    time: str,
    told: Told,
) -> Gathered:
    """Export projects, archive them raw, and read what people did.

    Args:
        source: the story and its server.
        projects: those to pull, with their purpose.
        bases: what was pulled last.
        people: everybody known so far.
        folder: where the archive is.
        time: the moment of the pull, ISO 8601 in UTC.
        told: is told of progress.

    Raises:
        StoreError: if the server or the disk fails; nothing is taken then.
    """
    found = Gathered(people)
    emails = {user.id: user.email for user in source.server.users()}
    for project, purpose in projects:
        with archived(source, project, folder, time) as (path, line):
            found.archived.append(line)
            reader = _Reader(source, purpose, bases, found, emails)
            total = project.task_number or 0
            for number, task in enumerate(tasks_in(path)):
                told(f"reading {purpose.title}", number, total)
                reader.task(task)
            reader.gone()
    return found


@contextmanager
def archived(
    source: Source, project: Project, folder: Path, time: str
) -> Iterator[tuple[Path, Entry]]:
    """A project's whole export, archived as it came before anything is read from it."""
    with temporary_folder() as temporary:
        path = exported(source.server, project.id, temporary)
        place = folder / "archive" / f"{source.name}-{project.id}"
        yield path, keep_file(place, path, time)


@dataclass(slots=True)
class _Reader:
    """Reads the tasks of one project."""

    source: Source
    purpose: Purpose
    bases: Bases
    found: Gathered
    emails: Mapping[int, str]
    seen: set[Key] = field(default_factory=set)

    def task(self, task: Mapping[str, Any]) -> None:
        key = task["data"].get(KEY)
        work = list(contributions(task, self.emails))
        if key not in self.source.data.articles:
            self._unknown(task, work)
            return
        article = self.source.data.articles[key]
        side = changed_side(task["data"], article.text)
        taken, aside = latest(each for each in self._takeable(key, work))
        self.found.aside += [self._named(key, each) for each in aside]
        for each in taken.values():
            name = self._name(each.user)
            place = Key(self.source.name, self.purpose.marker, key, name)
            self.seen.add(place)
            if side == "same":
                self._read(task, each, place)
            else:
                self._changed(each, place, side)

    def _takeable(self, key: str, work: Sequence[Contribution]) -> Iterator[Contribution]:
        for each in work:
            if each.skipped:
                self.found.skipped.append(self._named(key, each))
            elif each.draft and not self.source.drafts:
                self.found.drafts.append(self._named(key, each))
            else:
                yield each

    def _named(self, key: str, each: Contribution) -> str:
        return f"{self.purpose.title}, {key}: {each.name} by {self._name(each.user)}"

    def _name(self, user: int) -> str:
        who = User(self.source.name, user, self.emails.get(user, ""))
        self.found.people, name = self.found.people.with_user(who, self.source.data.passes)
        return name

    def _unknown(self, task: Mapping[str, Any], work: Sequence[Contribution]) -> None:
        if work:
            message = f"task {task['id']} with {len(work)} works is of no article of the story"
            self.found.findings.append(Finding("unresolved-reference", self.purpose.title, message))

    def _read(self, task: Mapping[str, Any], each: Contribution, place: Key) -> None:
        article = self.source.data.articles[place.article]
        page = self.purpose.view(self.source.schemas.codebook)
        last = self.bases.get(place)
        where = f"{self.purpose.title}/{place.article} ({each.name})"
        known = self._known(task, place)
        read = understood(each.results, article, page, self.source.registry, known, where)
        self.found.findings += read.findings
        self.found.notes += [f"{where}: {note}" for note in read.notes]
        records = {record.id: record for record in read.records}
        base = last.records if last else {}
        person = self.found.by_name.setdefault(place.annotator, PersonsWork())
        person.work.append(Work(article, page, records, read.incomplete, base, origin_of(place)))
        person.keys.append((place, each))

    def _known(self, task: Mapping[str, Any], place: Key) -> dict[str, Annotation]:
        """The records that the person started from, those of the own pass first."""
        names = [suggested_by(each["model_version"] or "") for each in task["predictions"]]
        found: dict[str, Annotation] = {}
        for name in names:
            if name is None:
                continue
            self.found.suggested.add(name)
            for record in self.source.suggestions(name).get(place.article, ()):
                found[record.id] = unsettled(record)
        own = self.source.data.passes.get(place.annotator)
        found |= {each.id: each for each in (own.of_article(place.article) if own else ())}
        return found

    def _changed(self, each: Contribution, place: Key, side: str) -> None:
        """A text that is no longer the one annotated: every span listed, nothing merged."""
        where = {"article": "here", "task": "on the server", "both": "on both sides"}[side]
        message = f"the text changed {where}: {each.name} of {place.annotator} is not merged"
        self.found.findings.append(Finding("text-changed", place.article, message))
        text = self.source.data.articles[place.article].text
        name = f"{place.article}, {place.annotator}"
        self.found.affected += [(name, span) for span in affected(each.results, text)]

    def gone(self) -> None:
        """Work that was there at an earlier pull."""
        before = self.bases.of_project(self.source.name, self.purpose.marker)
        self.found.gone += [(key, each) for key, each in before if key not in self.seen]


def next_pulled(person: PersonsWork, taken: Taken) -> Iterator[tuple[Key, Pulled]]:
    """What the next pull compares with, for each work that was taken."""
    for (key, each), records in zip(person.keys, taken.bases, strict=True):
        seen = max(each.updated, each.task_updated)
        yield key, Pulled(each.id, seen, each.day, each.seconds or 0.0, records)
