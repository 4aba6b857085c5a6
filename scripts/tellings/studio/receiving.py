"""Receiving: one pull of a story, from the server's export to the files of the passes."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from filelock import FileLock

from tellings.store.people import read_people
from tellings.store.private import private_folder
from tellings.store.pulled import pulled_database
from tellings.story import RULES_PASS
from tellings.studio.client import Server
from tellings.studio.delivering import PEOPLE, Delivered, deliver
from tellings.studio.gold_delivering import receive_decisions
from tellings.studio.projects import projects_for
from tellings.studio.pulling import Gathered, Source, Told, archived, gather
from tellings.studio.purposes import ADJUDICATE, ANNOTATE
from tellings.studio.sessions import Desk, desk, suggested_by_pass
from tellings.suggesting import suggest


@dataclass(frozen=True, slots=True)
class Received:
    """What a pull of a story brought.

    ``projects`` are the titles of those that were pulled; ``rules_written`` says that the
    pass ``rules`` was written because people's work points at its records.
    """

    gathered: Gathered
    delivered: list[Delivered]
    projects: list[str]
    rules_written: bool

    @property
    def is_clean(self) -> bool:
        """Whether nothing waits for a person: no conflict, nothing that could not be taken."""
        open_ = any(each.taken.conflicts or each.taken.findings for each in self.delivered)
        return not (open_ or self.gathered.findings)


def receive(
    server: Server,
    name: str,
    found: Desk,
    folder: Path,
    seeds: Path,
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
        found: the story as it lies here.
        folder: where archive, bases, conflicts and tombstones are.
        seeds: the seeds.
        time: now, ISO 8601 in UTC.
        drafts: whether unfinished work is taken too.
        told: is told of progress.
        decider: who is named as the one who decided where passes are adjudicated; without
            it the adjudicator's pseudonym.

    Raises:
        StoreError: if the server or the disk fails; what was written before stands, and
            the next pull goes on from there.
    """
    source = Source(
        server,
        name,
        found.data,
        found.schemas,
        found.registry,
        suggested_by_pass(found.data),
        drafts,
    )
    with (
        FileLock(private_folder(folder) / f".{found.story}.pull.lock"),
        pulled_database(folder) as bases,
    ):
        every = projects_for(server, found.story)
        pulled = [each for each in every if each[1].use == ANNOTATE]
        people = read_people(folder / PEOPLE)
        gathered = gather(source, pulled, bases, people, folder, time, told)
        tool = f"Label Studio {server.version()}"
        delivered = deliver(source, gathered, bases, folder, time, tool)
        for project, purpose in every:
            if purpose.use == ADJUDICATE:
                now = replace(source, data=desk(seeds, found.story).data)
                delivered += receive_decisions(
                    now, project, purpose, bases, gathered, folder, time, tool, decider
                )
            elif purpose.use != ANNOTATE:
                with archived(source, project, folder, time) as (_, line):
                    gathered.archived.append(line)
    is_needed = RULES_PASS not in found.data.passes and any(map(_from_rules, delivered))
    if is_needed:
        suggest(
            seeds,
            found.data,
            found.codebook,
            date.fromisoformat(time[:10]),
            write=True,
            force=False,
        )
    titles = [project.title for project, purpose in every if purpose.use in (ANNOTATE, ADJUDICATE)]
    return Received(gathered, delivered, titles, is_needed)


def _from_rules(each: Delivered) -> bool:
    """Whether a pass has taken over records of the rules."""
    records = (*each.taken.story, *(r for found in each.taken.articles.values() for r in found))
    return any(
        origin.startswith(f"{RULES_PASS}/") for record in records for origin in record.from_ or ()
    )
