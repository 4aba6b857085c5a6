"""Bringing foreign documents into stories: where each goes, and what came of all."""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tellings.exchange.adopting import Adopted, Arrival
from tellings.exchange.consequences import causes_first, counted_once
from tellings.exchange.foreign import ForeignDocument, ForeignRelation, ForeignSpan, Loss, Place
from tellings.exchange.incoming import Incoming, IncomingStory
from tellings.exchange.mapping import LabelMapping
from tellings.exchange.plain_spans import Roles, plain_spans
from tellings.exchange.registry import Reader
from tellings.exchange.relations import adopt
from tellings.exchange.settlement import as_drafts
from tellings.exchange.story_toml import is_day, story_head
from tellings.exchange.templates import fill, match
from tellings.exchange.unmet import Met
from tellings.findings import Finding, errors
from tellings.formatting import parse_strictly
from tellings.records import Pass, PassArticle
from tellings.schemas import Schemas
from tellings.stages.scaffold import slug_of
from tellings.store.foreign_files import read_foreign
from tellings.store.schema_files import load_schemas
from tellings.store.seeds import SourceFile
from tellings.store.writing import StoreError
from tellings.working import collecting_rarely

if TYPE_CHECKING:
    from tellings.exchange.our_pages import OurPages

JSON = dict[str, Any]
Kept = dict[tuple[str, str], set[str]]
"""The ids of the records that are kept, by story and pass."""
STORY_RECORDS = "story.json"
"""The file in which an export of ours carries the records of a story as a whole."""

_RESERVED = ("pass", "story")
_FAULTY = "whose record has an error"
_APART = "let the mapping tell the annotators apart: name in [pass]"
_APART_ON_PAGES = "tell the annotators apart: --pass 'NAME-{annotator}'"
_ARTICLE = ("outlet", "url", "published", "language")
UNKNOWN_GUIDELINES = "unknown"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the person who imports has chosen; it goes before what the mapping says."""

    story: str | None = None
    pass_name: str | None = None
    annotator: str | None = None
    annotator_kind: str | None = None
    keep_going: bool = False


@dataclass(slots=True)
class Imported:
    """What an import did, or would do."""

    files: dict[str, bytes] = field(default_factory=dict)
    """What is to be written, by path."""
    articles: list[str] = field(default_factory=list)
    passes: list[str] = field(default_factory=list)
    new_stories: list[str] = field(default_factory=list)
    records: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)
    settled: int = 0
    """How many records somebody else had settled: they come in as drafts."""
    arrivals: list[Arrival] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stands: bool = True
    """Whether it may be written: no error, or the rest is wanted all the same."""


def import_folder(
    module: Reader,
    path: Path,
    seeds: Path,
    mapping: LabelMapping,
    choices: Choices,
    today: str,
    progress: Callable[[Iterator[ForeignDocument]], Iterable[ForeignDocument]] = iter,
) -> Imported:
    """Read a folder, or a file, of a format and take it in; nothing is written yet.

    Args:
        module: reads the format.
        path: the folder or file.
        seeds: folder of the stories.
        mapping: what foreign labels are in our words.
        choices: what goes before the mapping.
        today: the day that stands for that of the work where nothing says it, YYYY-MM-DD.
        progress: what shows how far it is.

    Raises:
        StoreError: if there is nothing to read, or what is there already stands in the way.
    """
    findings: list[Finding] = []
    whole = (STORY_RECORDS,) if mapping.ours else ()
    with collecting_rarely():
        files = read_foreign(path, (*module.SUFFIXES, *whole), findings)
        told = {name: each for name, each in files.items() if Path(name).name not in whole}
        _check_kind(module, path, mapping, told, findings)
        documents = progress(module.read(told, mapping, findings))
        work = _Importing(seeds, mapping, choices, module.TITLE, today)
        for document in documents:
            work.take(document)
        work.take_story_records(files)
        if not work.done.articles and not errors([*findings, *work.done.findings]):
            said = f"no article came of what is {module.TITLE} here"
            findings.append(Finding("no-articles", path.as_posix(), said))
        return work.finish(load_schemas(), findings)


def _check_kind(
    module: Reader,
    path: Path,
    mapping: LabelMapping,
    files: Mapping[str, SourceFile],
    findings: list[Finding],
) -> None:
    """Refuse a folder in which nothing is a file of annotations of the format."""
    wanted = mapping.files.annotations or (module.NAMED.files if module.NAMED else None)
    kinds = tuple(each for each in module.SUFFIXES if each != ".txt")
    if wanted and mapping.files.annotations:
        kinds = ("",)
    if findings or any(
        each.endswith(kinds) and (wanted is None or match(wanted, each) is not None)
        for each in files
    ):
        return
    shown = mapping.files.annotations or " or ".join(f"*{each}" for each in kinds)
    name = module.__name__.rpartition(".")[2].replace("_", "-")
    raise StoreError(f"{path}: no {name} file here: there is no {shown}")


class _Importing:
    """Documents on their way into stories."""

    def __init__(
        self, seeds: Path, mapping: LabelMapping, choices: Choices, title: str, today: str
    ) -> None:
        self.title = title
        self.day = datetime.date.fromisoformat(mapping.made_by.date or today)
        self.asked = {name: each for name in _ARTICLE if (each := getattr(mapping.article, name))}
        self.infos: dict[tuple[str, str], Pass] = {}
        self.seeds = seeds
        self.mapping = mapping
        self.roles = Roles(mapping)
        self.choices = choices
        self.done = Imported()
        self.stories: dict[str, IncomingStory] = {}
        self.arrivals: list[tuple[str, str, list[Arrival]]] = []
        self.met = Met()
        self.refused: dict[str, tuple[Place, int]] = {}
        self.has_pages = False

    @cached_property
    def pages(self) -> "OurPages":
        """Takes in pages of ours; it is loaded only if there are some."""
        from tellings.exchange.our_pages import OurPages

        return OurPages(self.seeds)

    # One document ---------------------------------------------------------------------------

    def take(self, document: ForeignDocument) -> None:
        """Take in one document: its article, and the records made of its annotations."""
        self.met.take(document)
        self.has_pages |= document.page is not None
        if document.page is not None and (fault := self.pages.fault(document)):
            if fault.message not in {each.message for each in self.done.findings}:
                self.done.findings.append(fault)
            return
        story = self._story(document)
        slug = self._slug(document)
        made = self._fill(self.choices.pass_name or self.mapping.made_by.name, document)
        incoming = Incoming(slug, slug_of(f"{made or 'imported'}."), document)
        replacing = self.mapping.article.control_characters == "replace"
        known = self._known(document)
        article = f"{story.name}:{slug}"
        if story.is_annotated(incoming):
            message = (
                f"{article} is annotated twice in the pass {incoming.pass_name!r};"
                f" {_APART if document.page is None else _APART_ON_PAGES}"
            )
            self._lose_all(document, article, "duplicate-id", message)
            return
        text = story.article(incoming, known, replacing, self.done.findings)
        if text is None:
            self._lose_all(document, article)
            return
        plain = None if document.page else plain_spans(document, self.roles, article, text)
        adopted = plain or self._adopt(document, article, text, incoming.pass_name)
        self.arrivals.append((story.name, incoming.pass_name, adopted.arrivals))
        info = self._info(document, incoming.pass_name)
        story.annotate(incoming, adopted, info, PassArticle(article=article, date=self.day))
        self.done.articles.append(article)

    def _adopt(self, document: ForeignDocument, article: str, text: str, name: str) -> Adopted:
        if document.page is not None:
            adopted = self.pages.adopt(document, self.mapping, name)
        else:
            adopted = adopt(document, self.mapping, article, text)
        adopted.records = self._drafts(adopted.records)
        self.done.left_out.update(adopted.left_out)
        self.done.findings += adopted.findings
        return adopted

    def _drafts(self, records: list[JSON]) -> list[JSON]:
        found, settled = as_drafts(records)
        self.done.settled += settled
        return found

    def _fill(self, template: str | None, document: ForeignDocument) -> str:
        return fill(template, document.names, self.mapping.values).strip() if template else ""

    def _story(self, document: ForeignDocument) -> IncomingStory:
        name = self.choices.story or self._fill(self.mapping.story, document)
        home = (document.home() or "").partition(":")[0]
        if home and name and slug_of(f"{name}.") != home:
            raise StoreError(
                f"{document.place.file}: what was exported here is of the story {home!r}, and the"
                f" ids of its records name that; it can come into a story of this name only,"
                f" not into {name!r}"
            )
        name = name or home
        if not name and self.mapping.ours:
            name = document.names.get("folder", "").rstrip("/").rpartition("/")[2]
        if not name:
            raise StoreError("which story is it for? say so with --story, or story in the mapping")
        slug = slug_of(f"{fill(name, document.names)}.")
        if slug not in self.stories:
            title = self._fill(self.mapping.title, document) or slug.replace("-", " ").capitalize()
            note = f"Imported from {self.title}."
            language = self.mapping.language or "en"
            head = story_head(title, language, note, self.mapping.rights)
            self.stories[slug] = IncomingStory(self.seeds, slug, head)
        return self.stories[slug]

    def _slug(self, document: ForeignDocument) -> str:
        own = (document.article_id or "").partition(":")[2]
        wanted = self._fill(self.mapping.article.slug, document)
        slug = own or slug_of(f"{wanted or document.names.get('article', 'article')}.")
        return f"{slug}-article" if slug in _RESERVED else slug

    def _known(self, document: ForeignDocument) -> dict[str, str]:
        known = {name: self._fill(each, document) for name, each in self.asked.items()}
        if known.get("published") and not is_day(known["published"]):
            message = f"published: {known['published']!r} is no day, YYYY-MM-DD"
            self.done.findings.append(Finding("left-out", document.place.file, message))
            known["published"] = ""
        return known

    def _info(self, document: ForeignDocument, name: str) -> Pass:
        """Who made a pass, and how; of what is said elsewhere."""
        made = self.mapping.made_by
        annotator = self.choices.annotator or self._fill(made.annotator, document) or name
        if (name, annotator) not in self.infos:
            kind = self.choices.annotator_kind or made.kind
            assert kind is not None
            self.infos[name, annotator] = Pass(
                id=name,
                annotator=annotator,
                kind=kind,
                tool=made.tool,
                guideline_version=made.guidelines or UNKNOWN_GUIDELINES,
                articles=(),
                status="draft",
                note=self._note(made.date is None),
            )
        return self.infos[name, annotator]

    def _note(self, undated: bool) -> str:
        """What a reader of the pass has to know: whence it is, and what nobody annotated."""
        notes = [self.mapping.made_by.note or "", f"Imported from {self.title}."]
        if undated:
            notes.append("The dates are that of the import; that of the work is not known.")
        for label, rule in self.mapping.relations.items():
            fixed = [f"{name} {_shown(value)}" for name, value in rule.fields.items()]
            if fixed:
                notes.append(f"Set by the mapping for every {label}: {', '.join(fixed)}.")
        return " ".join(each for each in notes if each)

    def _lose_all(
        self, document: ForeignDocument, article: str, rule: str = "", why: str = ""
    ) -> None:
        """Say of each annotation of a document that cannot be taken in that it is left out.

        Where nothing is to be written for that, their number is enough.
        """
        message = "its text cannot be taken in"
        if rule:
            place = document.place
            self.done.findings.append(Finding(rule, place.file, why, place.line))
            message = "its document cannot be taken in"
        listed: list[ForeignSpan | ForeignRelation | Loss] = [*document.spans, *document.relations]
        listed += document.losses
        if not rule and not self.choices.keep_going:
            before = self.refused.get(article, (document.place, 0))[1]
            self.refused[article] = document.place, before + len(listed)
            listed = []
        for each in listed:
            said = f"{each.id}: {message}"
            self.done.findings.append(Finding("left-out", each.place.file, said, each.place.line))
        for span in document.spans:
            self.done.left_out[span.labels[0]] += 1

    # All together ---------------------------------------------------------------------------

    def take_story_records(self, files: Mapping[str, SourceFile]) -> None:
        """Take in the records of a story as a whole that an export of ours carries along."""
        for path, source in files.items():
            if not self.mapping.ours or path.rpartition("/")[2] != STORY_RECORDS:
                continue
            value, faults = parse_strictly(source)
            self.done.findings += faults
            story = self.stories.get(str((value or {}).get("story_id")))
            if story is None or value is None:
                continue
            records = self._drafts(value["records"])
            for name in story.passes:
                story.add_story_records(name, records)
        for story_name, name, named in self.pages.story_records() if self.has_pages else ():
            self.stories[story_name].add_story_records(name, named)

    def finish(self, schemas: Schemas, findings: list[Finding]) -> Imported:
        """Check every story, and say what is to be written."""
        done = self.done
        done.findings += findings
        kept: Kept = {}
        for story in self.stories.values():
            done.findings += story.check(schemas, self.choices.keep_going)
            done.new_stories += [story.name] if story.is_new else []
            done.files |= story.new
            done.passes += [f"{story.name}/{name}" for name in story.passes]
            kept |= {(story.name, made): ids for made, ids in story.kept().items()}
        self._count(kept)
        if slips := self.met.findings(self.mapping):
            follow = () if self.choices.keep_going else self.met.follow(self.mapping)
            rest = (each for each in done.findings if not each.message.endswith(follow))
            done.findings = [*slips, *rest]
        done.findings = counted_once(dict.fromkeys(done.findings), self.refused)
        done.findings = causes_first(done.findings)
        done.articles = list(dict.fromkeys(done.articles))
        done.stands = self.choices.keep_going or not errors(done.findings)
        return done

    def _count(self, kept: Kept) -> None:
        """Count what is kept; an annotation that lost all its records to errors is left out."""
        told = {(each.file, each.line) for each in self.done.findings}
        for story, name, arrivals in self.arrivals:
            if self.stories[story].pruned:
                self._count_pruned(arrivals, kept.get((story, name), set()), told)
            else:
                self.done.arrivals += arrivals
        for ids in kept.values():
            self.done.records.update([each.rsplit(":", 2)[-2] for each in ids])

    def _count_pruned(
        self, arrivals: list[Arrival], ids: set[str], told: set[tuple[str, int | None]]
    ) -> None:
        for arrival in arrivals:
            if records := tuple(each for each in arrival.records if each in ids):
                self.done.arrivals.append(Arrival(arrival.id, arrival.place, records))
                continue
            self.done.left_out[_FAULTY] += 1
            if arrival.place not in told:
                message = f"{arrival.id}: left out with what it belongs to"
                finding = Finding("left-out", arrival.place.file, message, arrival.place.line)
                self.done.findings.append(finding)


def _shown(value: Any) -> str:
    return f"by {value['rule'].replace('_', ' ')}" if isinstance(value, dict) else str(value)
