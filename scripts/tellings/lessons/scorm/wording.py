"""What the page says of itself inside a platform, in English."""

from collections.abc import Mapping

from tellings.lessons.page.sentences import LESSON
from tellings.lessons.page.sentences import SHARED as PAGE
from tellings.lessons.platforms.wording import WORDS as PACKAGE
from tellings.lessons.wording import Words

_PRIVACY = "privacy-says"
_TOLD = "told-to-platform"

WORDS: Mapping[str, str] = {
    **PACKAGE,
    **PAGE,
    **LESSON,
    _TOLD: "The platform that you opened this page in is told your points and whether you have"
    " finished, nothing else. Your answers are gone when you close the page, unless you save a"
    " result file yourself.",
    "left-resuming": "answers between two visits: the platform keeps the best result, not"
    " the answers",
}


def of_page(words: Words) -> Words:
    """The sentences of the page, which in a platform does tell somebody something."""
    english = {**words.english, _PRIVACY: words[_TOLD]}
    translated = {name: said for name, said in words.translated.items() if name != _PRIVACY}
    return Words(english, translated)
