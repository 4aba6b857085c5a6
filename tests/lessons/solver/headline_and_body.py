"""Which sentence bears a headline out: what gold gives as its support, if it has any."""

from tellings.records import Support
from tests.lessons.solver.found import Found, chosen
from tests.lessons.solver.layers import Story
from tests.lessons.solver.seen import SeenItem

_NONE = {"none": "no sentence does"}
_NOT_BORNE_OUT = frozenset({"unsupported", "contradicted"})


def solve(item: SeenItem, story: Story) -> Found:
    """Choose the sentence that bears the headline out, or that none does."""
    claims = [each for each in story.gold.of(Support) if _claims(story, each, item)]
    narrow = min(
        (story.gold.place(each.claim_span) for each in claims), key=lambda p: p.end - p.start
    )
    asked = [each for each in claims if story.gold.place(each.claim_span) == narrow]
    right: set[str] = set()
    for each in asked:
        if not story.agreed(each, lambda record, _book: record.relation):
            continue
        if each.relation in _NOT_BORNE_OUT:
            right.add(story.meanings(item, _NONE)["none"])
        elif each.relation == "supported":
            right |= _bearing(story, each, item)
    return chosen(right)


def _claims(story: Story, support: Support, item: SeenItem) -> bool:
    return story.gold.place(support.claim_span) in item.stem.places


def _bearing(story: Story, support: Support, item: SeenItem) -> set[str]:
    """The sentences that gold or a pass gives for it."""
    places = story.gold.places(support.support_spans)
    for book, found in story.said(support):
        for each in found:
            assert isinstance(each, Support)
            places += book.places(each.support_spans)
    return {
        each.id
        for each in item.options
        if any(place.meets(p) for place in each.text.places for p in places)
    }
