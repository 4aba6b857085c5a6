"""Who says what: cues tied to their source and content, sentence by sentence."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tellings.drafting import sources
from tellings.drafting.complements import after_addressee, complement
from tellings.drafting.cues import Cue, cues
from tellings.drafting.quotations import Quotation
from tellings.drafting.sources import Phrase
from tellings.drafting.tokens import QUOTE, Token, is_any, tokens
from tellings.drafting.words import Verb, Words
from tellings.records import Range

Place = tuple[int, int]
"""Start and end in code points."""

DIRECT, MIXED, INDIRECT = "direct", "mixed", "indirect"
_DASHES = ("—", "–", "--")
_BREAKS = (",", QUOTE, *_DASHES)
_FEWEST = 3
"""Words that an unquoted content has at least."""


class Saying(NamedTuple):
    """One attribution: the places of its parts, and what the words tell about it."""

    contents: tuple[Place, ...]
    source: Place | None
    cue: Place | None
    cue_class: str
    quote_type: str
    sentence: Place


class Sentence(NamedTuple):
    """A sentence, or several that one quotation ties together, as tokens."""

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]

    def place(self, phrase: Phrase) -> Place:
        """The code points of a phrase."""
        return self.tokens[phrase.first].start, self.tokens[phrase.last].end

    def content(self, first: int, last: int) -> Place | None:
        """The code points of tokens ``first`` to ``last`` without marks at the edges."""
        while first <= last and self.tokens[first].lower in (",", ":", ";", *_DASHES):
            first += 1
        while last >= first and self.tokens[last].lower in (",", ":", ";", ".", "!", "?", *_DASHES):
            last -= 1
        if first > last:
            return None
        return self.tokens[first].start, self.tokens[last].end


def sentences(text: str, found: Sequence[Range], quoted: Sequence[Quotation]) -> Iterator[Sentence]:
    """The sentences of a paragraph; those that a quotation reaches across are one.

    Args:
        text: the article.
        found: the sentences of the paragraph.
        quoted: the quotations in it.
    """
    groups: list[Place] = []
    for each in found:
        start, end = each.start, each.end
        crosses = groups and any(q.start < start < q.end for q in quoted)
        if crosses or (groups and text[start].islower()):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    for start, end in groups:
        inside = [q for q in quoted if start <= q.start and q.end <= end]
        yield Sentence(text, start, end, tuple(tokens(text, start, end, inside)))


def sayings(sentence: Sentence, words: Words) -> list[Saying]:
    """The attributions of a sentence, in the order of their cues."""
    return _Reader(sentence, words).read()


def left_open(sentence: Sentence, words: Words) -> Saying | None:
    """Source and cue at the end of a sentence that leads to the next: "and added:"."""
    found = sentence.tokens
    if not found or found[-1].lower not in (":", ";", ","):
        return None
    return _Reader(sentence, words).leading()


class _Reader:
    """A sentence under way to its attributions."""

    def __init__(self, sentence: Sentence, words: Words) -> None:
        self.sentence = sentence
        self.words = words
        self.found = sentence.tokens
        self.cues = cues(self.found, words)
        self.last_source: Phrase | None = None

    def read(self) -> list[Saying]:
        """All attributions with a cue."""
        made = [self._according(at) for at in range(len(self.found) - 1) if self._is_according(at)]
        made += [self._of_cue(at, cue) for at, cue in enumerate(self.cues)]
        return [each for each in made if each is not None]

    def leading(self) -> Saying | None:
        """The last cue with its source, its content still to come."""
        for cue in reversed(self.cues):
            if "q" not in cue.verb.frames or len(self.found) - 1 - cue.last > _FEWEST:
                continue
            source = self._source(cue) or self._subject(cue)
            if source is not None and sources.is_speaker(self.found, source, self.words):
                return self._saying(((self.sentence.start, self.sentence.end),), source, cue)
        return None

    # according to ---------------------------------------------------------------------------

    def _is_according(self, at: int) -> bool:
        return is_any(self.found, at, {"according"}) and is_any(self.found, at + 1, {"to"})

    def _according(self, at: int) -> Saying | None:
        source = sources.after(self.found, at + 2, self.words, whole=True)
        if source is None:
            return None
        contents: tuple[Place | None, ...]
        after = source.last + 1
        if at == 0:
            contents = (self.sentence.content(after, self._end(after)),)
        elif is_any(self.found, after, {","}) and is_any(self.found, at - 1, {","}):
            contents = (self.sentence.content(0, at - 1), self._rest(after))
        else:
            contents = (self.sentence.content(0, at - 1),)
        verb = Verb("according to", "neutral", "")
        return self._saying(contents, source, Cue(at, at + 1, verb, "neutral"))

    def _rest(self, at: int) -> Place | None:
        """What goes on after an insertion, unless something else begins there."""
        head = self.found[at + 1].lower if at + 1 < len(self.found) else "."
        stops = self.words.list("stops_content") | {"and", "but", "who", "citing", "when", "as"}
        if head in stops or head.endswith("ing") or self._breaks_off(at):
            return None
        return self.sentence.content(at, self._end(at))

    # verbs ----------------------------------------------------------------------------------

    def _of_cue(self, number: int, cue: Cue) -> Saying | None:
        source = self._source(cue)
        if source is None:
            return self._inverted(cue)
        after = complement(self.found, cue, self.words)
        if after is not None and after.quoted and is_any(self.found, source.first - 1, {QUOTE}):
            return self._closing(cue, source)  # put into a quotation: "A," NAME said, "b."
        if after is not None and (source.last < 0 or self._is_sound(cue, source, after.first)):
            last = after.first if after.quoted else self._end(after.first, number)
            content = self.sentence.content(after.first, last)
            return self._saying((content,), source, cue)
        if after is None:
            return self._relative(number, cue, source) or self._closing(cue, source)
        return None

    def _relative(self, number: int, cue: Cue, source: Phrase) -> Saying | None:
        """``which SOURCE CUE CONTENT``: the content lacks its subject."""
        at = cue.last + 1
        if not is_any(self.found, source.first - 1, {"which", "that", "who", "what"}):
            return None
        if "b" not in cue.verb.frames or not is_any(self.found, at, self.words.list("auxiliary")):
            return None
        content = self.sentence.content(at, self._end(at, number))
        return self._saying((content,), source, cue)

    def _source(self, cue: Cue) -> Phrase | None:
        """The phrase before a cue; of a participle after a comma, whoever the sentence is about."""
        if cue.participle and is_any(self.found, cue.first - 1, {",", *_DASHES}):
            return self.last_source or self._subject(cue)
        return sources.before(self.found, cue.first, self.words)

    def _subject(self, cue: Cue) -> Phrase | None:
        """The name or noun that the sentence begins with."""
        lists = self.words.list
        first = 0
        while first < cue.first and self.found[first].lower in lists("leading") | {","}:
            first += 1
        last = first - 1
        for at in range(first, cue.first):
            token = self.found[at]
            if (
                token.is_name
                or token.lower in lists("determiner")
                or token.lower in lists("official")
            ):
                last = at
            elif token.lower in lists("pronoun") and at == first:
                last = at
                break
            else:
                break
        phrase = Phrase(first, last)
        return (
            phrase if first <= last and sources.is_speaker(self.found, phrase, self.words) else None
        )

    def _is_sound(self, cue: Cue, source: Phrase, after: int) -> bool:
        """Whether the source is one: a speaker, or any noun where ``that`` or marks follow."""
        if sources.is_speaker(self.found, source, self.words):
            return True
        strong = is_any(self.found, after - 1, {"that"}) or is_any(self.found, after, {QUOTE})
        return strong or cue.verb.lemma in ("say", "tell")

    def _closing(self, cue: Cue, source: Phrase) -> Saying | None:
        """``CONTENT, SOURCE CUE``, at the end of a clause or put into one."""
        at = source.first
        if at == 0 or self.found[at - 1].lower not in _BREAKS:
            return None
        if not ({"q", "b"} & set(cue.verb.frames)):
            return None
        before = self._before(at - 1)
        following = cue.last + 1
        if "p" in cue.verb.frames:
            following = after_addressee(self.found, following, self.words)
        if before is None or not self._ends(following):
            return None
        contents: tuple[Place | None, ...] = (before,)
        if is_any(self.found, following, {","}) and following + 1 < len(self.found):
            quoted = is_any(self.found, following + 1, {QUOTE})
            before_quoted = is_any(self.found, at - 1, {QUOTE})
            if quoted:
                contents = (before, self._one(following + 1))
            elif not before_quoted:
                contents = (before, self._rest(following))
        return self._saying(contents, source, cue)

    def _inverted(self, cue: Cue) -> Saying | None:
        """``CONTENT, CUE SOURCE``."""
        at = cue.first
        if at == 0 or self.found[at - 1].lower not in _BREAKS or cue.participle:
            return None
        if "q" not in cue.verb.frames or cue.first != cue.last:
            return None
        before = self._before(at - 1)
        source = sources.after(self.found, cue.last + 1, self.words)
        if before is None or source is None:
            return None
        if not sources.is_speaker(self.found, source, self.words):
            return None
        contents: tuple[Place | None, ...] = (before,)
        after = source.last + 1
        if not self._ends(after):
            return None
        after = after + 1 if is_any(self.found, after, {","}) else after
        if is_any(self.found, after, {QUOTE}):
            contents = (before, self._one(after))
        return self._saying(contents, source, cue)

    def _ends(self, at: int) -> bool:
        """Whether a clause ends before a position, or goes on only with when, where or to whom."""
        if at >= len(self.found) or not self.found[at].is_word:
            return True
        lists = self.words.list
        word = self.found[at].lower
        return (
            word
            in (lists("preposition") | lists("time_word") | lists("dated") | lists("subordinator"))
            or word in {"who", "reporters"}
            or word.endswith("ing")
        )

    def _before(self, last: int) -> Place | None:
        """The content that ends at a token: a quotation, or the clause so far."""
        first = 0
        while first < last and self.found[first].lower in ("but", "and"):
            first += 1
        if is_any(self.found, last, {QUOTE}):
            earlier = [cue for cue in self.cues if cue.last < last]
            if earlier or last == first or not self.found[last - 1].is_word:
                return self._one(last)
            return self.sentence.content(first, last)
        if self._only_places(first, last):
            return None
        words = sum(each.is_word for each in self.found[first:last])
        quoted = any(each.lower == QUOTE for each in self.found[first:last])
        if words < _FEWEST and not quoted:
            return None
        return self.sentence.content(first, last)

    def _only_places(self, first: int, last: int) -> bool:
        """Whether the words before a source only say where or when: "In a speech, NAME argued"."""
        opening = self.words.list("preposition") | {"as", "following"}
        if self.found[first].lower not in opening:
            return False
        return not any(each.lower in self.words.list("auxiliary") for each in self.found[:last])

    def _one(self, at: int) -> Place:
        return self.found[at].start, self.found[at].end

    def _end(self, first: int, number: int | None = None) -> int:
        """The last token of a content that begins at a token."""
        last = len(self.found) - 1
        for at in range(first + 1, len(self.found)):
            if self.found[at].lower != "," or at + 1 >= len(self.found):
                continue
            if self._breaks_off(at):
                return at - 1
        return last

    def _breaks_off(self, comma: int) -> bool:
        """Whether another report begins after a comma: ``, adding``, ``, according to``."""
        following = comma + 1
        if following >= len(self.found):
            return True
        if self._is_according(following):
            return True
        if self.found[following].lower in self.words.list("stops_content"):
            return True
        cue = next((each for each in self.cues if each.first >= following), None)
        if cue is None:
            return False
        if cue.participle and cue.first == following:
            return True
        source = sources.before(self.found, cue.first, self.words)
        return (
            source is not None
            and source.first == following
            and complement(self.found, cue, self.words) is None
            and sources.is_speaker(self.found, source, self.words)
        )

    def _saying(
        self, contents: tuple[Place | None, ...], source: Phrase, cue: Cue
    ) -> Saying | None:
        told = tuple(each for each in contents if each is not None)
        if not told:
            return None
        self.last_source = source
        return Saying(
            told,
            self.sentence.place(source),
            self.sentence.place(Phrase(cue.first, cue.last)),
            cue.cue_class,
            self._quote_type(told),
            (self.sentence.start, self.sentence.end),
        )

    def _quote_type(self, contents: tuple[Place, ...]) -> str:
        marks = [(each.start, each.end) for each in self.found if each.lower == QUOTE]
        if all(each in marks for each in contents):
            return DIRECT
        inside = any(start <= s and e <= end for start, end in contents for s, e in marks)
        return MIXED if inside else INDIRECT
