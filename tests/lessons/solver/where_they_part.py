"""How two answers to a question differ, and whose an answer is."""

import re
from collections.abc import Iterable

from tellings.records import Answer, Attribution, Divergence, Event, EventMention
from tests.lessons.solver.found import Found, chosen, matched
from tests.lessons.solver.layers import SHOWN_BY_ARTICLES, Book, Story, longest
from tests.lessons.solver.seen import Place, SeenItem

_OPEN = "open"
_CANNOT = "It cannot be told: the articles do not show whether both speak of one matter and time"
_BY_WORDS = frozenset({"different_time", "granularity", "wording", "commitment"})
_STAGES = "They speak of one matter at two times, and it changed in between"


def solve(item: SeenItem, story: Story) -> Found:
    """Say what kind of difference there is, or give each answer to its article."""
    (asked,) = _asked(item, story)
    if item.rows:
        return matched({row.id: _givers(item, story, asked, row.text.words) for row in item.rows})
    here, there = item.stem.places
    verdicts = _verdicts(asked, _groups(story.gold, asked, here), _groups(story.gold, asked, there))

    def same(each: Divergence, book: Book) -> bool:
        return _verdicts(each, _groups(book, each, here), _groups(book, each, there)) == verdicts

    agreed = story.all_say(asked, same)
    sure = agreed and not _arguable(story, asked, here, there)
    right = {_option(item, story, each) for each in verdicts if sure}
    if _OPEN in verdicts:
        right |= set(story.meanings(item, {"is-different_time": f"{_STAGES} ({{title}})"}).values())
    return chosen(right)


def _asked(item: SeenItem, story: Story) -> list[Divergence]:
    every = story.gold.of(Divergence)
    questions = longest((each.question for each in every), item.stem.words)
    return [each for each in every if each.question in questions]


def _groups(book: Book, asked: Divergence, words: Place) -> set[str]:
    """The groups of the answers that some words of an article give."""
    return {each.group for each in _on(book, asked, [words]) if each.group}


def _verdicts(asked: Divergence, here: set[str], there: set[str]) -> set[str]:
    return {
        each.kind if each.basis in SHOWN_BY_ARTICLES else _OPEN
        for each in asked.relations
        if _between(each.group_a, each.group_b, here, there)
    }


def _between(a: str, b: str, here: set[str], there: set[str]) -> bool:
    return (a in here and b in there) or (a in there and b in here)


def _arguable(story: Story, asked: Divergence, here: Place, there: Place) -> bool:
    """Whether the articles leave room for another kind of difference than gold's."""
    groups = [_groups(story.gold, asked, each) for each in (here, there)]
    relations = [each for each in asked.relations if _between(each.group_a, each.group_b, *groups)]
    one_time = any(
        each.kind in ("contradiction", "numeric") and each.basis in SHOWN_BY_ARTICLES
        for each in relations
    )
    if one_time and (not _of_one_time(story, here, there) or _a_source_says(story, [here, there])):
        return True
    if any(each.kind == "commitment" and each.basis in SHOWN_BY_ARTICLES for each in relations):
        return all(_all_a_source_s(story, each) for each in (here, there))
    untold = [each for each in relations if each.basis not in SHOWN_BY_ARTICLES]
    if untold and (_both_dated(story, here, there) or any(e.kind in _BY_WORDS for e in untold)):
        return True
    unknown = any(each.basis == "unknown" for each in untold)
    return unknown and any(_datable(story, each) for each in (here, there))


def _both_dated(story: Story, here: Place, there: Place) -> bool:
    dates = [story.articles[each.article].published_in_text for each in (here, there)]
    return all(e.basis in SHOWN_BY_ARTICLES and e.earliest and e.latest for e in dates)


def _all_a_source_s(story: Story, words: Place) -> bool:
    """Whether anybody has the words whole in one piece of what a source says."""
    return any(
        words.within(content)
        for book in story.books
        for attribution in book.of(Attribution, words.article)
        for content in book.places(attribution.content_spans)
    )


def _of_one_time(story: Story, here: Place, there: Place) -> bool:
    dates = [story.articles[each.article].published_in_text for each in (here, there)]
    firsts = [each.earliest for each in dates if each.basis in SHOWN_BY_ARTICLES and each.earliest]
    lasts = [each.latest for each in dates if each.basis in SHOWN_BY_ARTICLES and each.latest]
    return len(firsts) == len(lasts) == len(dates) and max(firsts) <= min(lasts)


def _a_source_says(story: Story, words: list[Place]) -> bool:
    """Whether anybody has some of the words among those of a source."""
    return any(
        content.meets(each)
        for each in words
        for book in story.books
        for attribution in book.of(Attribution, each.article)
        for content in book.places(attribution.content_spans)
    )


def _datable(story: Story, words: Place) -> bool:
    """Whether their sentence tells an event of which the articles show the first and last day."""
    sentence = story.whole_sentence(words)
    for mention in story.gold.of(EventMention, words.article):
        event = story.gold.records[mention.event]
        assert isinstance(event, Event)
        known = event.date.basis in SHOWN_BY_ARTICLES and event.date.earliest and event.date.latest
        shown = [mention.trigger_span] if mention.trigger_span else mention.evidence_spans[:1]
        if known and any(each.meets(sentence) for each in story.gold.places(shown)):
            return True
    return False


def _option(item: SeenItem, story: Story, verdict: str) -> str:
    if verdict == _OPEN:
        return story.meanings(item, {_OPEN: _CANNOT})[_OPEN]
    title = f"({story.title('divergence_kind', verdict)})"
    (found,) = [each.id for each in item.options if each.text.whole.endswith(title)]
    return found


def _givers(item: SeenItem, story: Story, asked: Divergence, answer: str) -> set[str]:
    """The articles with an answer, or with another of its group, for gold or for any pass."""
    given = [each for each in asked.answers if each.answer == answer]
    articles = set(_sharers(asked, given))
    for book, found in story.said(asked):
        spans = [place for each in given for place in story.gold.places(each.spans)]
        for their in found:
            assert isinstance(their, Divergence)
            articles |= set(_sharers(their, _on(book, their, spans)))
    articles |= {name for name in story.articles if _reads_alike(story, answer, name)}
    named = {each.id: story.published_by(each.text.words) for each in item.options}
    return {name for name, whose in named.items() if whose & articles}


def _reads_alike(story: Story, answer: str, article: str) -> bool:
    """Whether a sentence has two of three words of an answer, or words that begin like them."""
    wanted = _beginnings(answer)
    text = story.articles[article]
    sentences = (_beginnings(text.text[each.start : each.end]) for each in text.sentences)
    return bool(wanted) and any(3 * len(wanted & each) >= 2 * len(wanted) for each in sentences)


def _beginnings(text: str) -> set[str]:
    return {each[:5] for each in re.findall(r"\w{4,}", text.casefold())}


def _on(book: Book, asked: Divergence, words: list[Place]) -> list[Answer]:
    """The answers on some words: of those that share any, those that have most of them alone."""
    alike = {each: _likeness(book.places(each.spans), words) for each in asked.answers}
    most = max(alike.values(), default=0)
    return [each for each, likeness in alike.items() if likeness == most > 0]


def _likeness(these: list[Place], those: list[Place]) -> float:
    """Which part of the characters in either is in both."""
    one, other = (
        {(each.article, at) for each in places for at in range(each.start, each.end)}
        for places in (these, those)
    )
    return len(one & other) / len(one | other) if one | other else 0


def _sharers(asked: Divergence, answers: list[Answer]) -> Iterable[str]:
    groups = {each.group for each in answers}
    return (each.article for each in asked.answers if each.group in groups)
