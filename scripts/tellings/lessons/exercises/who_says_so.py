"""Who says so? Each statement of an article goes to whoever says it, or to the outlet itself.

Statements are the contents of attributions of the running text with one clear source, nobody
further out (no ``parent``), nobody else quoted inside them, and no document that is called by
whose it is; and claims of the running text that stand in no sentence with a content. Each begins
as a claim does and has its subject (``statements.py``): nobody says a mere “a freeze on the
talks”. Only those count whose source the passes agree on; no claim is the outlet's where the
article hands on another outlet, or the paragraph a source, and the scope of that is ``ambiguous``.
Key: the entity that the attribution has as its source; for a claim the outlet. Options are the
sources of the rows, other sources of the article, and people with a name and bodies that are named
in the paragraph of a row and are nowhere a source.
No label may describe another: a source or name of the type ``unnamed_person`` is neither a row nor
an option beside one whose words in the article (mentions, sources) name an entity that its own
words name, have a word of four letters or more in common with them, or are named in them.
"""

from collections.abc import Collection, Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row
from tellings.lessons.layers import AUTHOR, Layers
from tellings.lessons.material.naming import entities_in
from tellings.lessons.material.overlapping import overlapping
from tellings.lessons.material.passages import in_body, sentence
from tellings.lessons.material.sources import (
    contents,
    order,
    own_claims,
    owner_open,
    quotes_others,
    source_said,
    source_words,
)
from tellings.lessons.material.statements import WORDS as STATEMENTS
from tellings.lessons.material.statements import is_statement
from tellings.lessons.wording import Words
from tellings.records import Attribution, Entity, Span

_ROWS, _OPTIONS = 4, 6
_SHORT, _LONG = 30, 240
"""A statement is shown if it has so many code points."""
_SPEAKERS = ("person", "government", "news_outlet")
"""Types of entities that are offered though they say nothing, the likeliest first.

Not people without a name: they could be anybody who speaks in the article.
"""

WORDS = {
    "title": "Who says so?",
    "about": "Students give each statement to its source, and see where an outlet speaks itself.",
    "task": "Give each statement to whoever says it.",
    "rule": "Ask of every statement: who says so? A name nearby is not yet a source.",
    "nothing": "no article has two statements with two sources that the passes agree on",
    "stem": "Who says this in the article of {outlet}? Where the article gives the statement to"
    " nobody, the outlet itself says it.",
    "outlet": "{outlet} itself, naming no source",
    "outlet-why": "Right where no word in or around the sentence says whose statement it is.",
    "called": "{source} ({said})",
    "option-why": "What this source says: {statement}",
    "near-why": "This name only stands nearby: {sentence}",
    "row-why": "The reporting word {cue} leads to the source: {source}.",
    "row-why-uncued": "It stands in a row with other words of this source: {source}.",
    "row-why-outlet": "Nothing in {sentence} says whose statement it is: the outlet makes it.",
    "why": "A reporting word (“said”, “according to”) leads from a statement to its source.",
    **STATEMENTS,
}


def _make(layers: Layers, words: Words) -> Iterator[Item | None]:
    for article in layers.articles:
        said = _by_source(layers, words, article)
        own = _own_words(layers, words, article)
        rows: list[Attribution | Span] = [*_spread(said, _ROWS - bool(own)), *own[:1]]
        asked = len(rows) > 1 and said
        yield _item(layers, words, article, said, rows) if asked else None


def _by_source(layers: Layers, words: Words, article: str) -> dict[str, Attribution]:
    """One statement for each source of an article, in the order of the text."""
    found: dict[str, Attribution] = {}
    for each in sorted(layers.of(Attribution, article), key=lambda each: order(layers, each)):
        if len(each.source_entities) == 1 and _fit(layers, words, each):
            found.setdefault(each.source_entities[0], each)
    return {name: found[name] for name in _apart(layers, article, found)}


def _apart(layers: Layers, article: str, names: Collection[str]) -> list[str]:
    """Names in their order, without the unnamed of two of which one could describe the other."""
    kept: list[str] = []
    for name in sorted(names, key=lambda name: _type(layers, name) == "unnamed_person"):
        if not any(overlapping(layers, article, name, each) for each in kept):
            kept.append(name)
    return [name for name in names if name in kept]


def _spread(said: dict[str, Attribution], most: int) -> list[Attribution]:
    """Some statements, from the whole length of the article."""
    found = list(said.values())
    size = min(most, len(found))
    return [found[at * len(found) // size] for at in range(size)]


def _fit(layers: Layers, words: Words, each: Attribution) -> bool:
    if len(each.content_spans) != 1 or each.scope != "clear" or each.parent:
        return False
    (quote,) = contents(layers, each)
    if not _SHORT <= len(quote.text) <= _LONG or not in_body(layers, quote):
        return False
    if not is_statement(layers, words, quote):
        return False
    if each.source_kind == "document" and _names_another(layers, each):
        return False
    votes = layers.voting.votes(each, source_words)
    return not votes.contested and not quotes_others(layers, each, quote)


def _names_another(layers: Layers, each: Attribution) -> bool:
    """Whether a document is called by whose it is (“the Courier's report”): two could be meant."""
    if each.source_span is None:
        return False
    named = entities_in(layers, layers.quote(each.source_span))
    return any(name not in each.source_entities for name in named)


def _own_words(layers: Layers, words: Words, article: str) -> list[Span]:
    """Claims that are nobody's but the outlet's."""
    return [
        each
        for each in own_claims(layers, article)
        if _SHORT <= len(each.text) <= _LONG
        and not layers.voting.votes(each).contested
        and not owner_open(layers, layers.quote(each.id))
        and is_statement(layers, words, layers.quote(each.id))
    ]


def _item(
    layers: Layers,
    words: Words,
    article: str,
    said: dict[str, Attribution],
    chosen: Sequence[Attribution | Span],
) -> Item:
    rows = [_row(layers, words, number, each) for number, each in enumerate(chosen, 1)]
    outlet = layers.outlet(article)
    own = words.say("outlet", outlet=outlet), words.say("outlet-why")
    return Item(
        kind=Kind.MATCH,
        stem=words.say("stem", outlet=outlet),
        options=(*_options(layers, words, said, chosen), Option(AUTHOR, *own)),
        rows=tuple(rows),
        why=words.say("why"),
        evidence=tuple(quote for row in rows for quote in row.evidence),
        records=tuple(each.id for each in chosen),
        minutes=3,
        difficulty=1,
    )


def _options(
    layers: Layers,
    words: Words,
    said: dict[str, Attribution],
    chosen: Sequence[Attribution | Span],
) -> list[Option]:
    """The sources of the rows, then names near them, then the article's other sources."""
    needed = [name for name, each in said.items() if each in chosen]
    near = _near(layers, said, chosen)
    others = [name for name in said if name not in needed]
    free = max(0, _OPTIONS - 1 - len(needed))
    names = [*needed, *list(near)[: free - len(others[: free // 2])], *others][: _OPTIONS - 1]
    return [
        _option(layers, words, name, said[name])
        if name in said
        else _named(layers, words, name, near[name])
        for name in names
    ]


def _near(
    layers: Layers, said: dict[str, Attribution], chosen: Sequence[Attribution | Span]
) -> dict[str, Quote]:
    """Who is named in the paragraph of a row and is no source in the article; and where."""
    sources = {name for each in layers.of(Attribution) for name in each.source_entities}
    found: dict[str, Quote] = {}
    for row in chosen:
        paragraph = layers.paragraph(_statement(layers, row))
        for each in (quote for quote in layers.sentences(row.article_id) if quote.meets(paragraph)):
            for name in entities_in(layers, each):
                found.setdefault(name, each)
    types = {name: _type(layers, name) for name in found}
    behind = {name for row in chosen for name in _behind(layers, row)}
    taken = sources | behind
    could = [name for name in found if types[name] in _SPEAKERS and name not in taken]
    could.sort(key=lambda name: _SPEAKERS.index(types[name]))
    article = chosen[0].article_id
    fit = [name for name in could if not any(overlapping(layers, article, name, s) for s in said)]
    return {name: found[name] for name in _apart(layers, article, fit)}


def _behind(layers: Layers, row: Attribution | Span) -> list[str]:
    """Who is named within the words for a source, and so might be meant with it."""
    if isinstance(row, Span) or row.source_span is None:
        return []
    return entities_in(layers, layers.quote(row.source_span))


def _type(layers: Layers, name: str) -> str:
    entity = layers.records.get(name)
    return entity.type if isinstance(entity, Entity) else ""


def _statement(layers: Layers, each: Attribution | Span) -> Quote:
    return layers.quote(each.id if isinstance(each, Span) else each.content_spans[0])


def _named(layers: Layers, words: Words, name: str, where: Quote) -> Option:
    return Option(name, (layers.name(name),), words.say("near-why", sentence=where))


def _option(layers: Layers, words: Words, source: str, each: Attribution) -> Option:
    name = layers.name(source)
    why = words.say("option-why", statement=_statement(layers, each))
    said = source_said(layers, each)
    if any(isinstance(part, Quote) and name in part.text for part in said) or said == (name,):
        return Option(source, (name,), why)
    return Option(source, words.say("called", source=name, said=said), why)


def _row(layers: Layers, words: Words, number: int, each: Attribution | Span) -> Row:
    quote = _statement(layers, each)
    whole = sentence(layers, quote)
    if isinstance(each, Span):
        why = words.say("row-why-outlet", sentence=whole)
        return Row(str(number), (quote,), AUTHOR, why, (whole,))
    why, source = _why(layers, words, each), each.source_entities[0]
    return Row(str(number), (quote,), source, why, _evidence(layers, each, whole))


def _why(layers: Layers, words: Words, each: Attribution) -> Rich:
    name = layers.name(each.source_entities[0])
    if each.cue_span is None:
        return words.say("row-why-uncued", source=name)
    return words.say("row-why", cue=layers.quote(each.cue_span), source=name)


def _evidence(layers: Layers, each: Attribution, whole: Quote) -> tuple[Quote, ...]:
    found = [whole]
    if each.cue_span:
        found.append(sentence(layers, layers.quote(each.cue_span)))
    return tuple(dict.fromkeys(found))


EXERCISE = Exercise(
    name="who-says-so",
    number=1,
    part=Part.SOURCES,
    core=True,
    skill="attribution",
    standards=("cor:behind", "ccss:RI.8.1", "digcomp3:1.2"),
    needs=("attribution",),
    words=WORDS,
    make=_make,
)
