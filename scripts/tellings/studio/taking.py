"""Taking people's work into a pass: merged with what the pass has, nothing broken, nothing lost."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import msgspec

from tellings.checks import check_story
from tellings.checks.references import references_of
from tellings.checks.texts import SEGMENT_LAYER
from tellings.codebook import Codebook
from tellings.findings import Finding, errors
from tellings.records import (
    RECORD_TYPES,
    Annotation,
    Article,
    Attested,
    Date,
    Event,
    Pass,
    Span,
    to_json,
)
from tellings.schemas import Schemas
from tellings.story import PassData, RecordFile, StoryData
from tellings.studio.fields import Plain, same
from tellings.studio.merging import Sound, covering, merge, next_base
from tellings.studio.offered import Offer
from tellings.studio.outcome import Conflict, Deleted, Merge, Records
from tellings.studio.pages import Page
from tellings.studio.soundness import soundness
from tellings.studio.wanted import unsettled


@dataclass(slots=True)
class Work:
    """One person's records of one article on one page, beside what was pulled of it last.

    ``origin`` names the server and the project.
    """

    article: Article
    page: Page
    records: dict[str, Annotation]
    incomplete: set[str]
    base: Records
    origin: str = ""


@dataclass(slots=True)
class Taken:
    """A pass after a pull.

    Attributes:
        articles: the records of each article that has work, in full.
        story: the story's records that the pass needs.
        bases: what the next pull compares with, in the order of the work.
        origins: where the work came from.
        conflicts: what a person has to settle.
        deleted: records that went, with their last content.
        changed: how many parts of records are not as the pass had them.
        findings: records that were held back, and why.
    """

    articles: dict[str, list[Annotation]] = field(default_factory=dict)
    story: list[Annotation] = field(default_factory=list)
    bases: list[Records] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)
    conflicts: list[Conflict] = field(default_factory=list)
    deleted: list[Deleted] = field(default_factory=list)
    changed: int = 0
    findings: list[Finding] = field(default_factory=list)

    def records(self) -> Iterator[Annotation]:
        """All records, those of the story first."""
        yield from self.story
        for records in self.articles.values():
            yield from records


def take(
    data: StoryData,
    schemas: Schemas,
    info: Pass,
    work: Sequence[Work],
    offered: Offer,
) -> Taken:
    """Merge people's work into their pass.

    A record that breaks a rule is held back with what points at it: it stays in the archive
    and on the server, and comes with the next pull once it is mended there.

    Args:
        data: the story with its passes as they are.
        schemas: the schemas with the story's own labels.
        info: the pass's own record.
        work: what the person did, page by page.
        offered: gives what pages showed without letting it be changed; what the work points
            at is taken over with its origin.
    """
    held: dict[str, Finding] = {}
    sound = soundness(schemas, schemas.codebook)
    while True:
        found = _merged(data, info.id, work, held, sound)
        adopt(found, data, info.id, offered)
        faults = list(_new_faults(found, data, schemas.codebook, info, work, held))
        if not faults:
            found.findings = list(held.values())
            return found
        held |= {each.record or "": each for each in faults}


def _merged(
    data: StoryData,
    name: str,
    work: Sequence[Work],
    held: Mapping[str, Finding],
    sound: Sound,
) -> Taken:
    found = Taken()
    current = _current(data, name)
    for each in work:
        scope = covering(each.page.records, each.page.layers)
        ours = current.setdefault(each.article.id, {})
        kept = {key: plain for key, plain in ours.items() if not _is_adopted(plain, each.page)}
        theirs = dict(_theirs(each, held))
        merge_ = merge(each.base, kept, theirs, scope, sound)
        back = _adopted_still_needed(ours, kept, merge_)
        current[each.article.id] = {**back, **merge_.records}
        found.bases.append(next_base(each.base, theirs, merge_, scope))
        found.origins.add(each.origin)
        found.conflicts += [replace(one, origin=each.origin) for one in merge_.conflicts]
        found.deleted += merge_.deleted
        found.changed += sum(change.side != "ours" for change in merge_.changes)
    worked_on = {each.article.id for each in work}
    found.articles = {key: _records(current[key].values()) for key in sorted(worked_on)}
    return found


def _current(data: StoryData, name: str) -> dict[str, dict[str, Plain]]:
    """The records of a pass by article and id."""
    if name not in data.passes:
        return {}
    files = [file for file in data.passes[name].files if file.article_id]
    return {
        str(file.article_id): {each.id: to_json(each) for each in file.records} for file in files
    }


def _theirs(work: Work, held: Mapping[str, Finding]) -> Iterator[tuple[str, Plain]]:
    """The records of the work; one that is not finished or not sound counts as it was last."""
    for key, record in work.records.items():
        if key not in held:
            yield key, to_json(record)
    for key in (*work.incomplete, *held):
        if key in work.base and (key in work.incomplete or key in work.records):
            yield key, work.base[key]


def _is_adopted(record: Plain, page: Page) -> bool:
    """Whether a record was taken over from elsewhere, and this page now says it itself."""
    found = msgspec.convert(record, RECORD_TYPES[record["record"]])
    assert isinstance(found, Annotation)
    return found.status == "draft" and bool(found.from_) and page.covers(found)


def _adopted_still_needed(ours: Records, kept: Records, found: Merge) -> dict[str, Plain]:
    """Records taken over before stay for as long as this page has no version of its own."""
    return {key: each for key, each in ours.items() if key not in kept and key not in found.records}


def _records(plain: Iterable[Plain]) -> list[Annotation]:
    return [msgspec.convert(each, RECORD_TYPES[each["record"]]) for each in plain]  # type: ignore[misc]


# What the work points at ----------------------------------------------------------------------


def adopt(
    found: Taken,
    data: StoryData,
    name: str,
    offered: Offer,
) -> None:
    """Take over what the records point at and the pass does not have.

    Args:
        found: the pass so far; its records of the story are replaced.
        data: the story.
        name: the pass.
        offered: gives what may be taken over.
    """
    current = {key: _records(each.values()) for key, each in _current(data, name).items()}
    own = {each.id: each for records in found.articles.values() for each in records}
    own |= {each.id: each for each in data.passes[name].of_story()} if name in data.passes else {}
    for article, records in current.items():
        if article not in found.articles:
            own |= {each.id: each for each in records}
    story = {key: each for key, each in own.items() if not hasattr(each, "article_id")}
    waiting = list(own.values())
    while waiting:
        for reference in references_of(waiting.pop()):
            given = None if reference.target in own else offered(reference.target)
            if given is None:
                continue
            origin, record = given
            adopted = _adopted(record, origin)
            own[adopted.id] = adopted
            waiting.append(adopted)
            home = getattr(adopted, "article_id", None)
            if home is None:
                story[adopted.id] = adopted
            else:
                found.articles.setdefault(home, current.get(home, [])).append(adopted)
    found.story = [supported(each, own) for each in story.values()]


def _adopted(record: Annotation, origin: str) -> Annotation:
    copied = unsettled(record)
    return msgspec.structs.replace(copied, from_=(f"{origin}/{record.id}",))


def supported(record: Annotation, own: Container[str]) -> Annotation:
    """An event with that evidence of its date which the pass has too."""
    if not isinstance(record, Event):
        return record
    kept = tuple(each for each in record.date.evidence if each.kind != "span" or each.ref in own)
    return msgspec.structs.replace(record, date=msgspec.structs.replace(record.date, evidence=kept))


# What cannot stand ----------------------------------------------------------------------------


def _new_faults(
    found: Taken,
    data: StoryData,
    codebook: Codebook,
    info: Pass,
    work: Sequence[Work],
    held: Mapping[str, Finding],
) -> Iterator[Finding]:
    """The errors in records that this work would bring."""
    records = data.passes[info.id].records() if info.id in data.passes else ()
    before = {each.id: to_json(each) for each in records}
    brought = {
        key: record
        for each in work
        for key, record in each.records.items()
        if key not in held and not same(to_json(record), before.get(key))
    }
    if not brought:
        return
    for fault in errors(check_story(_alone(found, data, info), codebook)):
        if fault.rule == "segments-tile":
            segments = [key for key, each in brought.items() if _is_segment(each, fault.file)]
            yield from (_about(fault, key) for key in segments)
        elif fault.record in brought:
            yield fault


def _is_segment(record: Annotation, file: str) -> bool:
    """Whether a record is a segment of the article that a file is of."""
    return (
        isinstance(record, Span)
        and record.layer == SEGMENT_LAYER
        and file.endswith(f"/{record.article_id.rpartition(':')[2]}.json")
    )


def _about(fault: Finding, record: str) -> Finding:
    return Finding(fault.rule, fault.file, f"{record}: {fault.message}", None, record)


def _alone(found: Taken, data: StoryData, info: Pass) -> StoryData:
    """The story with this pass only, and the articles without evidence that other passes hold."""
    articles = {key: _without_evidence(each) for key, each in data.articles.items()}
    alone = StoryData(
        data.story, data.path, data.toml, articles, masked=data.masked, unread=data.unread
    )
    path = f"{data.path}/annotations/{info.id}"
    made = PassData(info, f"{path}/pass.json")
    current = {**_current(data, info.id)}
    listed = {key: _records(each.values()) for key, each in current.items()} | found.articles
    for article, records in listed.items():
        slug = article.rpartition(":")[2]
        bare = list(map(unsettled, records))  # what they came from is in passes left out here
        made.files.append(_file(f"{path}/{slug}.json", article, bare, articles[article]))
    made.files.append(_file(f"{path}/story.json", None, list(map(unsettled, found.story)), None))
    alone.passes[info.id] = made
    return alone


def _file(
    path: str, article_id: str | None, records: list[Annotation], article: Article | None
) -> RecordFile:
    sha = article.text_sha256 if article else None
    file = RecordFile(path, b"", article_id, sha, list(records))
    file.rows = list(range(len(records)))
    return file


def _without_evidence(article: Article) -> Article:
    stripped: dict[str, Attested | Date] = {}
    for name in ("outlet", "url", "published", "published_in_text"):
        stripped[name] = msgspec.structs.replace(getattr(article, name), evidence=())
    return msgspec.structs.replace(article, **stripped, headline_span=None)
