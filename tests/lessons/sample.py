"""A made-up lesson with an item of every kind, for what shows lessons: nothing in it is true."""

from collections.abc import Iterable, Sequence
from typing import Any

from tellings.lessons.exercise import Exercise, Part
from tellings.lessons.grounding import check
from tellings.lessons.items import Item, Kind, Level, Option, Pair, Quote, Row, Votes
from tellings.lessons.layers import Layers
from tellings.lessons.making import Exercises, Wanted, put_together
from tellings.lessons.shown import Lesson
from tellings.publish.terms import TextMode
from tellings.records import Article, Attested, Date, Pass, Story
from tellings.stages.sentences import paragraphs, sentences
from tellings.store.lessons import read_standards
from tellings.store.schema_files import load_codebook
from tellings.story import GOLD, PassData, StoryData
from tellings.text import sha256

GAZETTE = (
    "Harbour tunnel to open a year late\n\n"
    "The tunnel under the bay will open a year late, the city said on Monday.\n\n"
    "“The ground is softer than our tests showed,” said Ada Lund, who leads the works."
    " Critics squabbled over the cost. Nobody was hurt.\n"
)
HERALD = (
    "Tunnel delayed 🚧\n\n"
    "The city knew for months, shopkeepers say. Ada Lund would not comment.\n"
    "It proposed a new date.\n"
)
HOSTILE = (
    "<script>alert(1)</script> & “quotes” ' \" ]]> --> =SUM(A1) {=x} ~ # : \\ $x^2$ *b* _i_ `c`"
    " \u202egnp.exe\u202c @import {{jinja}} %s end"
)


def story(
    texts: dict[str, str],
    story_id: str = "harbour",
    language: str = "en",
    title: str = "The tunnel",
    voters: Iterable[str] = (),
) -> StoryData:
    """A story of articles without any record, in gold or in the passes of ``voters``."""
    articles = {}
    for slug, text in texts.items():
        name = f"{story_id}:{slug}"
        lines = paragraphs(text)
        nothing = Date(basis="unknown", evidence=())
        articles[name] = Article(
            id=name,
            story_id=story_id,
            outlet=Attested(value=slug.title(), basis="external", evidence=()),
            url=Attested(basis="unknown", evidence=()),
            language=language,
            published=nothing,
            published_in_text=nothing,
            rights="Made up.",
            text=text,
            text_sha256=sha256(text),
            source_name=f"{slug}.txt",
            source_sha256=sha256(text),
            paragraphs=lines,
            sentences=sentences(text, language, lines),
            status="draft",
        )
    info = Story(
        id=story_id,
        title=title,
        language=language,
        outlets=tuple(slug.title() for slug in texts),
        targets=(),
        labels=(),
        status="draft",
    )
    listed = {slug: at for at, slug in enumerate(texts)}
    passes = {
        name: PassData(a_pass(name), f"seeds/{story_id}/annotations/{name}")
        for name in (GOLD, *voters)
    }
    return StoryData(info, f"seeds/{story_id}", "", articles, listed=listed, passes=passes)


def a_pass(name: str, kind: str = "language_model") -> Pass:
    """A pass of some annotator."""
    return Pass(
        id=name,
        annotator="the tests",
        kind=kind,
        guideline_version="1.0.0",
        articles=(),
        status="draft",
    )


def words(data: StoryData, slug: str, text: str) -> Quote:
    """The first place where an article has these words."""
    name = f"{data.story.id}:{slug}"
    start = data.articles[name].text.index(text)
    return Quote(name, start, start + len(text), text)


def exercise(name: str, number: int, part: Part) -> Exercise:
    """An exercise whose items are given, not made."""
    said = {"title": f"Title of {name}", "about": "About it.", "task": "Do it.", "rule": "Mind it."}
    return Exercise(
        name=name,
        number=number,
        part=part,
        skill="reading",
        standards=("cor:behind",),
        needs=(),
        words=said,
        make=lambda _layers, _words: (),
    )


def items(data: StoryData) -> dict[str, tuple[Item, ...]]:
    """Items of every kind, hostile words among them."""

    def at(slug: str, text: str) -> Quote:
        return words(data, slug, text)

    late = at("gazette", "The tunnel under the bay will open a year late")
    soft = at("gazette", "“The ground is softer than our tests showed,”")
    knew = at("herald", "The city knew for months")
    common: dict[str, Any] = {"records": (), "minutes": 2.0, "difficulty": 1}
    choice = Item(
        id="choosing:1",
        exercise="choosing",
        kind=Kind.CHOICE,
        stem=("Who says ", soft, "?"),
        options=(
            Option("lund", ("Ada Lund",), ("“said Ada Lund” follows.",)),
            Option("city", ("the city",), ("The city speaks in the paragraph before.",)),
            Option("hostile", (HOSTILE,), (HOSTILE,)),
        ),
        key=("lund",),
        why=("The cue is ", at("gazette", "said Ada Lund"), "."),
        evidence=(at("gazette", "said Ada Lund"),),
        **common,
    )
    match = Item(
        id="matching:1",
        exercise="matching",
        kind=Kind.MATCH,
        stem=("Give each statement to its source.",),
        options=(
            Option("city", ("the city",), ("Says the tunnel is late.",)),
            Option("lund", ("Ada Lund",), ("Speaks of the ground.",)),
            Option("shops", ("shopkeepers",), ("Say what the city knew.",)),
        ),
        rows=(
            Row("late", (late,), "city", ("“the city said”",), (late,)),
            Row("soft", (soft,), "lund", ("“said Ada Lund”",), (soft,)),
            Row("knew", (knew,), "shops", ("“shopkeepers say”",), (knew,)),
        ),
        why=("Follow the reporting word.",),
        evidence=(late, soft, knew),
        **common,
    )
    tick = Item(
        id="ticking:1",
        exercise="ticking",
        kind=Kind.TICK,
        stem=("Which tellings say that nobody was hurt?",),
        options=(
            Option("gazette", ("Gazette",), ("Its last sentence.",)),
            Option("herald", ("Herald",), ("It says nothing of it.",)),
        ),
        key=("gazette",),
        why=("One says it.",),
        evidence=(at("gazette", "Nobody was hurt"),),
        **common,
    )
    order = Item(
        id="ordering:1",
        exercise="ordering",
        kind=Kind.ORDER,
        stem=("Put in order, earliest first.",),
        options=(
            Option("knew", (knew,), ("First, it knew.",)),
            Option("said", (late,), ("Then it said so.",)),
            Option("date", (at("herald", "It proposed a new date"),), ("At the same time.",)),
        ),
        pairs=(Pair("knew", "said"), Pair("knew", "date"), Pair("said", "date", same=True)),
        why=("To know comes before to say.",),
        evidence=(knew, late),
        **common,
    )
    rubric = tuple(
        Level(name, (f"{name}: names a source.",), (f"A {name} answer.",))
        for name in ("Proficient", "Emergent", "Basic")
    )
    essay = Item(
        id="writing:1",
        exercise="writing",
        kind=Kind.OPEN,
        stem=("Rewrite the headline ", at("herald", "Tunnel delayed 🚧"), "."),
        rubric=rubric,
        why=("Keep who says it.",),
        evidence=(late,),
        **common,
    )
    talk = Item(
        id="talking:1",
        exercise="talking",
        kind=Kind.DISCUSS,
        stem=(
            "Is ",
            at("herald", "would not comment"),
            " a denial?",
        ),
        options=(
            Option("yes", ("yes",), ("One reader took it so.",)),
            Option("no", ("no",), ("One did not.",)),
        ),
        votes=(Votes(1, 2), Votes(1, 2)),
        why=("Readers differ.",),
        evidence=(at("herald", "would not comment"),),
        **common,
    )
    found: Sequence[Item] = (choice, match, tick, order, essay, talk)
    return {each.exercise: (each,) for each in found} | {"marking": tuple(_marks(data))}


def _marks(data: StoryData) -> Sequence[Item]:
    said = [
        ("gazette", "Critics squabbled over the cost.", ("squabbled", "over the cost"), ("m1",)),
        ("gazette", "Nobody was hurt.", ("Nobody", "was hurt"), ()),
        ("herald", "Ada Lund would not comment.", ("would not comment",), ()),
    ]
    return [
        Item(
            id=f"marking:{number}",
            exercise="marking",
            kind=Kind.MARK,
            stem=("Mark the word that judges, if there is one.",),
            reading=(words(data, slug, passage),),
            options=tuple(
                Option(f"m{at}", (words(data, slug, each),), (f"Why {each}.",))
                for at, each in enumerate(parts, 1)
            ),
            key=key,
            why=("A word judges if another would only tell.",),
            evidence=(words(data, slug, passage),),
            records=(),
            minutes=1.5,
            difficulty=2,
        )
        for number, (slug, passage, parts, key) in enumerate(said, 1)
    ]


TYPES = tuple(
    exercise(name, number, part)
    for number, (name, part) in enumerate(
        [
            ("choosing", Part.SOURCES),
            ("matching", Part.SOURCES),
            ("ticking", Part.COMPARING),
            ("marking", Part.WORDING),
            ("ordering", Part.TIME),
            ("writing", Part.WORDING),
            ("talking", Part.CERTAINTY),
        ],
        1,
    )
)


def sample(
    mode: TextMode = TextMode.FULL, language: str = "en", title: str = HOSTILE, seed: int = 0
) -> Lesson:
    """The lesson; its title and an option hold what breaks careless formats."""
    texts = {"gazette": GAZETTE, "herald": HERALD, "hostile": f"{HOSTILE}\n\n{'long ' * 2000}\n"}
    data = story(texts, language=language, title=title, voters=("pass-a", "pass-b"))
    made = items(data)
    for found in made.values():
        check(found, data.articles)
    wanted = Wanted(version="1.0.0", standards=read_standards(), mode=mode, seed=seed)
    exercises = Exercises(Layers(data, load_codebook()), TYPES, made, {})
    return put_together(data, wanted, exercises)
