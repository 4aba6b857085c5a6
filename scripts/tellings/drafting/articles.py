"""The suggestions for one article, as records of a pass."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from msgspec import structs

from tellings.drafting import furniture
from tellings.drafting.calendar import Anchor
from tellings.drafting.describing import Speaker, Speakers, channel
from tellings.drafting.names import Mention, Registry, mentions
from tellings.drafting.paragraphs import attributions
from tellings.drafting.publication import published
from tellings.drafting.speech import Place, Saying
from tellings.drafting.staff import WHERE, staff_names
from tellings.drafting.times import DATE, times
from tellings.drafting.words import Words
from tellings.records import Annotation, Article, Attribution, Range, Span, Timex

SEGMENT, MENTION, ATTRIBUTION, TIME, PII = "segment", "mention", "attribution", "time", "pii"
EVIDENCE = "evidence"
SOURCE, CUE, CONTENT = "source", "cue", "content"
DRAFT = "draft"
_INSERTED, _FILE_PREFIX = "inserted_metadata", "file_prefix"


class Key(NamedTuple):
    """What makes a span the same span."""

    start: int
    end: int
    layer: str
    label: str


class Said(NamedTuple):
    """An attribution whose spans are known, but not yet their ids."""

    saying: Saying
    speaker: Speaker
    channel: str | None


@dataclass(slots=True)
class ArticleDraft:
    """The suggestions for one article under way.

    ``story`` holds the paragraphs that tell the story: most layers are marked only there;
    ``anchor`` is when it was published, as far as known.
    """

    article: Article
    story: list[Range]
    anchor: Anchor | None
    spans: dict[Key, Span] = field(default_factory=dict)
    said: list[Said] = field(default_factory=list)

    def span(
        self,
        key: Key,
        entity: str | None = None,
        timex: Timex | None = None,
    ) -> None:
        """Add a span; one that is there already keeps what it says."""
        old = self.spans.get(key)
        self.spans[key] = Span(
            id="",
            article_id=self.article.id,
            layer=key.layer,
            label=key.label,
            start=key.start,
            end=key.end,
            text=self.article.text[key.start : key.end],
            entity=(old and old.entity) or entity,
            timex=(old and old.timex) or timex,
            status=DRAFT,
        )

    def ids(self) -> dict[Key, str]:
        """The id of every span: numbered in reading order, outer ones first."""
        ordered = sorted(self.spans, key=lambda key: (key.start, -key.end, key.layer, key.label))
        return {key: f"{self.article.id}:span:rule-{n:03}" for n, key in enumerate(ordered, 1)}

    def records(self) -> list[Annotation]:
        """All records of the article, ready to be written."""
        ids = self.ids()
        spans = [structs.replace(self.spans[key], id=own) for key, own in ids.items()]
        return [*spans, *_attributions(self.article.id, self.said, ids)]


def draft_article(
    article: Article,
    masked: Sequence[Place],
    known: Registry,
    words: Words,
) -> ArticleDraft:
    """Suggest what rules can for one article: all but what compares it with others.

    Args:
        article: the article.
        masked: where its masked e-mail addresses stand.
        known: the names of the story's entities.
        words: the words of its language.
    """
    parts = segments(article)
    anchor = published(article, parts, words)
    draft = ArticleDraft(article, story_paragraphs(article, parts), anchor)
    for start, end, label in parts:
        draft.span(Key(start, end, SEGMENT, label))
    _mark_staff(draft, parts, masked, words)
    _mark_times(draft, parts, words)
    found = _mark_mentions(draft, known, words)
    _mark_speech(draft, found, words)
    return draft


def segments(article: Article) -> list[tuple[int, int, str]]:
    """The segments of an article as start, end and label."""
    starts = furniture.segments(article)
    ends = [start for start, _ in starts[1:]] + [len(article.text)]
    return [(start, end, label) for (start, label), end in zip(starts, ends, strict=True)]


def headline_by_rule(article: Article) -> str:
    """The words of an article's headline on one line; empty where the rules see none."""
    places = (each for each in segments(article) if each[2] == furniture.HEADLINE)
    return next((" ".join(article.text[start:end].split()) for start, end, _ in places), "")


def story_paragraphs(article: Article, parts: Sequence[tuple[int, int, str]]) -> list[Range]:
    """The paragraphs that tell the story, cut where a segment ends."""
    found = []
    for paragraph in article.paragraphs:
        for start, end, label in parts:
            if label in furniture.STORY and start < paragraph.end and paragraph.start < end:
                found += _trimmed(
                    article.text, max(paragraph.start, start), min(paragraph.end, end)
                )
    return found


def _trimmed(text: str, start: int, end: int) -> list[Range]:
    part = text[start:end]
    start += len(part) - len(part.lstrip())
    end -= len(part) - len(part.rstrip())
    return [Range(start=start, end=end)] if start < end else []


def sentences(article: Article, story: Sequence[Range]) -> list[Range]:
    """The sentences that tell the story, cut where a paragraph of it begins or ends."""
    found: list[Range] = []
    for paragraph in story:
        for each in article.sentences:
            if each.start < paragraph.end and paragraph.start < each.end:
                found += _trimmed(
                    article.text, max(each.start, paragraph.start), min(each.end, paragraph.end)
                )
    return found


# Layer by layer -----------------------------------------------------------------------------


def _mark_staff(
    draft: ArticleDraft,
    parts: Sequence[tuple[int, int, str]],
    masked: Sequence[Place],
    words: Words,
) -> None:
    for start, end in masked:
        draft.span(Key(start, end, PII, "email"))
    for start, end, label in parts:
        if label in WHERE:
            for place in staff_names(draft.article.text, start, end, words):
                draft.span(Key(*place, PII, "staff_name"))


def _mark_times(
    draft: ArticleDraft,
    parts: Sequence[tuple[int, int, str]],
    words: Words,
) -> None:
    text = draft.article.text
    for each in sentences(draft.article, draft.story):
        for start, end, label, timex in times(text, each.start, each.end, draft.anchor, words):
            draft.span(Key(start, end, TIME, label), timex=timex)
    for start, end, label in parts:
        if label == _INSERTED:
            for found in times(text, start, end, None, words):
                value = Timex(type=DATE, value=found.timex.value, basis=_FILE_PREFIX)
                draft.span(Key(found.start, found.end, TIME, DATE), timex=value)


def _mark_mentions(draft: ArticleDraft, known: Registry, words: Words) -> list[Mention]:
    found = [
        mention
        for each in draft.story
        for mention in mentions(draft.article.text, each.start, each.end, known, words)
    ]
    for start, end, label, entity in found:
        draft.span(Key(start, end, MENTION, label), entity=entity)
    return found


def _mark_speech(draft: ArticleDraft, found: Sequence[Mention], words: Words) -> None:
    article = draft.article
    speakers = Speakers(article.text, found, words)
    sayings = attributions(article.text, draft.story, sentences(article, draft.story), words)
    for saying in sayings:
        speaker = speakers.of(saying)
        draft.said.append(Said(saying, speaker, channel(article.text, saying, words)))
        for place in saying.contents:
            draft.span(Key(*place, ATTRIBUTION, CONTENT))
        if saying.source is not None:
            draft.span(Key(*saying.source, ATTRIBUTION, SOURCE), entity=speaker.entity)
        if saying.cue is not None:
            draft.span(Key(*saying.cue, ATTRIBUTION, CUE))


def _attributions(article: str, said: Sequence[Said], ids: dict[Key, str]) -> list[Attribution]:
    own = [f"{article}:attribution:rule-{number:03}" for number in range(1, len(said) + 1)]
    every = [each.saying for each in said]
    parents = [_parent(each, every) for each in every]
    outer = [None if parent is None else own[parent] for parent in parents]
    return [_attribution(article, each, own[at], outer[at], ids) for at, each in enumerate(said)]


def _attribution(
    article: str, said: Said, own: str, parent: str | None, ids: dict[Key, str]
) -> Attribution:
    saying, speaker = said.saying, said.speaker

    def named(place: Place | None, label: str) -> str | None:
        return None if place is None else ids[Key(*place, ATTRIBUTION, label)]

    return Attribution(
        id=own,
        article_id=article,
        source_span=named(saying.source, SOURCE),
        cue_span=named(saying.cue, CUE),
        content_spans=tuple(ids[Key(*each, ATTRIBUTION, CONTENT)] for each in saying.contents),
        scope="clear",
        source_entities=(speaker.entity,) if speaker.entity else (),
        quote_type=saying.quote_type,
        source_kind=speaker.kind,
        cue_class=saying.cue_class,
        channel=said.channel,
        parent=parent,
        status=DRAFT,
    )


def _parent(inner: Saying, others: Sequence[Saying]) -> int | None:
    """The attribution next outward: the smallest content that holds both content and cue."""
    best: tuple[int, int] | None = None
    for at, outer in enumerate(others):
        for start, end in outer.contents:
            holds = all(start <= s and e <= end for s, e in inner.contents)
            cue = inner.cue or inner.contents[0]
            if outer is inner or not holds or not (start <= cue[0] and cue[1] <= end):
                continue
            if (start, end) in inner.contents:
                continue
            if best is None or end - start < best[0]:
                best = (end - start, at)
    return None if best is None else best[1]
