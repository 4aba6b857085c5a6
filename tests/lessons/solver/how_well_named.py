"""How well a source is named: of what kind it is, where the mentions in its words bear that out."""

from collections.abc import Iterator

from tellings.records import Attribution, Entity, Span
from tests.lessons.solver.found import Found, matched
from tests.lessons.solver.layers import Story, place_of
from tests.lessons.solver.seen import SeenItem, SeenPart

_SAYS = {
    "named": "a person with a name",
    "unnamed": "one or more people without a name",
    "body": "a country, an office or another body, or a text of theirs",
    "outlet": "another news outlet",
    "nobody": "nobody: the article does not say who",
}
_KINDS = {
    "named_official": "named",
    "named_person": "named",
    "unnamed_official": "unnamed",
    "unnamed_person": "unnamed",
    "institution": "body",
    "document": "body",
    "news_organisation": "outlet",
    "unspecified": "nobody",
}
_NOBODY = "whoever stands behind {cue}"


def solve(item: SeenItem, story: Story) -> Found:
    """Put each source into its bin."""
    meant = story.meanings(item, _SAYS)
    return matched({row.id: {meant[each] for each in _bins(story, row)} for row in item.rows})


def _bins(story: Story, row: SeenPart) -> set[str]:
    """The bins of a source, wherever the article calls it so."""
    found = list(_attributions(story, row))
    agreed = all(story.agreed(each, lambda record, _book: record.source_kind) for each in found)
    bins = {_KINDS[each.source_kind] for each in found if agreed}
    return {each for each in bins if each == "nobody" or _borne_out(story, row, each, found)}


def _attributions(story: Story, row: SeenPart) -> Iterator[Attribution]:
    place = row.text.place
    for each in story.gold.of(Attribution, place.article):
        source = each.source_span
        if row.text.words:
            behind = each.cue_span and story.gold.place(each.cue_span) == place
            if behind and not source:
                yield each
        elif source and story.gold.span(source).text == story.text(place):
            yield each


def _borne_out(story: Story, row: SeenPart, bin_: str, found: list[Attribution]) -> bool:
    place = row.text.place
    mentions = [
        each for each in story.gold.spans("mention", place.article) if place_of(each).meets(place)
    ]
    labels = {each.label for each in mentions}
    if bin_ == "named":
        return any(_names(story, each, found) for each in mentions if each.label == "person")
    if bin_ == "unnamed":
        return "unnamed_person" in labels and "person" not in labels
    if bin_ == "outlet":
        return "news_outlet" in labels
    if labels & {"person", "unnamed_person", "news_outlet"}:
        return False
    return not any(_speaks_for(story, person, found) for person in _people(story, place.article))


def _people(story: Story, article: str) -> set[str]:
    """Who is named in an article."""
    mentions = story.gold.spans("mention", article)
    return {each.entity for each in mentions if each.label == "person" and each.entity}


def _speaks_for(story: Story, person: str, found: list[Attribution]) -> bool:
    """Whether any article names a person together with the body that is the source."""
    bodies = {entity for each in found for entity in each.source_entities}
    for article in story.articles:
        mentions = story.gold.spans("mention", article)
        spans = [each.id for each in mentions if each.label == "person"]
        spans += [
            each.source_span for each in story.gold.of(Attribution, article) if each.source_span
        ]
        for place in story.gold.places(spans):
            named = {each.entity for each in mentions if place_of(each).meets(place)}
            if person in named and named & bodies:
                return True
    return False


def _names(story: Story, mention: Span, found: list[Attribution]) -> bool:
    """Whether a mention has a word of the name of the source."""
    named = {entity for each in found for entity in each.source_entities}
    words = {
        word
        for each in story.gold.of(Entity)
        if each.id in named
        for name in (each.name, *each.aliases)
        for word in name.split()
    }
    return bool(words & set(mention.text.split()))
