"""Plain words in the place of a word that judges: whether they fit there, and what that shows."""

from tellings.lessons.items import Quote, Rich
from tellings.lessons.layers import AUTHOR, Layers
from tellings.lessons.material.judging import neutral, wording
from tellings.lessons.material.vocabulary import long_words, word_list
from tellings.lessons.voting import FindSpan
from tellings.lessons.wording import Words, listed
from tellings.records import Attribution, Span

SWAP, DROP = "swap", "drop"
_LONGER = 2
"""A rewording that can be put in a word's place has at most so many words more."""
_STEM = 5
"""Words that begin with so many same letters repeat each other (“offered an offer”)."""

LIGHT_WORDS = {
    "positive": "{word} makes somebody or something look good: {target}.",
    "negative": "{word} makes somebody or something look bad: {target}.",
    "judges": "{word} colours what is told.",
    SWAP: " Plainer, for example: “{neutral}”.",
    DROP: " Leave it out, and the fact stays.",
    "of-source": " It is the word of a source ({source}), not of {outlet}.",
    "in-report": " {outlet} tells here what a source says ({source}).",
}


def in_place(layers: Layers, span: Span) -> str | None:
    """How the plain rewording of a span fits where the span stands.

    ``SWAP``: instead of it. ``DROP``: it is what stands around the span, so that the span can be
    left out. None if it repeats a word that stands there, or is much longer.
    """
    said = word_list(neutral(span))
    before, after = _around(layers, span)
    parts = ((said[:at], said[at:]) for at in range(len(said) + 1))
    if any(_ends(before, first) and after[: len(rest)] == rest for first, rest in parts):
        return DROP
    if len(said) > len(word_list(span.text)) + _LONGER:
        return None
    return None if _stems(said) & _stems([*before, *after]) else SWAP


def _ends(words: list[str], last: list[str]) -> bool:
    return words[len(words) - len(last) :] == last


def _around(layers: Layers, span: Span) -> tuple[list[str], list[str]]:
    """The words of the sentence before and after a span."""
    quote = layers.quote(span.id)
    sentence = layers.sentence(quote)
    at, end = quote.start - sentence.start, quote.end - sentence.start
    return word_list(sentence.text[:at]), word_list(sentence.text[end:])


def _stems(words: list[str]) -> set[str]:
    return {each[:_STEM] for each in long_words(" ".join(words))}


def reworded_alike(layers: Layers, span: Span) -> bool:
    """Whether every pass puts the same plain words in the place of a span."""
    return not layers.voting.votes(span, _neutral).contested


def _neutral(record: Span, _find: FindSpan) -> object:
    return neutral(record) if record.wording else None


def in_what_light(layers: Layers, words: Words, span: Span) -> Rich:
    """What a judging word does, what could stand in its place, and whose word it is."""
    said = wording(span)
    filled: dict[str, str | Quote] = {"word": layers.quote(span.id)}
    light = words.say("judges", **filled)
    if said.target is not None and said.polarity is not None:
        light = words.say(said.polarity, target=layers.name(said.target), **filled)
    return listed([light, _plainer(layers, words, span), _whose(layers, words, span)], "")


def _plainer(layers: Layers, words: Words, span: Span) -> Rich:
    return words.say(in_place(layers, span) or SWAP, neutral=neutral(span))


def _whose(layers: Layers, words: Words, span: Span) -> Rich:
    outlet, holder = layers.outlet(span.article_id), wording(span).holder
    if holder is not None and holder != AUTHOR:
        return words.say("of-source", source=layers.name(holder), outlet=outlet)
    for each in layers.of(Attribution, span.article_id):
        names = ", ".join(map(layers.name, each.source_entities))
        if names and layers.quote(span.id).within(*layers.quotes(each.content_spans)):
            return words.say("in-report", source=names, outlet=outlet)
    return ()


def why_marked(layers: Layers, words: Words, span: Span) -> Rich:
    """Why a word is to be marked, in short."""
    judged = words.say("mark-why", word=layers.quote(span.id))
    return listed([judged, _plainer(layers, words, span)], "")
