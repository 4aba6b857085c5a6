"""Receiving: one pull of a story, from the server's export to the files of the passes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock

from tellings.store.people import read_people
from tellings.store.private import private_folder
from tellings.store.pulled import Bases, pulled_database
from tellings.store.spool import spool
from tellings.story import RULES_PASS
from tellings.studio.answers import Project
from tellings.studio.brought import Brought
from tellings.studio.client import Server
from tellings.studio.delivering import PEOPLE, deliver
from tellings.studio.gold_delivering import receive_decisions
from tellings.studio.projects import projects_for
from tellings.studio.pulling import Gathered, Source, Told, archived, gather
from tellings.studio.purposes import ADJUDICATE, ANNOTATE, Purpose
from tellings.studio.shelf import Shelf
from tellings.suggesting import suggest


@dataclass(frozen=True, slots=True)
class Received:
    """What a pull of a story brought.

    ``projects`` are the titles of those that were pulled; ``rules_written`` says that the
    pass ``rules`` was written because people's work points at its records.
    """

    gathered: Gathered
    delivered: list[Brought]
    projects: list[str]
    rules_written: bool

    @property
    def is_clean(self) -> bool:
        """Whether nothing waits for a person: no conflict, nothing that could not be taken."""
        open_ = any(each.conflicts or each.findings for each in self.delivered)
        return not (open_ or self.gathered.findings)


def receive(
    server: Server,
    name: str,
    seeds: Path,
    story: str,
    folder: Path,
    time: str,
    drafts: bool,
    told: Told,
    decider: str | None = None,
) -> Received:
    """Pull everything that people did on a story.

    One pull of a story at a time on one machine; a second one waits.

    Args:
        server: where from.
        name: how the state here names the server.
        seeds: the seeds.
        story: the story; it is read once no other pull is at work on it.
        folder: where archive, bases, conflicts and tombstones are.
        time: now, ISO 8601 in UTC.
        drafts: whether unfinished work is taken too.
        told: is told of progress.
        decider: who is named as the one who decided where passes are adjudicated; without
            it the adjudicator's pseudonym.

    Raises:
        StoreError: if the server or the disk fails, or ``story.toml`` cannot be used; what
            was written before stands, and the next pull goes on from there.
    """
    with (
        FileLock(private_folder(folder) / f".{story}.pull.lock"),
        pulled_database(folder) as bases,
    ):
        shelf = Shelf(seeds, story)
        source = Source(server, name, shelf, drafts)
        every = projects_for(server, story)
        tool = f"Label Studio {server.version()}"
        gathered, delivered = _annotated(source, every, bases, folder, time, tool, told)
        for project, purpose in every:
            if purpose.use == ADJUDICATE:
                delivered += receive_decisions(
                    source, project, purpose, bases, gathered, folder, time, tool, decider
                )
            elif purpose.use != ANNOTATE:
                with archived(source, project, folder, time) as (_, line):
                    gathered.archived.append(line)
    needs_rules = any(each.from_rules for each in delivered)
    is_needed = RULES_PASS not in shelf.frame.passes and needs_rules
    if is_needed:
        today = date.fromisoformat(time[:10])
        suggest(seeds, shelf.whole(), shelf.schemas.codebook, today, write=True, force=False)
    titles = [project.title for project, purpose in every if purpose.use in (ANNOTATE, ADJUDICATE)]
    return Received(gathered, delivered, titles, is_needed)


def _annotated(
    source: Source,
    every: Sequence[tuple[Project, Purpose]],
    bases: Bases,
    folder: Path,
    time: str,
    tool: str,
    told: Told,
) -> tuple[Gathered, list[Brought]]:
    """Pull what people annotated, apart from adjudication and practice."""
    pulled = [each for each in every if each[1].use == ANNOTATE]
    people = read_people(folder / PEOPLE)
    with spool() as work:
        gathered = gather(source, pulled, bases, people, work, folder, time, told)
        return gathered, deliver(source, gathered, work, bases, folder, time, tool)
