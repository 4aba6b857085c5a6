"""How well named? Each source of an article goes into one of five bins, by what it is called.

A row is a source as an article names it. Key, from the attribution's ``source_kind``:

- named_official, named_person: a person with a name;
- unnamed_official, unnamed_person: people without a name;
- institution, document: a country, a body or office, or a text of theirs;
- news_organisation: another news outlet;
- unspecified: nobody (the row shows the reporting word).

Only those count whose ``source_kind`` the passes agree on and the mentions inside the source's
words bear out: a person with a word of the entity's name; an unnamed person and no named one; for
a body no person of either sort and no news outlet; for an outlet a news outlet. A body is no row
where the article names a person whom any article of the story calls one of it (“Jo Velt, spokesman
of the pier”: words for a person or a source that name the body, too). Sources that are more than
one entity are left out, and so is who speaks in a body's name without a name of their own: two
readers could put them into two bins. One row for each entity of an article, in the words in which
the story's articles call that source most often, whole names first.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.items import Item, Kind, Option, Quote, Rich, Row
from tellings.lessons.layers import Layers
from tellings.lessons.material.choosing import in_turn
from tellings.lessons.material.naming import entities_in
from tellings.lessons.material.passages import sentence
from tellings.lessons.material.sources import labels_of_source, order, source_name
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words, listed
from tellings.records import Attribution, Span

_ROWS = 5
_FEWEST = 3
_BINS = {
    "named": ("named_official", "named_person"),
    "unnamed": ("unnamed_official", "unnamed_person"),
    "body": ("institution", "document"),
    "outlet": ("news_organisation",),
    "nobody": ("unspecified",),
}
_BIN = {kind: name for name, kinds in _BINS.items() for kind in kinds}
_PEOPLE = {"person", "unnamed_person"}

WORDS = {
    "title": "How well named?",
    "about": "Students sort sources by how well a reader could find and ask them, and see that a"
    " rank or an office is not a name.",
    "task": "Sort the sources: a person with a name, people without one, a country or body, another"
    " outlet, or nobody?",
    "rule": "Ask of every source: could I find and ask this person? “A senior official” sounds"
    " weighty, but has no name.",
    "nothing": "no article has three sources of two sorts on which passes and mentions agree",
    "stem": "How does the article of {outlet} name these sources?",
    "nobody-row": "whoever stands behind {cue}",
    "named": "a person with a name",
    "unnamed": "one or more people without a name",
    "body": "a country, an office or another body, or a text of theirs",
    "outlet": "another news outlet",
    "nobody": "nobody: the article does not say who",
    "used": "Right for {sources}.",
    "unused-named": "No source in this list gives a person's name.",
    "unused-unnamed": "No source in this list is people of whom only a rank or a role is told.",
    "unused-body": "No source in this list is a country, an office, a company or a text of theirs.",
    "unused-outlet": "No source in this list is a newspaper, an agency or a broadcaster.",
    "unused-nobody": "For every source in this list the article says who or what it is.",
    "why-named": "{source} gives a name: a reader could find out who that is and what else they"
    " said.",
    "why-unnamed": "{source} says what sort of people speak, but gives no name. Only the outlet"
    " knows whom to ask.",
    "why-body": "{source} is no person. A country, an office or another body speaks here as a"
    " whole, or a text of theirs does. Which person said or wrote it is not told.",
    "why-outlet": "{source} is another news outlet. Ask whom it has its words from.",
    "why-nobody": "{source} shows that something is only reported, and does not say by whom.",
    "why": "A name can be checked. A rank without a name, a body or a bare “reportedly” must be"
    " taken on trust.",
}


def _make(layers: Layers, words: Words) -> Iterator[Item | None]:
    usual = Counter(
        (each.source_entities, _phrase(layers, each))
        for each in layers.of(Attribution)
        if each.source_span
    )

    def rank(each: Attribution) -> tuple[bool, bool, int]:
        whole = _names_it(layers, each)
        used = usual[each.source_entities, _phrase(layers, each)]
        return each.parent is not None, not whole, -used

    for article in layers.articles:
        rows = _chosen(_sources(layers, article, rank))
        varied = len({_BIN[each.source_kind] for each in rows}) > 1
        yield _item(layers, words, article, rows) if varied and len(rows) >= _FEWEST else None


def _sources(
    layers: Layers, article: str, rank: Callable[[Attribution], tuple[bool, bool, int]]
) -> list[Attribution]:
    """One attribution for each source of an article, in the order of the text."""
    found: dict[tuple[str, ...], list[Attribution]] = {}
    for each in sorted(layers.of(Attribution, article), key=lambda each: order(layers, each)):
        if _fit(layers, each):
            found.setdefault(each.source_entities, []).append(each)
    best = [min(group, key=rank) for group in found.values()]
    return sorted(best, key=lambda each: _words(layers, each).start)


def _fit(layers: Layers, each: Attribution) -> bool:
    if layers.voting.votes(each, _kind).contested:
        return False
    if each.source_kind == "unspecified":
        return not each.source_entities and each.source_span is None and each.cue_span is not None
    if len(each.source_entities) != 1 or each.source_span is None:
        return False
    return _borne_out(layers, each)


def _borne_out(layers: Layers, each: Attribution) -> bool:
    """Whether the mentions inside the source's words say the same as its kind."""
    labels = labels_of_source(layers, each)
    match _BIN[each.source_kind]:
        case "named":
            return "person" in labels and _names_it(layers, each)
        case "unnamed":
            return labels & _PEOPLE == {"unnamed_person"}
        case "outlet":
            return "news_outlet" in labels and not labels & _PEOPLE
        case _:
            body = bool(labels) and not labels & {*_PEOPLE, "news_outlet"}
            return body and not _has_person(layers, each)


def _has_person(layers: Layers, body: Attribution) -> bool:
    """Whether the article names a person whom the story calls one of a body."""
    return not _people_of(layers, body).isdisjoint(
        each.entity for each in layers.spans(body.article_id, "mention", "person")
    )


def _people_of(layers: Layers, body: Attribution) -> set[str | None]:
    """The people who are named anywhere in one breath with a body's name."""
    people = [each for each in layers.of(Span) if each.label == "person" and each.entity]
    sources = [each.source_span for each in layers.of(Attribution) if each.source_span]
    called = layers.quotes((*(each.id for each in people), *sources))
    of_it = [each for each in called if set(body.source_entities) & set(entities_in(layers, each))]
    return {each.entity for each in people if layers.quote(each.id).meets(*of_it)}


def _kind(record: Attribution, _spans: FindSpan) -> object:
    return _BIN[record.source_kind]


def _names_it(layers: Layers, each: Attribution) -> bool:
    """Whether the source's words have a word of the entity's name."""
    name = {word for word in _folded(source_name(layers, each)) if len(word) > 2}
    return bool(name & set(_folded(_phrase(layers, each))))


def _folded(text: str) -> list[str]:
    return text.casefold().replace("’", " ").replace("'", " ").replace(",", " ").split()


def _phrase(layers: Layers, each: Attribution) -> str:
    return layers.quote(each.source_span).text if each.source_span else ""


def _words(layers: Layers, each: Attribution) -> Quote:
    """The words that name a source, or the reporting word where nothing does."""
    return layers.quote(each.source_span or each.cue_span or each.content_spans[0])


def _chosen(found: Sequence[Attribution]) -> list[Attribution]:
    """Some sources, from every bin in turn; in the order of the text."""
    bins: dict[str, list[Attribution]] = {}
    for each in found:
        bins.setdefault(_BIN[each.source_kind], []).append(each)
    kept = {each.id for each in islice(in_turn(bins.values()), _ROWS)}
    return [each for each in found if each.id in kept]


def _item(layers: Layers, words: Words, article: str, chosen: Sequence[Attribution]) -> Item:
    rows = tuple(_row(layers, words, number, each) for number, each in enumerate(chosen, 1))
    return Item(
        kind=Kind.MATCH,
        stem=words.say("stem", outlet=layers.outlet(article)),
        options=tuple(_option(layers, words, name, chosen) for name in _BINS),
        rows=rows,
        fixed=True,
        why=words.say("why"),
        evidence=tuple(dict.fromkeys(quote for row in rows for quote in row.evidence)),
        records=tuple(each.id for each in chosen),
        minutes=2,
        difficulty=1,
    )


def _row(layers: Layers, words: Words, number: int, each: Attribution) -> Row:
    source, name = _words(layers, each), _BIN[each.source_kind]
    text: Rich = (source,) if name != "nobody" else words.say("nobody-row", cue=source)
    why = words.say(f"why-{name}", source=source)
    return Row(str(number), text, name, why, (sentence(layers, source),))


def _option(layers: Layers, words: Words, name: str, chosen: Sequence[Attribution]) -> Option:
    here = [each for each in chosen if _BIN[each.source_kind] == name]
    if not here:
        return Option(name, (words[name],), words.say(f"unused-{name}"))
    sources = listed([_words(layers, each) for each in here])
    return Option(name, (words[name],), words.say("used", sources=sources))


EXERCISE = Exercise(
    name="how-well-named",
    number=2,
    part=Part.SOURCES,
    skill="sourcing",
    standards=("cor:behind", "ccss:RI.8.1", "digcomp3:1.2"),
    needs=("attribution", "span:mention"),
    words=WORDS,
    make=_make,
)
