"""What a language has to give for the rules: its words, list by list."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tellings.drafting import english
from tellings.drafting.page_words import PAGE


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that can be a cue: its class, and what may follow it.

    ``frames`` is a string of letters: ``t`` a clause with *that*, ``b`` a clause without,
    ``w`` a question (*whether*), ``o`` an object, ``i`` an infinitive, ``p`` the person
    spoken to, ``q`` a quotation.
    """

    lemma: str
    cue_class: str
    frames: str


@dataclass(frozen=True, eq=False)
class Words:
    """The words of one language; an empty list switches off the rules that need it."""

    language: str
    page: Mapping[str, tuple[str, ...]]
    verbs: Mapping[str, Verb] = field(default_factory=dict)
    particles: Mapping[str, Mapping[tuple[str, ...], Verb]] = field(default_factory=dict)
    lists: Mapping[str, frozenset[str]] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)
    times: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def speaks(self) -> bool:
        """Whether the rules for this language know verbs of saying."""
        return bool(self.verbs)

    def list(self, name: str) -> frozenset[str]:
        """A list of words in lower case; empty if the language has none."""
        return self.lists.get(name, frozenset())


def _verbs() -> dict[str, Verb]:
    """Every form of every verb of saying."""
    found: dict[str, Verb] = {}
    for cue_class, entries in english.CUES.items():
        for entry in entries.split():
            lemma, _, frames = entry.partition(":")
            for form in english.forms(lemma):
                found.setdefault(form, Verb(lemma, cue_class, frames))
    return found


def _particles() -> dict[str, dict[tuple[str, ...], Verb]]:
    """Every form of the verbs that are cues only with the words after them."""
    return {
        form: {
            tuple(phrase.split()): Verb(f"{lemma} {phrase}", *entry.split(":"))
            for phrase, entry in phrases.items()
        }
        for lemma, phrases in english.PARTICLES.items()
        for form in english.forms(lemma)
    }


ENGLISH = Words(
    language="en",
    page=PAGE,
    verbs=_verbs(),
    particles=_particles(),
    lists={name: frozenset(words.split()) for name, words in english.LISTS.items()},
    synonyms=english.SYNONYMS,
    times=english.TIMES,
)
_LANGUAGES = {"en": ENGLISH}


def words_for(language: str) -> Words:
    """The words of a language (BCP 47); of one without rules only those of web pages.

    >>> words_for("en-GB").speaks, words_for("tr").speaks
    (True, False)
    """
    own = language.partition("-")[0].lower()
    return _LANGUAGES.get(own) or Words(language=own, page=PAGE)
