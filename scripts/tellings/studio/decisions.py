"""Reading adjudication: what an adjudicator decided on the server, ready to be merged."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tellings.checks.references import references_of
from tellings.findings import Finding
from tellings.records import Annotation
from tellings.store.pulled import Bases, Key, Pulled
from tellings.story import GOLD, StoryData
from tellings.studio.adjudicating import Adjudication, as_record
from tellings.studio.contributions import Contribution, contributions
from tellings.studio.deciding import Decider, decide
from tellings.studio.fields import Plain
from tellings.studio.pages import Page
from tellings.studio.pseudonyms import User
from tellings.studio.pulling import Gathered, Source
from tellings.studio.purposes import Purpose
from tellings.studio.reasons import reasons
from tellings.studio.regions import regions_of
from tellings.studio.submitted import origin_of
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
        data: the story as a whole, for passes are compared over all its articles.
        purpose: what the project is for.
        bases: what was pulled last, and gold as it was sent.
        gathered: is told of what was left aside or cannot be used.
        passes: the passes side by side.
        name: what ``decided_by`` says; without it the adjudicator's pseudonym.
        found: what was read.
        emails: the addresses of users by their number.
    """

    source: Source
    data: StoryData
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
        """The page of the project."""
        return self.purpose.view(self.source.shelf.schemas.codebook)

    def task(self, task: Mapping[str, Any]) -> None:
        """Read one task of an export."""
        article = self.data.articles[task["data"][KEY]]
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
        people, name = self.gathered.people.with_user(who, self.data.passes)
        self.gathered.people = people
        return name

    def _decide(self, task: Mapping[str, Any], chosen: Contribution, article: str) -> None:
        place = Key(self.source.name, self.purpose.marker, article, GOLD)
        text = self.data.articles[article]
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
        data = self.data
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
            regions = regions_of(each["result"])[0].values()
            return {record for region in regions for record in region.ids.values()}
    return set()


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
