"""What the words around an attribution tell about it: kind of source, channel."""

from collections.abc import Sequence
from typing import NamedTuple

from tellings.drafting.names import Mention
from tellings.drafting.speech import Place, Saying
from tellings.drafting.tokens import Token, bare, tokens
from tellings.drafting.words import Words

UNSPECIFIED = "unspecified"
_PERSONS = ("named_official", "named_person", "unnamed_official", "unnamed_person")
_CHANNELS = ("social", "e_mail", "broadcast", "phone", "statement", "press")
_INTRODUCES = {"in", "on", "at", "by", "via", "told", "to", "during", "with", "through"}


class Speaker(NamedTuple):
    """Who speaks: the kind of source, and the entity if it is known."""

    kind: str
    entity: str | None


class Speakers:
    """The speakers of one article, so that a later "he" takes the kind of the name before."""

    def __init__(self, text: str, found: Sequence[Mention], words: Words) -> None:
        self.text = text
        self.mentions = found
        self.words = words
        self.officials = {
            each.entity for each in found if each.label == "person" and self._has_office(each)
        }
        self.last: Speaker | None = None
        self.last_person: Speaker | None = None

    def of(self, saying: Saying) -> Speaker:
        """The speaker of an attribution; of one without a source, whoever spoke before."""
        if saying.source is None:
            return self.last or Speaker(UNSPECIFIED, None)
        found = list(tokens(self.text, *saying.source))
        if len(found) == 1 and found[0].lower in self.words.list("pronoun"):
            speaker = self._of_pronoun(found[0])
        else:
            speaker = self._speaker(found, saying.source)
        self.last = speaker
        if speaker.kind in _PERSONS:
            self.last_person = speaker
        return speaker

    def _of_pronoun(self, pronoun: Token) -> Speaker:
        """Whom a pronoun means: "he" the last person who spoke, "who" the name before it."""
        known = self.last
        if pronoun.lower in self.words.list("singular_pronoun"):
            known = self.last_person
        elif pronoun.lower in self.words.list("relative_pronoun"):
            known = None
            for each in self.mentions:
                if self.text[each.end : pronoun.start] in (" ", ", "):
                    known = Speaker(self._kind_of_name(each, set()), each.entity)
        return known or Speaker("unnamed_person", None)

    def _has_office(self, mention: Mention) -> bool:
        """Whether a mention of a person stands with an office: before it, or after a comma."""
        inside = tokens(self.text, mention.start, mention.end)
        titles = self.words.list("official_title")
        if any(bare(each.lower) in titles for each in inside):
            return True
        after = self.text[mention.end : mention.end + 60]
        if not after.startswith(","):
            return False
        apposition = after[1:].split(",")[0].lower().split()
        return any(word.strip(".") in titles for word in apposition)

    def _speaker(self, found: Sequence[Token], place: Place) -> Speaker:
        inside = [m for m in self.mentions if place[0] <= m.start and m.end <= place[1]]
        head = self._head(inside, found)
        plain = {bare(each.lower) for each in found}
        if head is not None and head.label != "other":
            return Speaker(self._kind_of_name(head, plain), head.entity)
        return Speaker(self._kind_of_words(found, plain), head.entity if head else None)

    def _head(self, inside: Sequence[Mention], found: Sequence[Token]) -> Mention | None:
        """The mention that the source itself is, not one that it only names on the way."""
        start = found[0].start
        people = [each for each in inside if each.label in ("person", "unnamed_person")]
        first = [each for each in inside if each.start - start <= len("the ")]
        if people and (not first or first[0] in people or people[0].start - start < 60):
            return people[0]
        for each in first:
            rest = [t for t in found if t.start >= each.end and t.is_word]
            nouns = self.words.list("official") | self.words.list("person_noun")
            if not any(bare(t.lower) in nouns | self.words.list("document") for t in rest):
                return each
        return None

    def _kind_of_name(self, head: Mention, plain: set[str]) -> str:
        if head.label == "person":
            office = head.entity in self.officials or plain & self.words.list("official_title")
            return "named_official" if office else "named_person"
        if head.label == "unnamed_person":
            office = plain & self.words.list("official")
            return "unnamed_official" if office else "unnamed_person"
        if head.label == "news_outlet":
            return "news_organisation"
        return "document" if head.label in ("law", "artefact") else "institution"

    def _kind_of_words(self, found: Sequence[Token], plain: set[str]) -> str:
        lists = self.words.list
        head = _head_words(found, self.words)
        if head & lists("anonymous") and len(plain) == 1:
            return UNSPECIFIED
        if head & lists("document"):
            return "document"
        named = any(
            each.is_name
            and each.start > found[0].start
            and bare(each.lower) not in lists("nationality") | lists("origin") | lists("country")
            for each in found
        )
        if named and plain & (lists("person_title") | lists("official_title")):
            office = plain & lists("official_title")
            return "named_official" if office else "named_person"
        if head & lists("official"):
            return "unnamed_official"
        if head & lists("person_noun"):
            return "unnamed_person"
        if head & lists("institution"):
            return "institution"
        if plain & lists("country"):
            return "institution"
        names = [each for each in found if each.is_name]
        if found[0].lower in lists("determiner"):
            many = found[-1].lower.endswith("s")
            return "unnamed_person" if many or not named else "institution"
        return "named_person" if len(names) >= 2 or named else "unnamed_person"


def _head_words(found: Sequence[Token], words: Words) -> set[str]:
    """The words of a phrase before its first preposition or clause."""
    head: set[str] = set()
    for token in found:
        if (
            token.lower in words.list("preposition") | words.list("subordinator")
            or token.text == ","
        ):
            break
        head.add(bare(token.lower))
    return head


def channel(text: str, saying: Saying, words: Words) -> str | None:
    """How the words reached the reporter, if the sentence says it next to the cue."""
    if saying.cue is None:
        return None
    start, end = saying.sentence
    outside = [
        each
        for each in tokens(text, start, end)
        if not any(s <= each.start < e for s, e in saying.contents)
    ]
    said = [each.lower for each in outside]
    for name in _CHANNELS:
        listed = words.list(f"channel_{name}")
        for at, word in enumerate(said):
            if word in listed and (
                _INTRODUCES & set(said[max(0, at - 4) : at]) or word in words.list("posting")
            ):
                return name
    return None
