"""What an article does with a statement: foretells, passes on, judges, or says what can be checked.

Asked in this order, since something still to come is a prediction, whoever says it.
"""

import re

from tellings.records import Attribution, EventMention, Span
from tests.lessons.solver.found import Found, matched
from tests.lessons.solver.layers import Book, Story, covered, place_of
from tests.lessons.solver.loaded_words import judging, may_judge
from tests.lessons.solver.owners import open_owner
from tests.lessons.solver.seen import Place, SeenItem
from tests.lessons.solver.statements import stands_alone

_MAY_COME = "would could should will shall may might wouldn couldn won"
_SAYS = {
    "reported": "Somebody else’s words, and not on what is still to come",
    "checkable": "The outlet’s own words, and they could be checked",
    "judgement": "The outlet’s own words, and they can only be weighed",
    "prediction": "Still to come, whoever says it",
}


def solve(item: SeenItem, story: Story) -> Found:
    """Put each statement into its bin."""
    meant = story.meanings(item, _SAYS)
    return matched(
        {row.id: {meant[each] for each in _bins(story, row.text.place)} for row in item.rows}
    )


def _bins(story: Story, statement: Place) -> set[str]:
    claims = [each for each in _claims(story.gold, statement) if place_of(each) == statement]
    return {found for each in claims if (found := _bin(story, each, statement))}


def _bin(story: Story, claim: Span, statement: Place) -> str | None:
    if not story.agreed(claim, lambda each, _book: each.label):
        return None
    if not stands_alone(story, "reported-claimed-judged", statement):
        return None
    if claim.label == "prediction":
        return "prediction"
    if _may_come(story, statement):
        return None
    if _handed_on(story.gold, statement) and story.all_say(claim, _is_handed_on):
        return "reported"
    if not _own_voice(story, statement):
        return None
    if claim.label == "judgement" or _judges_itself(story, statement):
        return "judgement"
    return None if may_judge(story, statement) or _vague(story, statement) else "checkable"


def _vague(story: Story, statement: Place) -> bool:
    """Whether it tells an event whose type has no name."""
    told = [
        each.event
        for each in story.gold.of(EventMention, statement.article)
        if each.trigger_span and story.gold.place(each.trigger_span).within(statement)
    ]
    return any(getattr(story.gold.records[each], "type", "") == "other" for each in told)


def _may_come(story: Story, statement: Place) -> bool:
    """Whether it says what would or could be: in a modal word, or by a hedge that anybody sees."""
    words = story.sentence("reported-claimed-judged", "may-come", _MAY_COME).split()
    said = re.split(r"\W+", story.text(statement))
    hedged = any(
        each.label == "hedge" and place_of(each).meets(statement)
        for book in story.books
        for each in book.spans("wording", statement.article)
    )
    return hedged or any(each in words for each in said)


def _judges_itself(story: Story, statement: Place) -> bool:
    words = judging(story, statement)
    return any(each.wording and each.wording.holder == "author" for each in words)


def _claims(book: Book, place: Place) -> list[Span]:
    return [each for each in book.spans("claim", place.article) if place_of(each).meets(place)]


def _is_handed_on(claim: Span, book: Book) -> bool:
    return _handed_on(book, place_of(claim))


def _handed_on(book: Book, statement: Place) -> bool:
    found = book.of(Attribution, statement.article)
    return any(covered(statement, book.places(each.content_spans)) for each in found)


def _own_voice(story: Story, statement: Place) -> bool:
    """Whether nobody has any of it among a source's words, and gold is clear where those end."""
    handed = [place for book in story.books for place in _contents(book, statement.article)]
    said = any(each.meets(statement) for each in handed)
    return not said and not open_owner(story, statement)


def _contents(book: Book, article: str) -> list[Place]:
    found = book.of(Attribution, article)
    return [place for each in found for place in book.places(each.content_spans)]
