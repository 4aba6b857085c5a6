"""What to expect of a talk: what the texts tell, and apart from it what other evidence does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tellings.lessons.layers import EXTERNAL, SHOWN, Layers
from tellings.lessons.shown import Expected
from tellings.lessons.wording import Words
from tellings.records import Answer, Divergence, Event, EventLink, EventMention

_IDENTITY = ("unsure", "distinct", "near_identical")
_ANSWERED, _SILENT, _EARLY = "answered", "says_nothing", "not_yet_knowable"


@dataclass(frozen=True)
class Expecting:
    """Reads expected answers off the layers.

    Attributes:
        layers: the story.
        letters: what each article is called in the lesson.
        words: the sentences of lessons.
    """

    layers: Layers
    letters: Mapping[str, str]
    words: Words

    def events(self) -> list[Expected]:
        """Whether two events are one: what is known from elsewhere first, then what most tell."""
        pairs: dict[tuple[str, ...], list[EventLink]] = {}
        for link in self.layers.of(EventLink):
            if link.relation in _IDENTITY:
                pairs.setdefault(tuple(sorted((link.from_event, link.to_event))), []).append(link)
        known = [pair for pair in pairs if all(self._told.get(each) for each in pair)]

        def rank(pair: tuple[str, ...]) -> tuple[object, ...]:
            outside = any(each.basis == EXTERNAL for each in pairs[pair])
            return not outside, -sum(len(self._told[each]) for each in pair), pair

        return [self._pair(pair, pairs[pair]) for pair in sorted(known, key=rank)]

    def answers(self) -> Iterator[Expected]:
        """The questions that the tellings answer in different ways, with what each answers."""
        for each in self.layers.of(Divergence):
            if len({answer.group for answer in each.answers if answer.group}) > 1:
                yield self._answered(each)

    def _pair(self, pair: tuple[str, ...], links: list[EventLink]) -> Expected:
        named = {
            name: f"{self._title(event)} ({self._letters(self._told[event])})"
            for name, event in zip(("first", "second"), pair, strict=True)
        }
        shown = [each for each in links if each.basis in SHOWN]
        outside = [each for each in links if each.basis == EXTERNAL]
        said = [self.words[f"expect-{each.relation}"] for each in shown]
        return Expected(
            question=self.words.fill("expect-pair", **named),
            texts=tuple(dict.fromkeys(said)) or (self.words["expect-unsure"],),
            outside=tuple(self._other(each) for each in outside),
        )

    def _other(self, link: EventLink) -> str:
        """What evidence outside the articles says, and where it lies."""
        said = self.words[f"expect-{link.relation}"]
        sources = ", ".join(each.ref for each in link.evidence if each.kind == "url")
        return self.words.fill("expect-see", said=said, sources=sources) if sources else said

    def _title(self, event_id: str) -> str:
        found = self.layers.records[event_id]
        return found.title if isinstance(found, Event) else event_id

    def _answered(self, divergence: Divergence) -> Expected:
        given = [each for each in divergence.answers if each.status == _ANSWERED]
        lines = [self._line(e) for e in given if e.basis != EXTERNAL]
        silent = [e.article for e in divergence.answers if e.status == _SILENT]
        early = [e.article for e in divergence.answers if e.status == _EARLY]
        outside = [self._line(e) for e in given if e.basis == EXTERNAL]
        if silent:
            lines.append(self.words.fill("expect-silent", letters=self._letters(silent)))
        if early:
            outside.append(self.words.fill("expect-early", letters=self._letters(early)))
        if any(each.basis == EXTERNAL for each in divergence.relations):
            outside.append(self.words["expect-relation"])
        return Expected(question=divergence.question, texts=tuple(lines), outside=tuple(outside))

    def _line(self, answer: Answer) -> str:
        said = {"letter": self.letters[answer.article], "answer": answer.answer or ""}
        return self.words.fill("expect-answer", **said)

    def _letters(self, articles: list[str]) -> str:
        return ", ".join(sorted({self.letters[each] for each in articles}))

    @cached_property
    def _told(self) -> Mapping[str, list[str]]:
        """The articles that tell of each event."""
        found: dict[str, list[str]] = {}
        for each in self.layers.of(EventMention):
            found.setdefault(each.event, []).append(each.article_id)
        return {event: sorted(set(articles)) for event, articles in found.items()}
