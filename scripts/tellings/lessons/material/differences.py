"""The kinds of difference between two answers in plain words, and what each is taken for."""

from tellings.lessons.material.parting import OPEN

_STAGES = "different_time"
_TAKEN_FOR = {
    "contradiction": ("commitment", "different_time", "granularity"),
    "commitment": ("contradiction", "granularity", "wording"),
    "different_event": ("contradiction", "different_time", "commitment"),
    "different_time": ("contradiction", "different_event", "commitment"),
    "granularity": ("contradiction", "commitment", "wording"),
    "omission": ("contradiction", "different_event", "granularity"),
    "attribution_shift": ("contradiction", "commitment", "wording"),
    "wording": ("contradiction", "granularity", "commitment"),
    "numeric": ("contradiction", "granularity", "different_time"),
}
"""What each kind is taken for, after the rules of the codebook."""
KIND_WORDS = {
    "kind": "{plain} ({title})",
    "is-contradiction": "Both speak of one thing at one time, and only one can be true",
    "is-commitment": "One says it as a fact, and the other leaves open whether it is one",
    "is-different_event": "They speak of two events that look alike",
    "is-different_time": "They speak of one matter at two times, and it changed in between",
    "is-granularity": "One is more exact than the other, and both can be true",
    "is-omission": "One answers, and the other is silent although it could have known",
    "is-attribution_shift": "Both claim the same, but say that somebody else claims it",
    "is-wording": "Both claim the same, and only the tone of the words differs",
    "is-numeric": "They give two numbers for one thing",
    "open": "It cannot be told: the articles do not show whether both speak of one matter and time",
    "here-contradiction": "both speak of the same thing, and cannot both be true",
    "here-commitment": "one answer is surer than the other, and neither says the opposite",
    "here-different_event": "the answers are about two events, however alike",
    "here-different_time": "the answers tell two stages, and in between things changed",
    "here-granularity": "one answer is more exact than the other, and both can be true",
    "here-attribution_shift": "both claim the same, but it is not the same who says it",
    "here-wording": "both claim the same, and only the colour of the words differs",
    "here-numeric": "there are two numbers for one thing",
    "here-open": "no article shows how the two go together; it would take other evidence",
    "takes-contradiction": "It takes answers about the same thing that cannot both be true.",
    "takes-commitment": "It takes one answer that leaves open what the other asserts.",
    "takes-different_event": "It takes two events, told apart by day, place or people.",
    "takes-different_time": "It takes two stages of one matter, and a change between them.",
    "takes-granularity": "It takes an exact answer, and a vaguer one that it bears out.",
    "takes-omission": "It takes one matter, and an article that could have told it and does not.",
    "takes-attribution_shift": "It takes one claim that is given to two sources.",
    "takes-wording": "It takes one claim: with plain words in both, no difference would be left.",
    "takes-numeric": "It takes two numbers for one thing at one time.",
    "takes-open": "It takes two answers of which no article shows how they go together.",
}
"""The sentences on kinds: what a kind is, what it is here, and what it takes."""


def offered(kind: str, key: str) -> list[str]:
    """The kinds that are offered where gold has a kind and the articles show a key.

    What stands in undated articles may be two stages of one matter: where the key is that it
    cannot be told, this is no wrong answer.
    """
    names = (kind, *_TAKEN_FOR[kind], OPEN)
    return [each for each in names if key != OPEN or each != _STAGES]
