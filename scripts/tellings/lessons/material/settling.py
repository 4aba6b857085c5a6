"""What would settle it: an open question on two answers, its rubric, and sample answers."""

from tellings.lessons.items import Item, Kind, Level, Rich
from tellings.lessons.layers import Layers
from tellings.lessons.material.parting import Parting, quotes_of, said_of
from tellings.lessons.wording import Words, listed
from tellings.records import Answer, Attribution, Entity


def open_question(layers: Layers, words: Words, parting: Parting) -> Item:
    """Ask what would settle two answers, with a rubric of three levels.

    Args:
        layers: the story.
        words: the sentences of the exercise.
        parting: the two answers.
    """
    said = said_of(layers, parting)
    for side, answer in (("a", parting.a), ("b", parting.b)):
        source = _source(layers, answer)
        said[f"source_{side}"] = source or words.say("witness")
        said[f"named_{side}"] = source or words.say("nobody")
    levels = (
        Level(
            words[level],
            words.say(f"{level}-does"),
            words.say(f"{level}-sample", **said),
        )
        for level in ("proficient", "emergent", "basic")
    )
    quotes = quotes_of(layers, parting)
    return Item(
        kind=Kind.OPEN,
        stem=words.say("settle", question=parting.divergence.question, **said),
        reading=tuple(dict.fromkeys(map(layers.sentence, quotes))),
        rubric=tuple(levels),
        why=words.say("settle-why"),
        evidence=quotes,
        records=(parting.divergence.id,),
        minutes=6,
        difficulty=3,
    )


def _source(layers: Layers, answer: Answer) -> Rich:
    """Whom an article has its answer from, other outlets left out; empty if it is nobody."""
    found = layers.records.get(answer.attribution or "")
    names = found.source_entities if isinstance(found, Attribution) else ()
    entities = [layers.records.get(each) for each in names]
    people = [each for each in entities if isinstance(each, Entity)]
    return listed([each.name for each in people if each.type != "news_outlet"])
