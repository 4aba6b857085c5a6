"""The QTI package as a whole."""

from tellings.lessons.files import zipped
from tellings.lessons.platforms.leaving import LeftOut
from tellings.lessons.platforms.note import note, text_file
from tellings.lessons.platforms.questions import questions
from tellings.lessons.qti.assessment import assessment
from tellings.lessons.qti.building import Qti, document
from tellings.lessons.qti.item import item, stimulus
from tellings.lessons.qti.manifest import manifest
from tellings.lessons.qti.places import NOTE, TEST, article_file, item_file, needs_articles
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words

_FULL = "full"


def package(lesson: Lesson, words: Words, left_out: LeftOut) -> bytes:
    """The package as a zip file; what it does not carry is told to ``left_out``."""
    qti = Qti.of(lesson, words)
    asked = questions(lesson, left_out)
    articles = lesson.articles if lesson.mode == _FULL else ()
    if not articles:
        left_out.add(f"articles-{lesson.mode}")
    files = {
        "imsmanifest.xml": document(manifest(qti, asked, articles)),
        TEST: document(assessment(qti, asked)),
    }
    for each in asked:
        needed = articles if needs_articles(each) else ()
        files[item_file(each)] = document(item(qti, each, needed))
    files |= {article_file(each): document(stimulus(qti, each)) for each in articles}
    files[NOTE] = text_file(note(lesson, words, left_out.sentences()))
    return zipped(files, first=("imsmanifest.xml",))
