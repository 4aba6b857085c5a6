"""The suggestions for a whole story: its articles, its entities, the text they share."""

from collections.abc import Iterable
from dataclasses import dataclass

from tellings.drafting.articles import (
    DRAFT,
    draft_article,
    segments,
    sentences,
    story_paragraphs,
)
from tellings.drafting.candidates import candidates
from tellings.drafting.names import registry
from tellings.drafting.reuse import reuse_of
from tellings.drafting.words import Words, words_for
from tellings.records import Annotation, Article, Entity
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
        draft_article(each, data.masked[each.id], known, words_for(each.language))
        for each in articles
    ]
    reuse = reuse_of(data.story.id, drafts)
    if origin is None:
        used = {span.entity for draft in drafts for span in draft.spans.values()}
        entities = [each for each in entities if each.id in used]
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
        telling = story_paragraphs(article, segments(article))
        places += [(article.text, each.start, each.end) for each in sentences(article, telling)]
    for words, places in by_words.values():
        if words.speaks:
            for entity in candidates(story, places, words):
                found.setdefault(entity.id, entity)
    return list(found.values())
