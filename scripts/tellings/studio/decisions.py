"""Reading adjudication: what an adjudicator decided on the server, ready to be merged."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tellings.checks.references import references_of
from tellings.findings import Finding
from tellings.records import Annotation
<<<<<<< HEAD
from tellings.store.people import write_people
=======
>>>>>>> w/adjudicate
from tellings.store.pulled import Bases, Key, Pulled
from tellings.story import GOLD
<<<<<<< HEAD
from tellings.studio.adjudicating import AGREED, Adjudication, adjudication, as_record
from tellings.studio.annotators import pass_files
from tellings.studio.answers import Project
from tellings.studio.contributions import Contribution, contributions
from tellings.studio.deciding import ADJUDICATED, Decider, decide
from tellings.studio.delivering import PEOPLE, Delivered, content_of, keep_aside, work_days
=======
from tellings.studio.adjudicating import Adjudication, as_record
from tellings.studio.contributions import Contribution, contributions
from tellings.studio.deciding import Decider, decide
>>>>>>> w/adjudicate
from tellings.studio.fields import Plain
from tellings.studio.pages import Page
from tellings.studio.pseudonyms import User
from tellings.studio.pulling import Gathered, Source, origin_of
from tellings.studio.purposes import Purpose
from tellings.studio.reasons import reasons
from tellings.studio.regions import regions_of
from tellings.studio.taking import Work
from tellings.studio.tasks import KEY
from tellings.studio.texts import affected, changed_side
from tellings.studio.understanding import understood

SENT = 0
"""Stands for the number of an annotation: gold as it was when the page was sent."""


@dataclass(slots=True)
class Decisions:
    """What was decided on one project, article by article, ready to be merged into gold."""

    work: list[Work] = field(default_factory=list)
    keys: list[tuple[Key, Contribution, str]] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Reader:
    """Reads the tasks of an adjudication.

    Attributes:
        source: the story and its server.
        purpose: what the project is for.
        bases: what was pulled last, and gold as it was sent.
        gathered: is told of what was left aside or cannot be used.
        passes: the passes side by side.
        name: what ``decided_by`` says; without it the adjudicator's pseudonym.
        found: what was read.
        emails: the addresses of users by their number.
    """

    source: Source
    purpose: Purpose
    bases: Bases
    gathered: Gathered
    passes: Adjudication
    name: str | None
    found: Decisions = field(default_factory=Decisions)
    emails: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.emails = {user.id: user.email for user in self.source.server.users()}

    @property
    def page(self) -> Page:
<<<<<<< HEAD
        return self.purpose.view(self.source.schemas.codebook)
=======
        """The page of the project."""
        return self.purpose.view(self.source.codebook)
>>>>>>> w/adjudicate

    def task(self, task: Mapping[str, Any]) -> None:
        """Read one task of an export."""
        article = self.source.data.articles[task["data"][KEY]]
        chosen = self._chosen(task, article.id)
        if chosen is None:
            return
        side = changed_side(task["data"], article.text)
        if side != "same":
            message = f"the text changed: {chosen.name} is not merged into gold"
            self.gathered.findings.append(Finding("text-changed", article.id, message))
            spans = affected(chosen.results, article.text)
            self.gathered.affected += [(f"{article.id}, gold", each) for each in spans]
            return
        self._decide(task, chosen, article.id)

    def _chosen(self, task: Mapping[str, Any], article: str) -> Contribution | None:
        """The newest annotation of a task; what else lies there is told."""
        taken: list[Contribution] = []
        for each in contributions(task, self.emails):
            if each.skipped:
                self.gathered.skipped.append(self._named(article, each))
            elif each.draft and not self.source.drafts:
                self.gathered.drafts.append(self._named(article, each))
            else:
                taken.append(each)
        taken.sort(key=lambda each: (not each.draft, each.updated, each.id))
        for each in taken[:-1]:
            self.gathered.notes.append(
                f"left aside, a newer decision stands: {self._named(article, each)}"
            )
        return taken[-1] if taken else None

    def _named(self, article: str, each: Contribution) -> str:
        return f"{self.purpose.title}, {article}: {each.name} by {self._who(each.user)}"

    def _who(self, user: int) -> str:
        who = User(self.source.name, user, self.emails.get(user, ""))
        people, name = self.gathered.people.with_user(who, self.source.data.passes)
        self.gathered.people = people
        return name

    def _decide(self, task: Mapping[str, Any], chosen: Contribution, article: str) -> None:
        place = Key(self.source.name, self.purpose.marker, article, GOLD)
        text = self.source.data.articles[article]
        where = f"{self.purpose.title}/{article} ({chosen.name})"
        known = self._known(article)
        read = understood(
            chosen.results, text, self.page, self.passes.common.registry, known, where
        )
        self.gathered.findings += read.findings
        self.gathered.notes += [f"{where}: {note}" for note in read.notes]
        base = self._base(place, task, chosen, {each.id for each in read.records})
        who = Decider(self.name or self._who(chosen.user), datetime.date.fromisoformat(chosen.day))
        why = reasons(chosen.results, article, {each.id for each in read.records})
        decided = decide(self.passes, article, read.records, base, why, who)
        self._keep_what_is_needed(base, decided.records, article)
        self.found.unexplained += decided.unexplained
        self.found.work.append(
            Work(text, self.page, decided.records, read.incomplete, base, origin_of(place))
        )
        self.found.keys.append((place, chosen, who.name))

    def _known(self, article: str) -> dict[str, Annotation]:
        """What the adjudicator had to look at, gold's own versions first."""
        found: dict[str, Annotation] = {}
        for each in self.passes.items:
            if each.article == article:
                found[each.id] = as_record(each.gold or next(iter(each.versions.values())))
        return found

    def _base(
        self, place: Key, task: Mapping[str, Any], chosen: Contribution, given: set[str]
    ) -> dict[str, Plain]:
        """What the adjudicator started from.

        What was not in front of somebody cannot have been removed by them: who began with an
        empty page or with one pass leaves the rest of gold alone.
        """
        last = self.bases.get(place)
        if last is None:
            return {}
        if last.annotation == chosen.id:
            return dict(last.records)
        seen = given | _begun_with(task, chosen)
        return {key: each for key, each in last.records.items() if key in seen}

    def _keep_what_is_needed(
        self, base: Mapping[str, Plain], decided: dict[str, Annotation], article: str
    ) -> None:
        """Records that went from the page, and that gold needs elsewhere, stay."""
        gone = {key for key, each in base.items() if key not in decided} & self._needed(article)
        for key in sorted(gone):
            record = as_record(base[key])
            if self.page.covers(record):
                decided[key] = record
                message = f"{key} was removed, but gold or story.toml points at it; it stays"
                self.gathered.findings.append(Finding("unresolved-reference", article, message))

    def _needed(self, article: str) -> set[str]:
        """What the rest of gold and ``story.toml`` point at."""
        data = self.source.data
        gold = data.passes.get(GOLD)
        others = [each for each in (gold.records() if gold else ()) if not _is_of(each, article)]
        found = {each.target for record in others for each in references_of(record)}
        for each in data.articles.values():
            found |= {each.headline_span or ""}
            for name in ("outlet", "url", "published", "published_in_text"):
                found |= {one.ref for one in getattr(each, name).evidence}
        return found


def _is_of(record: Annotation, article: str) -> bool:
    return getattr(record, "article_id", None) == article


def _begun_with(task: Mapping[str, Any], chosen: Contribution) -> set[str]:
    """The records of the suggestion that an annotation was begun with, as the page says."""
    own = (each for each in task["annotations"] if each["id"] == chosen.id and not chosen.draft)
    number = next((each.get("parent_prediction") for each in own), None)
    for each in task["predictions"]:
        if number is not None and each["id"] == number:
<<<<<<< HEAD
            return suggested_by(each["model_version"] or "")
    return None


# Into the seeds -------------------------------------------------------------------------------


def _deliver(
    reader: _Reader, passes: Sequence[str], bases: Bases, folder: Path, time: str, tool: str
) -> Delivered:
    source, found = reader.source, reader.found
    data = source.data
    write_people(folder / PEOPLE, reader.gathered.people)
    settled = {each.decided_by for work in found.work for each in work.records.values()}
    people = [name for name in dict.fromkeys(each[2] for each in found.keys) if name in settled]
    done = [(key, each) for key, each, _ in found.keys]
    days = list(work_days(bases, GOLD, data.story.id, done))
    before = data.passes[GOLD].info if GOLD in data.passes else None
    info = gold_record(before, people, passes, source.schemas.codebook.version, tool, days)
    taken = take(data, source.schemas, info, found.work, _offered(reader))
    _settle_adopted(taken, reader)
    files = pass_files(data, info, taken.articles, taken.story)
    changed = {path: raw for path, raw in files.items() if content_of(path) != raw}
    write_all(changed)
    keep_aside(folder, data.story.id, GOLD, taken, time)
    bases.put(_next_pulled(found, taken))
    _tell_unexplained(reader, taken)
    return Delivered(GOLD, taken, tuple(changed))


def _tell_unexplained(reader: _Reader, taken: Taken) -> None:
    kept = {each.id for records in taken.articles.values() for each in records}
    for each in reader.found.unexplained:
        if each in kept:
            reader.gathered.notes.append(f"gold: {each} lacks the reason why it was settled so")


def _next_pulled(found: _Decisions, taken: Taken) -> Iterator[tuple[Key, Pulled]]:
    for (key, each, _), records in zip(found.keys, taken.bases, strict=True):
        yield key, Pulled(each.id, each.updated, each.day, each.seconds or 0.0, records)


def _offered(reader: _Reader) -> dict[str, tuple[str, Annotation]]:
    """What the page showed without letting it be changed, and the story's lists."""
    found: dict[str, tuple[str, Annotation]] = {}
    for each in reader.passes.items:
        for name in each.passes:
            if name in each.versions and each.gold is None:
                found.setdefault(each.id, (name, as_record(each.versions[name])))
    registry = reader.passes.common.registry.pass_name
    lists = reader.source.data.passes[registry].of_story() if registry else ()
    found |= {each.id: (registry or "", each) for each in lists}
    added = reader.passes.common.added
    return found | {key: (name, as_record(each)) for key, (name, each) in added.items()}


def _settle_adopted(taken: Taken, reader: _Reader) -> None:
    """What gold took over because decisions point at it is settled by them too."""
    gold = reader.source.data.passes.get(GOLD)
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
=======
            regions = regions_of(each["result"])[0].values()
            return {record for region in regions for record in region.ids.values()}
    return set()
>>>>>>> w/adjudicate


def base_of_sent(of: Adjudication, name: str, marker: str) -> Iterator[tuple[Key, Pulled]]:
    """Gold as an adjudicator gets it now, by article: what the first pull compares with."""
    by_article: dict[str, dict[str, Plain]] = {}
    for each in of.items:
        if each.passes or each.gold is not None:
            by_article.setdefault(each.article, {})
        if each.gold is not None:
            by_article[each.article][each.id] = each.gold
    for article, records in by_article.items():
        yield Key(name, marker, article, GOLD), Pulled(SENT, "", "", 0.0, records)
