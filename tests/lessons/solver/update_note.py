"""What an update note says was added: paragraphs, and voices that stand in them alone."""

import re
from itertools import combinations

from tellings.records import Attribution, Entity, Span, Update
from tests.lessons.solver.found import Found, chosen, matched
from tests.lessons.solver.layers import Book, Story, covered, longest
from tests.lessons.solver.seen import Place, SeenItem

_SAYS = {"added": "Named by the note", "before": "Not named by the note"}


def solve(item: SeenItem, story: Story) -> Found:
    """Tell what was added from what was there, find where it begins, or whose words it holds."""
    (update,) = [
        each
        for each in story.gold.of(Update, item.stem.place.article)
        if story.gold.place(each.note_span).meets(item.stem.place)
    ]
    added = _paragraphs(story, story.gold, update)
    if not story.agreed(update, lambda each, book: _paragraphs(story, book, each)):
        return chosen([])
    if item.kind == "tick":
        return _voices(item, story, update)
    if item.kind == "choice":
        begins = min(added)
        return chosen(o.id for o in item.options if story.paragraph(o.text.place) == begins)
    meant = story.meanings(item, _SAYS)
    new = {row.id: story.paragraph(row.text.place) in added for row in item.rows}
    return matched({row: [meant["added" if is_new else "before"]] for row, is_new in new.items()})


def _paragraphs(story: Story, book: Book, update: Update) -> set[Place]:
    """The paragraphs that an update added something to."""
    ranges = story.articles[update.article_id].paragraphs
    every = [Place(update.article_id, each.start, each.end) for each in ranges]
    spans = book.places(update.added_spans)
    return {each for each in every if any(each.meets(span) for span in spans)}


def _voices(item: SeenItem, story: Story, update: Update) -> Found:
    right, unsure = set(), set()
    called: dict[str, set[str]] = {}
    added = story.gold.places(update.added_spans)
    for option in item.options:
        entities = {
            e for name in longest(story.names, option.text.words) for e in story.entities(name)
        }
        said = [
            each
            for each in story.gold.of(Attribution, update.article_id)
            if entities & set(each.source_entities)
        ]
        called[option.id] = {word for each in entities for word in _called(story, each)}
        if not all(_agreed(story, each) for each in said):
            unsure.add(option.id)
        if said and all(_new(story, each, added) for each in said):
            right.add(option.id)
    unsure |= {each for each in right if _may_speak_before(story, item, each, update, added)}
    pairs = combinations(called, 2)
    unsure |= {b for a, b in pairs if called[a] & called[b] and not {a, b} <= right}
    taken = set(_long_words(story.text(story.gold.place(update.note_span))))
    taken |= {word for each in right for word in called[each]}
    unsure |= {each for each in called if each not in right and called[each] & taken}
    return chosen(right, unsure)


def _may_speak_before(
    story: Story, item: SeenItem, option: str, update: Update, added: list[Place]
) -> bool:
    """Whether a person with words outside of what was added may be the one of an option."""
    (text,) = (each.text.words for each in item.options if each.id == option)
    named = {e for name in longest(story.names, text) for e in story.entities(name)}
    names = {word for each in named for word in _named(story, each)}
    return any(
        names & _named(story, source)
        for each in story.gold.of(Attribution, update.article_id)
        if not _new(story, each, added)
        for source in each.source_entities
        if getattr(story.gold.records[source], "type", "") in ("person", "unnamed_person")
    )


def _named(story: Story, entity: str) -> set[str]:
    """Words with a capital in whatever the story calls an entity, and the initials of runs."""
    found: set[str] = set()
    for name in _names(story, entity):
        found |= {each.casefold() for each in re.findall(r"\w{4,}", name) if each[0].isupper()}
        found |= {each for each in re.findall(r"\w{2,}", name) if each.isupper()}
        runs = re.findall(r"(?:\b[A-Z]\w*[a-z]\w*\W+){2,}[A-Z]\w*[a-z]\w*", name)
        found |= {"".join(word[0] for word in re.findall(r"\w+", run)) for run in runs}
    return found


def _called(story: Story, entity: str) -> set[str]:
    """The long words of whatever the story calls an entity."""
    return {word for name in _names(story, entity) for word in _long_words(name)}


def _names(story: Story, entity: str) -> list[str]:
    found = story.gold.records[entity]
    assert isinstance(found, Entity)
    mentions = (each for each in story.gold.of(Span) if each.layer == "mention")
    said = [each.text for each in mentions if each.entity == entity]
    return [found.name, *found.aliases, *said]


def _long_words(name: str) -> list[str]:
    return [each.casefold() for each in re.findall(r"\w{4,}", name)]


def _new(story: Story, attribution: Attribution, added: list[Place]) -> bool:
    return all(covered(each, added) for each in story.gold.places(attribution.content_spans))


def _agreed(story: Story, attribution: Attribution) -> bool:
    """Whether every pass has the same source words."""
    ours = attribution.source_span and story.gold.place(attribution.source_span)

    def same(each: Attribution, book: Book) -> bool:
        theirs = each.source_span and book.place(each.source_span)
        if not ours or not theirs:
            return not ours and not theirs
        return isinstance(ours, Place) and isinstance(theirs, Place) and ours.meets(theirs)

    return story.all_say(attribution, same)
