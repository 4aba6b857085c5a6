"""A lesson as it is shown: every text resolved under the terms of rights, ready for any format."""

import msgspec


class Piece(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A stretch of a text for people.

    Attributes:
        text: what is read; of a withheld quotation where to find it in one's own copy.
        article: of a quotation, the letter of its article.
        start: of a quotation, where it begins, in code points of the article.
        end: where it ends, exclusive.
        withheld: whether the words are left out under the terms of rights.
    """

    text: str
    article: str | None = None
    start: int | None = None
    end: int | None = None
    withheld: bool = False


Text = tuple[Piece, ...]


class ShownOption(msgspec.Struct, frozen=True, kw_only=True):
    """An option, in the order in which it is shown."""

    id: str
    text: Text
    why: Text


class ShownRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row of a match."""

    id: str
    text: Text
    key: str
    why: Text
    evidence: tuple[Text, ...]


class ShownPair(msgspec.Struct, frozen=True, kw_only=True):
    """A pair of an order that is marked."""

    first: str
    second: str
    same: bool


class ShownLevel(msgspec.Struct, frozen=True, kw_only=True):
    """A level of a rubric."""

    name: str
    does: Text
    sample: Text


class ShownVotes(msgspec.Struct, frozen=True, kw_only=True):
    """How many passes of how many say what an option says; ``said`` is that in words."""

    agree: int
    of: int
    said: str


class ShownItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item; fields as in ``items.Item``.

    Attributes:
        number: counted through the lesson, from 1.
        where: the places of its evidence in words (``Bloomberg, paragraph 3``).
        playable: whether it can be answered on a screen or sheet alone; a ``mark`` whose passage
            is withheld needs one's own copy.
    """

    id: str
    number: int
    exercise: str
    kind: str
    stem: Text
    reading: tuple[Text, ...]
    options: tuple[ShownOption, ...]
    rows: tuple[ShownRow, ...]
    key: tuple[str, ...]
    pairs: tuple[ShownPair, ...]
    rubric: tuple[ShownLevel, ...]
    votes: tuple[ShownVotes, ...]
    why: Text
    evidence: tuple[Text, ...]
    where: tuple[str, ...]
    minutes: float
    difficulty: int
    standards: tuple[str, ...]
    marked: bool
    playable: bool


class ShownExercise(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise with all its items."""

    name: str
    number: int
    part: str
    title: str
    about: str
    task: str
    rule: str
    skill: str
    items: tuple[ShownItem, ...]


class Missing(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise that the story gives nothing for, and why."""

    name: str
    title: str
    reason: str


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of an article: its number as pointers count, and what of it is shown."""

    number: int
    start: int
    end: int
    text: Text


class ShownArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article: its letter in the lesson, who published it, its text.

    Attributes:
        published: when it was published, as far as the articles show; for teachers, since
            exercises ask for it.
        published_outside: the same where only evidence outside the articles shows it; else empty.
    """

    id: str
    letter: str
    outlet: str
    headline: Text
    published: str
    published_outside: str
    language: str
    rights: str
    paragraphs: tuple[Paragraph, ...]


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """What an item serves: a standard or competence.

    Attributes:
        tag: as items name it.
        framework: whose it is.
        says: what it asks for.
        source: where that was read.
        status: ``read`` where its words were read, ``derived`` where we map it ourselves.
    """

    tag: str
    framework: str
    says: str
    source: str
    status: str


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """An entry of the glossary: a label of the codebook."""

    title: str
    definition: str


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """A question of a talk with what can be answered; for the teacher.

    Attributes:
        texts: what the articles tell, line by line.
        outside: what only evidence from elsewhere tells.
    """

    question: str
    texts: tuple[str, ...]
    outside: tuple[str, ...]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A step of the path through the lesson: what is done, for how long, with which items."""

    title: str
    does: str
    minutes: float
    exercise: str | None
    items: tuple[str, ...]


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """A whole lesson.

    Attributes:
        version: of the data it was made from.
        digest: names this very lesson: a hash of everything else in it.
        direction: ``ltr`` or ``rtl``.
        mode: how much of the articles' text it carries (``none``, ``quotes``, ``full``).
        made_by: how the key came about, in a sentence (passes and kinds of annotators).
        left_open: what the lesson deliberately leaves open.
        who: the people and outlets, and what else several articles name.
        time_line: events by the day that the articles show.
        events: whether two events of the story are one, and how that is known.
        questions: what the tellings answer in different ways.
        reading: the minutes that reading all articles takes; the path does not hold them.
        words: the sentences of pages and sheets.
        untranslated: how many sentences the story's language does not say.
    """

    story: str
    title: str
    language: str
    direction: str
    version: str
    digest: str
    seed: int
    mode: str
    made_by: str
    left_open: tuple[Text, ...]
    who: tuple[Term, ...]
    time_line: tuple[Term, ...]
    events: tuple[Expected, ...]
    questions: tuple[Expected, ...]
    reading: float
    articles: tuple[ShownArticle, ...]
    exercises: tuple[ShownExercise, ...]
    missing: tuple[Missing, ...]
    path: tuple[Step, ...]
    standards: tuple[Standard, ...]
    glossary: tuple[Term, ...]
    words: dict[str, str]
    untranslated: int

    @property
    def items(self) -> list[ShownItem]:
        """Every item, exercise by exercise."""
        return [item for each in self.exercises for item in each.items]

    @property
    def minutes(self) -> float:
        """How long its path takes."""
        return sum(step.minutes for step in self.path)


def in_minutes(minutes: float) -> str:
    """A number of minutes for people.

    >>> in_minutes(7.0), in_minutes(8.5)
    ('7', '8.5')
    """
    return f"{minutes:g}"


def quoted(words: str) -> str:
    """Words in quotation marks, unless they bring their own.

    >>> quoted("no"), quoted("“No,” he said.")
    ('“no”', '“No,” he said.')
    """
    return words if words[:1] in '“"„«' else f"“{words}”"


def plain(text: Text, marks: bool = True) -> str:
    """A text without its places; quotations in quotation marks, unless ``marks`` are not wanted.

    >>> plain((Piece(text="Who said "), Piece(text="no", article="A", start=3, end=5)))
    'Who said “no”'
    """
    return "".join(
        quoted(each.text) if marks and each.article and not each.withheld else each.text
        for each in text
    )
