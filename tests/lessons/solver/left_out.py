"""Which articles tell a fact, and why one is silent on it: what its cells say."""

from tellings.records import Fact, FactCell
from tests.lessons.solver.found import Found, chosen, matched
from tests.lessons.solver.layers import Book, Story, longest
from tests.lessons.solver.seen import SeenItem

_TOLD = frozenset({"present", "disputed"})
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
            if not _sure(story, fact, cell):
                unsure.add(option.id)
    return chosen(right, unsure)


def _sure(story: Story, fact: Fact, cell: FactCell) -> bool:
    """Whether it is told or absent by what articles show, for gold and for every pass alike."""
    told = cell.presence in _TOLD
    words = _TOLD if told else {"absent"}

    def same(each: Fact, _book: Book) -> bool:
        return any(c.article == cell.article and c.presence in words for c in each.cells)

    return cell.basis != "external" and cell.presence in words and story.all_say(fact, same)


def _silence(story: Story, statement: str, article: str) -> set[str]:
    return {
        why
        for fact, cell in _cells(story, statement, article)
        if cell.basis != "external" and story.agreed(fact, lambda each, _: _presence(each, article))
        if (why := _why(cell))
    }


def _why(cell: FactCell) -> str | None:
    if cell.presence == "not_yet_knowable":
        return "not_yet_knowable"
    if cell.presence == "absent":
        return "open" if cell.basis == "unknown" else "left-out"
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
