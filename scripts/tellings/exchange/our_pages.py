"""Pages of ours that were filled in, as records of the stories that they were made of."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tellings.checks.references import references_of
from tellings.exchange.adopting import Adopted, Adopting, Arrival
from tellings.exchange.foreign import ForeignDocument, Loss
from tellings.exchange.mapping import LabelMapping
from tellings.findings import Finding
from tellings.records import Annotation, to_json
from tellings.studio.config import ANCHORS
from tellings.studio.forms import COMMITMENT, FORMS, SPAN
from tellings.studio.pages import page_of
from tellings.studio.regions import Region, minted, regions_of
from tellings.studio.registry import registry_pass
from tellings.studio.shelf import Shelf
from tellings.studio.taking import supported
from tellings.studio.understanding import understood
from tellings.studio.wanted import unsettled

JSON = dict[str, Any]


class OurPages:
    """Pages on their way into the stories that they were made of."""

    def __init__(self, seeds: Path) -> None:
        self.seeds = seeds
        self.shelves: dict[str, Shelf | None] = {}
        self.records: dict[tuple[str, str], list[Annotation]] = {}
        """What came of the pages so far, by story and pass."""

    def _shelf(self, story: str) -> Shelf | None:
        if story not in self.shelves:
            there = (self.seeds / story / "story.toml").is_file()
            self.shelves[story] = Shelf(self.seeds, story) if there else None
        return self.shelves[story]

    def fault(self, document: ForeignDocument) -> Finding | None:
        """What keeps a page from being taken in: its story or article is not here."""
        article_id = document.article_id or ""
        story = article_id.partition(":")[0]
        shelf = self._shelf(story)
        if shelf is not None and article_id in shelf.articles:
            return None
        what = f"article {article_id!r}" if shelf else f"story {story!r}"
        message = f"a page of the {what}, which is not in {self.seeds}: it can be read only with it"
        place = document.place
        return Finding("unresolved-reference", place.file, message, place.line)

    def adopt(self, document: ForeignDocument, mapping: LabelMapping, name: str) -> Adopted:
        """The records that a page says, for the pass of a name, and what became of each result."""
        article_id = document.article_id or ""
        story = article_id.partition(":")[0]
        shelf = self._shelf(story)
        article = shelf.article(article_id) if shelf else None
        assert shelf is not None
        assert article is not None
        assert document.page is not None
        known: dict[str, Annotation] = {}
        for each in document.page.shown or filter(None, [shelf.registry.pass_name]):
            known |= {record.id: unsettled(record) for record in shelf.suggested(each, article_id)}
        results = document.page.results
        page = page_of(shelf.schemas.codebook, ())
        where = document.place.file
        found = understood(results, article, page, shelf.registry, known, where)
        work = Adopting(document, mapping, article_id, article.text)
        for loss in document.losses:
            work.lose(loss, "unreadable" if loss.rule == "foreign-syntax" else None)
        for finding, region in zip(found.findings, found.about, strict=True):
            work.told(finding.rule, region or "the page", document.place, finding.message)
        for note in found.notes:
            work.told("changed-on-import", "the page", document.place, note)
        locked = {name for each in results if each.get("readonly") for name in _ids(each)}
        own = [each for each in found.records if each.id not in locked or each.id not in known]
        records = [*own, *_shown_only(results, own, known)]
        self._account(work, results, records, {*found.about})
        work.done.records += map(to_json, records)
        self.records.setdefault((story, name), []).extend(records)
        return work.done

    def _account(
        self,
        work: Adopting,
        results: Sequence[JSON],
        records: Sequence[Annotation],
        told: set[str],
    ) -> None:
        """Say of each region and relation what it became."""
        regions, relations = regions_of(results)
        made = {each.id for each in records}
        came = {name: _records_of(each, work.article_id, made) for name, each in regions.items()}
        tied: dict[str, list[str]] = {}
        place = work.document.place
        for start, end, _ in relations:
            ends = [*came.get(start, ()), *came.get(end, ())]
            if whole := [each for each in ends if each.split(":")[2] != SPAN]:
                name = f"{start}>{end}"
                where = work.document.place_of(name, place)
                work.done.arrivals.append(Arrival(name, where, tuple(whole)))
                tied.setdefault(start, []).extend(whole)
                tied.setdefault(end, []).extend(whole)
        for name, region in regions.items():
            ids = came[name]
            if not ids and (ANCHORS, COMMITMENT) in region.labels:
                ids = [*dict.fromkeys(tied.get(name, ()))]
            label = region.labels[0][1] if region.labels else "unreadable"
            if ids:
                arrival = Arrival(name, work.document.place_of(name, place), tuple(ids))
                work.done.arrivals.append(arrival)
            elif name in told:
                work.done.left_out[label] += 1
            else:
                work.lose(Loss(name, "left-out", "it is shown and says nothing", place), label)

    def story_records(self) -> Iterator[tuple[str, str, list[JSON]]]:
        """The records of the story that those of the pages name, by story and pass.

        The page offered them for choice; a pass has to have them itself.
        """
        for (story, name), records in self.records.items():
            shelf = self._shelf(story)
            lists = registry_pass(shelf.frame) if shelf else None
            if shelf is None or lists is None or lists.info.id == name:
                continue
            offered = {each.id: each for each in lists.of_story()}
            found: dict[str, Annotation] = {}
            waiting = list(records)
            while waiting:
                for reference in references_of(waiting.pop()):
                    if (key := reference.target) in offered and key not in found:
                        found[key] = offered[key]
                        waiting.append(offered[key])
            before = [shelf.records(name, each) for each in shelf.articles_of(name)]
            own = {each.id for listed in (records, *before) for each in listed}
            taken = [_taken(supported(each, own), lists.info.id) for each in found.values()]
            yield story, name, [to_json(each) for each in taken]


def _shown_only(
    results: Sequence[JSON],
    made: Sequence[Annotation],
    known: Mapping[str, Annotation],
) -> Iterator[Annotation]:
    """What the page showed locked and its records point at, with what that rests on."""
    shown = {name for each in results for name in _ids(each)}
    there = {each.id for each in made}
    waiting = [(each, shown) for each in made]
    while waiting:
        record, offered = waiting.pop()
        for reference in references_of(record):
            key = reference.target
            if key in known and key in offered and key not in there:
                there.add(key)
                waiting.append((known[key], {*known}))
                yield known[key]


def _ids(result: JSON) -> list[str]:
    """The records that a result stands for."""
    return [each for each in (result.get("meta") or {}).values() if isinstance(each, str)]


def _taken(record: Annotation, origin: str) -> Annotation:
    """A record as another pass takes it over."""
    return msgspec.structs.replace(unsettled(record), from_=(f"{origin}/{record.id}",))


def _records_of(region: Region, article_id: str, made: set[str]) -> list[str]:
    """The records that a region became: those whose ids it carries, or that are made of it."""
    named = list(region.ids.values())
    named += [minted(article_id, SPAN, region.id, "/".join(each)) for each in region.labels]
    named += [minted(article_id, form, region.id, "") for form in FORMS]
    return [each for each in dict.fromkeys(named) if each in made]
