"""Pulling: what people did on a server, archived as it is, then read and put by to be merged."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from tellings.checks.references import references_of
from tellings.findings import Finding
from tellings.records import Annotation, Article
from tellings.store.archives import keep_file
from tellings.store.pulled import Bases, Key, Pulled
from tellings.store.server_exports import tasks_in
from tellings.store.spool import Spool
from tellings.store.temporary import temporary_folder
from tellings.studio.answers import Project
from tellings.studio.archive import Entry
from tellings.studio.client import Server
from tellings.studio.contributions import Contribution, contributions, latest
from tellings.studio.pages import Page
from tellings.studio.pseudonyms import People, User
from tellings.studio.purposes import Purpose
from tellings.studio.reconciling import exported
from tellings.studio.shelf import Shelf, home_of
from tellings.studio.submitted import OfArticle, Submitted, packed
from tellings.studio.tasks import KEY, suggested_by
from tellings.studio.texts import Affected, affected, changed_side
from tellings.studio.understanding import understood
from tellings.studio.wanted import unsettled

Told = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a story's work is pulled from, and what is known of it here.

    Attributes:
        server: the server.
        name: how the state here names the server; that of one's own does not change with its
            port.
        shelf: the story.
        drafts: whether unfinished work is taken too.
    """

    server: Server
    name: str
    shelf: Shelf
    drafts: bool = False


@dataclass(slots=True)
class Gathered:
    """What a pull found on the server; the work itself lies in a spool.

    Attributes:
        people: everybody who ever worked here.
        archived: the raw exports as they were archived.
        links: by pseudonym the pairs of articles of which one points into the other.
        suggested: the passes that people started from.
        skipped, drafts, aside: work that is archived and not taken.
        gone: work that was pulled before and is no longer on the server.
        affected: spans on a text that changed, by task and person.
        findings: what could not be made into records.
        notes: what was normalised.
    """

    people: People
    archived: list[Entry] = field(default_factory=list)
    links: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
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
    spool: Spool,
    folder: Path,
    time: str,
    told: Told,
) -> Gathered:
    """Export projects, archive them raw, and read what people did, task by task.

    Args:
        source: the story and its server.
        projects: those to pull, with their purpose.
        bases: what was pulled last.
        people: everybody known so far.
        spool: where the work goes.
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
            page = purpose.view(source.shelf.schemas.codebook)
            reader = _Reader(source, purpose, page, bases, found, spool, emails)
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
    page: Page
    bases: Bases
    found: Gathered
    spool: Spool
    emails: Mapping[int, str]
    seen: set[tuple[str, str]] = field(default_factory=set)

    def task(self, task: Mapping[str, Any]) -> None:
        key = task["data"].get(KEY)
        work = list(contributions(task, self.emails))
        article = self.source.shelf.article(key)
        if article is None:
            self._unknown(task, work)
            return
        side = changed_side(task["data"], article.text)
        taken, aside = latest(each for each in self._takeable(key, work))
        self.found.aside += [self._named(key, each) for each in aside]
        for each in taken.values():
            name = self._name(each.user)
            self.seen.add((article.id, name))
            if side == "same":
                self._read(task, each, article, name)
            else:
                self._changed(each, article, name, side)

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
        passes = self.source.shelf.frame.passes
        self.found.people, name = self.found.people.with_user(who, passes)
        return name

    def _unknown(self, task: Mapping[str, Any], work: Sequence[Contribution]) -> None:
        if work:
            message = f"task {task['id']} with {len(work)} works is of no article of the story"
            self.found.findings.append(Finding("unresolved-reference", self.purpose.title, message))

    def _read(
        self, task: Mapping[str, Any], each: Contribution, article: Article, name: str
    ) -> None:
        where = f"{self.purpose.title}/{article.id} ({each.name})"
        registry = self.source.shelf.registry
        own = self.source.shelf.records(name, article.id)
        known = self._suggested(task, article.id) | {each.id: each for each in own}
        read = understood(each.results, article, self.page, registry, known, where)
        self.found.findings += read.findings
        self.found.notes += [f"{where}: {note}" for note in read.notes]
        self._link(name, article.id, (*own, *read.records))
        submitted = Submitted(
            key=Key(self.source.name, self.purpose.marker, article.id, name),
            text_sha256=article.text_sha256,
            annotation=each.id,
            seen=max(each.updated, each.task_updated),
            day=each.day,
            seconds=each.seconds or 0.0,
            records=cast("list[OfArticle]", read.records),
            incomplete=sorted(read.incomplete),
        )
        self.spool.add(name, article.id, packed(submitted))

    def _suggested(self, task: Mapping[str, Any], article: str) -> dict[str, Annotation]:
        """The records that the person was shown to start from."""
        names = [suggested_by(each["model_version"] or "") for each in task["predictions"]]
        found: dict[str, Annotation] = {}
        for name in filter(None, names):
            self.found.suggested.add(name)
            for record in self.source.shelf.suggested(name, article):
                found[record.id] = unsettled(record)
        return found

    def _link(self, name: str, article: str, records: Iterable[Annotation]) -> None:
        """Remember which other articles the records point into."""
        for record in records:
            homes = (home_of(each.target) for each in references_of(record))
            for home in homes:
                if home is not None and home != article:
                    self.found.links.setdefault(name, set()).add((article, home))

    def _changed(self, each: Contribution, article: Article, name: str, side: str) -> None:
        """A text that is no longer the one annotated: every span listed, nothing merged."""
        where = {"article": "here", "task": "on the server", "both": "on both sides"}[side]
        message = f"the text changed {where}: {each.name} of {name} is not merged"
        self.found.findings.append(Finding("text-changed", article.id, message))
        spans = affected(each.results, article.text)
        self.found.affected += [(f"{article.id}, {name}", span) for span in spans]

    def gone(self) -> None:
        """Work that was there at an earlier pull."""
        before = self.bases.of_project(self.source.name, self.purpose.marker)
        gone = [(key, each) for key, each in before if key[2:] not in self.seen]
        self.found.gone += gone
