"""A story of many articles that share few words: sentences put together from the templates."""

import random

from tellings.store.seeds import SourceFile, StoryFiles
from tellings.text import sha256

_PEOPLE = ("Ada Lund", "Jonas Velt", "Ilse Korn", "Amira Pell", "Orla Brandt", "Tove Lind")
_BODIES = (
    "the water ministry",
    "the council",
    "Calder Hospital",
    "the union",
    "the Saltby Courier",
)
_THINGS = (
    "tunnel",
    "ferry",
    "quota",
    "tram",
    "sluice",
    "ward",
    "bridge",
    "harbour",
    "pump",
    "line",
)
_VERBS = ("open", "close", "leak", "cost more", "wait", "fail", "sail", "be repaired")
_WHEN = ("on Monday", "in March", "last week", "for two months", "by April 2031", "every spring")
_FORMS = (
    "{who} said {when} that the {a} near the {b} would {verb} before the {c} does.",
    "“The {a} will {verb}, and the {b} with the {c} will not,” {who} told reporters {when}.",
    "According to {body}, the {a} could {verb} {when} unless the {b} and the {c} are ready.",
    "The {a} and the {b} {when} made the {c} {verb}, {body} reported.",
    "{who}, who leads the works on the {a}, warned that the {b} might {verb} {when}.",
    "Nobody at the {a} knows whether the {b} or the {c} will {verb} {when}.",
)


def long_story(articles: int, characters: int, seed: int = 1) -> StoryFiles:
    """The files of a story with so many articles of about so many characters each."""
    dice = random.Random(seed)
    files = StoryFiles("long", "seeds/long")
    toml = 'title = "Long"\nlanguage = "en"\n'
    for number in range(articles):
        slug, data = f"a{number:05}", _article(dice, characters).encode()
        files.articles[slug] = SourceFile(f"seeds/long/articles/{slug}.txt", data)
        toml += f'[[articles]]\nslug = "{slug}"\nsource_sha256 = "{sha256(data)}"\n'
    files.toml = SourceFile("seeds/long/story.toml", toml.encode())
    return files


def _article(dice: random.Random, characters: int) -> str:
    parts = [f"{dice.choice(_PEOPLE)} and the {dice.choice(_THINGS)} of {dice.choice(_THINGS)}s"]
    while sum(map(len, parts)) < characters:
        parts.append(" ".join(_sentence(dice) for _ in range(3)))
    return "\n\n".join(parts) + "\n"


def _sentence(dice: random.Random) -> str:
    a, b, c = dice.sample(_THINGS, 3)
    said = dice.choice(_FORMS).format(
        who=dice.choice(_PEOPLE),
        body=dice.choice(_BODIES),
        verb=dice.choice(_VERBS),
        when=dice.choice(_WHEN),
        a=a,
        b=b,
        c=c,
    )
    return said[0].upper() + said[1:]
