"""The suggestions for a whole story: its articles, its entities, the text they share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tellings.drafting.articles import (
    ATTRIBUTION,
    CONTENT,
    DRAFT,
    EVIDENCE,
    ArticleDraft,
    Key,
    draft_article,
    sentences,
)
from tellings.drafting.calendar import Anchor
from tellings.drafting.candidates import candidates
from tellings.drafting.names import registry
from tellings.drafting.publication import published
from tellings.drafting.quotations import quotations
from tellings.drafting.shared_text import Shared, Telling, shared_runs
from tellings.drafting.words import Words, words_for
from tellings.records import Annotation, Article, Entity, Reuse
from tellings.story import GOLD, RULES_PASS, StoryData, of_type


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """What rules suggest for a story.

    ``registry_from`` is the pass whose entities were looked for, None if they are named
    candidates; ``without_words`` are the languages for which only the rules hold that
    need no words.
    """

    records: dict[str, list[Annotation]]
    story_records: list[Annotation]
    registry_from: str | None
    without_words: tuple[str, ...]


def registry_of(data: StoryData) -> tuple[str | None, list[Entity]]:
    """The story's entities: those of gold, else of the first other pass that has any."""
    names = sorted(data.passes, key=lambda name: (name != GOLD, name))
    for name in names:
        if name == RULES_PASS:
            continue
        found = of_type(data.passes[name].of_story(), Entity)
        if found:
            return name, [_as_draft(each) for each in found]
    return None, []


def _as_draft(entity: Entity) -> Entity:
    return Entity(
        id=entity.id, name=entity.name, type=entity.type, aliases=entity.aliases, status=DRAFT
    )


def draft_story(data: StoryData, with_registry: bool = True) -> StoryDraft:
    """Suggest by rules what can be: nothing of any pass is looked at but its entities.

    Args:
        data: the story.
        with_registry: whether the entities of gold or another pass are looked for, where
            there are any, and not named candidates.
    """
    origin, entities = registry_of(data) if with_registry else (None, [])
    articles = sorted(data.articles.values(), key=lambda each: each.id)
    if origin is None:
        entities = _candidates(data.story.id, articles)
    known = registry(entities)
    drafts = [
        draft_article(
            each, data.masked[each.id], published(each), known, words_for(each.language)
        )
        for each in articles
    ]
    reuse = _reuse(data.story.id, drafts)
    return StoryDraft(
        {each.article.id: each.records() for each in drafts},
        [*entities, *reuse],
        origin,
        tuple(sorted({a.language for a in articles if not words_for(a.language).speaks})),
    )


def _candidates(story: str, articles: Iterable[Article]) -> list[Entity]:
    """Named candidates, language by language."""
    found: dict[str, Entity] = {}
    by_words: dict[str, tuple[Words, list[tuple[str, int, int]]]] = {}
    for article in articles:
        words = words_for(article.language)
        places = by_words.setdefault(words.language, (words, []))[1]
        paragraphs = ArticleDraft(article, list(article.paragraphs)).story
        places += [
            (article.text, each.start, each.end) for each in sentences(article, paragraphs)
        ]
    for words, places in by_words.values():
        if words.speaks:
            for entity in candidates(story, places, words):
                found.setdefault(entity.id, entity)
    return list(found.values())


# Reuse --------------------------------------------------------------------------------------


def _reuse(story: str, drafts: Sequence[ArticleDraft]) -> list[Reuse]:
    """A record for each run of words that an article shares with an earlier one."""
    ordered = sorted(drafts, key=_by_date)
    found = {each.article.id: each for each in drafts}
    runs = shared_runs(
        [Telling(each.article.id, each.article.text, tuple(each.story)) for each in ordered]
    )
    keys = [
        (
            _evidence(found[each.earlier], each.earlier_place),
            _evidence(found[each.later], each.later_place),
        )
        for each in runs
    ]
    ids = {each.article.id: each.ids() for each in drafts}
    return [
        _record(story, number, run, found, ids[run.earlier][one], ids[run.later][other])
        for number, (run, (one, other)) in enumerate(zip(runs, keys, strict=True), 1)
    ]


def _by_date(draft: ArticleDraft) -> tuple[bool, str, str]:
    anchor = published(draft.article)
    day = anchor.earliest.isoformat() if anchor else ""
    return (anchor is None, day, draft.article.id)


def _evidence(draft: ArticleDraft, place: tuple[int, int]) -> Key:
    """The span of a run: a content of the same extent if there is one, else evidence."""
    content = Key(*place, ATTRIBUTION, CONTENT)
    if content in draft.spans:
        return content
    key = Key(*place, EVIDENCE, EVIDENCE)
    draft.span(key)
    return key


def _record(
    story: str,
    number: int,
    run: Shared,
    drafts: dict[str, ArticleDraft],
    one: str,
    other: str,
) -> Reuse:
    earlier, later = drafts[run.earlier], drafts[run.later]
    named = _names(earlier.article, later, run.later_place)
    spoken = _is_quoted(earlier, run.earlier_place) and _is_quoted(later, run.later_place)
    before, after = published(earlier.article), published(later.article)
    dated = before is not None and after is not None and before.latest < after.earliest
    kind, direction = "verbatim", "forward" if named or dated else "unknown"
    if spoken and not named:
        kind, direction = "shared_source", "common"
    return Reuse(
        id=f"{story}:reuse:rule-{number:03}",
        from_spans=(one,),
        to_spans=(other,),
        kind=kind,
        direction=direction,
        acknowledged=named,
        fidelity="exact",
        shifts=(),
        status=DRAFT,
    )


def _names(article: Article, later: ArticleDraft, place: tuple[int, int]) -> bool:
    """Whether the paragraph around a run names the outlet of an article."""
    outlet = article.outlet.value
    return outlet is not None and any(
        outlet in later.article.text[each.start : each.end]
        for each in later.story
        if each.start <= place[0] and place[1] <= each.end
    )


def _is_quoted(draft: ArticleDraft, place: tuple[int, int]) -> bool:
    quoted = quotations(draft.article.text, tuple(draft.story))
    return any(each.start <= place[0] and place[1] <= each.end for each in quoted)
