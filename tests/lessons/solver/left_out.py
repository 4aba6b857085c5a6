"""Which articles tell a fact, and why one is silent on it: what its cells say."""

from tellings.records import Divergence, Fact, FactCell, GroupRelation
from tests.lessons.solver.found import Found, chosen, matched
from tests.lessons.solver.layers import Book, Story, longest
from tests.lessons.solver.seen import SeenItem

_TOLD = frozenset({"present", "disputed"})
_LESS = frozenset({"granularity", "wording", "attribution_shift"})
_SAYS = {
    "left-out": "it left it out: it could have known",
    "not_yet_knowable": "it came too early to know",
    "open": "cannot be told from the texts",
}


def solve(item: SeenItem, story: Story) -> Found:
    """Tick the articles that tell a fact, or say why an article is silent on each."""
    if not item.rows:
        return _tick(item, story)
    meant = story.meanings(item, _SAYS)
    (article,) = story.published_by(item.stem.words)
    return matched(
        {
            row.id: {meant[why] for why in _silence(story, row.text.words, article)}
            for row in item.rows
        }
    )


def _tick(item: SeenItem, story: Story) -> Found:
    right, unsure = set(), set()
    for option in item.options:
        (article,) = story.published_by(option.text.words)
        for fact, cell in _cells(story, item.stem.words, article):
            if cell.presence in _TOLD:
                right.add(option.id)
            if not _sure(story, fact, cell) or _says_otherwise(story, fact, cell):
                unsure.add(option.id)
    return chosen(right, unsure)


def _sure(story: Story, fact: Fact, cell: FactCell) -> bool:
    """Whether it is told or absent by what articles show, for gold and for every pass alike."""
    told = cell.presence in _TOLD
    words = _TOLD if told else {"absent"}

    def same(each: Fact, _book: Book) -> bool:
        return any(c.article == cell.article and c.presence in words for c in each.cells)

    return cell.basis != "external" and cell.presence in words and story.all_say(fact, same)


def _says_otherwise(story: Story, fact: Fact, cell: FactCell) -> bool:
    """Whether a silent article answers otherwise what is answered elsewhere by telling the fact."""
    told = {
        span
        for each in fact.cells
        if each.presence in _TOLD and each.article != cell.article
        for span in each.spans
    }
    return cell.presence == "absent" and any(
        relation.kind not in _LESS and _joins(asked, relation, told, cell.article)
        for asked in story.gold.of(Divergence)
        for relation in asked.relations
    )


def _joins(asked: Divergence, relation: GroupRelation, told: set[str], article: str) -> bool:
    """Whether a relation is between the fact's telling and an answer of the article."""
    here, there = (
        [each for each in asked.answers if each.group == group]
        for group in (relation.group_a, relation.group_b)
    )
    return any(
        any(told & set(each.spans) for each in ones)
        and any(each.article == article and each.spans for each in others)
        for ones, others in ((here, there), (there, here))
    )


def _silence(story: Story, statement: str, article: str) -> set[str]:
    return {
        why
        for fact, cell in _cells(story, statement, article)
        if cell.basis != "external" and story.agreed(fact, lambda each, _: _presence(each, article))
        if (why := _why(fact, cell))
    }


def _why(fact: Fact, cell: FactCell) -> str | None:
    if cell.presence == "not_yet_knowable":
        return "not_yet_knowable"
    if cell.presence == "absent":
        if cell.basis == "unknown":
            return None if fact.knowable_from.earliest else "open"
        return "left-out"
    return None


def _presence(fact: Fact, article: str) -> set[str]:
    return {each.presence for each in fact.cells if each.article == article}


def _cells(story: Story, text: str, article: str) -> list[tuple[Fact, FactCell]]:
    """The facts that a text states, with what an article does with them."""
    facts = story.gold.of(Fact)
    stated = longest((each.statement for each in facts), text)
    return [
        (fact, cell)
        for fact in facts
        if fact.statement in stated
        for cell in fact.cells
        if cell.article == article
    ]
