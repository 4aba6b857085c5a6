"""Who says so? Each statement of an article goes to whoever says it, or to the outlet itself.

Statements are the contents of attributions with one clear source, and claims that stand inside
no attribution. Only those count whose source the passes agree on. Key: the entity that the
attribution has as its source; for a claim the outlet. Options are the sources of the rows and
the other sources of the article, among them whoever is named near a statement without saying it.
"""

from collections.abc import Iterator, Sequence

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row
from tellings.lessons.layers import AUTHOR, Layers
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words
from tellings.records import Attribution, Span

_ROWS, _OPTIONS = 4, 6
_SHORT, _LONG = 20, 240
"""A statement is shown if it has so many code points."""

WORDS = {
    "title": "Who says so?",
    "about": "Students give each statement to its source, and see where an outlet speaks itself.",
    "task": "Give each statement to whoever says it.",
    "rule": "Ask of every statement: who says so? A name nearby is not yet a source.",
    "nothing": "no article has two statements with two sources that the passes agree on",
    "stem": "Who says it in the article of {outlet}? Where nobody is quoted, the outlet says it.",
    "outlet": "{outlet} itself, quoting nobody",
    "outlet-why": "Right where no word in or around the sentence hands the statement to anybody.",
    "option-why": "{source} is the source of {statement}",
    "row-why": "{cue} hands it to {source}.",
    "row-why-uncued": "It stands among the words of {source}.",
    "row-why-outlet": "Nothing in {sentence} says whose statement it is: the outlet makes it.",
    "why": "A reporting word (“said”, “according to”) leads from a statement to its source.",
}


def _make(layers: Layers, words: Words) -> Iterator[Item]:
    for serial, article in enumerate(layers.articles, 1):
        said = _by_source(layers, article)
        own = _own_words(layers, article)
        rows: list[Attribution | Span] = [*list(said.values())[: _ROWS - bool(own)], *own[:1]]
        if len(rows) > 1 and said:
            yield _item(layers, words, serial, article, said, rows)


def _by_source(layers: Layers, article: str) -> dict[str, Attribution]:
    """One statement for each source of an article, in the order of the text."""
    found: dict[str, Attribution] = {}
    for each in sorted(layers.of(Attribution, article), key=lambda a: _place(layers, a)):
        if len(each.source_entities) == 1 and _fit(layers, each):
            found.setdefault(each.source_entities[0], each)
    return found


def _place(layers: Layers, attribution: Attribution) -> int:
    return layers.span(attribution.content_spans[0]).start


def _fit(layers: Layers, each: Attribution) -> bool:
    if len(each.content_spans) != 1 or each.scope != "clear" or each.parent:
        return False
    size = len(layers.span(each.content_spans[0]).text)
    votes = layers.voting.votes(each, _source)
    return _SHORT <= size <= _LONG and not votes.contested


def _source(record: Attribution, spans: FindSpan) -> object:
    source = spans(record.source_span)
    return source.text if source else None


def _own_words(layers: Layers, article: str) -> list[Span]:
    """Claims that are nobody's but the outlet's."""
    inside = [
        layers.sentence(quote)
        for each in layers.of(Attribution, article)
        for quote in layers.quotes(each.content_spans)
    ]
    return [
        each
        for each in layers.spans(article, "claim")
        if _SHORT <= len(each.text) <= _LONG
        and not layers.voting.votes(each).contested
        and not any(each.start < quote.end and quote.start < each.end for quote in inside)
    ]


def _item(
    layers: Layers,
    words: Words,
    serial: int,
    article: str,
    said: dict[str, Attribution],
    chosen: Sequence[Attribution | Span],
) -> Item:
    rows = [_row(layers, words, number, each) for number, each in enumerate(chosen, 1)]
    sources = list(said)[: _OPTIONS - 1]
    options = [_option(layers, words, source, said[source]) for source in sources]
    outlet = layers.outlet(article)
    own = words.say("outlet", outlet=outlet), words.say("outlet-why")
    return Item(
        id=f"who-says-so:{serial}",
        exercise="who-says-so",
        kind=Kind.MATCH,
        stem=words.say("stem", outlet=outlet),
        options=(*options, Option(AUTHOR, *own)),
        rows=tuple(rows),
        why=words.say("why"),
        evidence=tuple(quote for row in rows for quote in row.evidence),
        records=tuple(each.id for each in chosen),
        minutes=3,
        difficulty=1,
    )


def _option(layers: Layers, words: Words, source: str, each: Attribution) -> Option:
    name = layers.name(source)
    statement = layers.quote(each.content_spans[0])
    return Option(source, (name,), words.say("option-why", source=name, statement=statement))


def _row(layers: Layers, words: Words, number: int, each: Attribution | Span) -> Row:
    if isinstance(each, Span):
        quote = layers.quote(each.id)
        sentence = layers.sentence(quote)
        why = words.say("row-why-outlet", sentence=sentence)
        return Row(str(number), (quote,), AUTHOR, why, (sentence,))
    quote, source = layers.quote(each.content_spans[0]), each.source_entities[0]
    why = _why(layers, words, each)
    return Row(str(number), (quote,), source, why, _evidence(layers, each, quote))


def _why(layers: Layers, words: Words, each: Attribution) -> Rich:
    name = layers.name(each.source_entities[0])
    if each.cue_span is None:
        return words.say("row-why-uncued", source=name)
    return words.say("row-why", cue=layers.quote(each.cue_span), source=name)


def _evidence(layers: Layers, each: Attribution, quote: Quote) -> tuple[Quote, ...]:
    found = [layers.sentence(quote)]
    if each.cue_span:
        found.append(layers.sentence(layers.quote(each.cue_span)))
    return tuple(dict.fromkeys(found))


EXERCISE = Exercise(
    name="who-says-so",
    number=1,
    part=Part.SOURCES,
    skill="attribution",
    standards=("cor:behind", "ccss:RI.8.1", "digcomp3:1.2"),
    needs=("attribution",),
    words=WORDS,
    make=_make,
)
