"""``lesson.zip``: everything that was made, with a page that says what to do with it."""

from collections.abc import Iterator, Mapping, Sequence

from tellings.lessons.files import zipped
from tellings.lessons.page.sentences import LESSON
from tellings.lessons.shown import Lesson, in_minutes
from tellings.lessons.wording import Words
from tellings.lessons.writing import Form

NAME = "lesson.zip"
BUTTONS = ("begin", "save")
"""The buttons of the page that are named; the page itself says what stands on them."""
HOW_TO = "READ ME FIRST.txt"
WORDS: Mapping[str, str] = {
    "head": "{title}\nA lesson of {minutes} minutes, ready to run",
    "unpack": "First unpack this archive (right click, “Extract all”); then nothing has to be"
    " installed, and no network is needed.",
    "screens": "With screens: copy lesson.html to each machine, or to a stick, and open it in a"
    " browser. Students press “{begin}”, work, and at the end press “{save}” under a code that you"
    " give them (s01, s02 and so on: letters a to z and digits, no names). The browser puts a file"
    " such as result-s01.json among its downloads. Nothing is sent: collect these files yourself,"
    " on a stick, in a shared folder or on your learning platform. Then open class.html and choose"
    " them all: it shows who found what and where the class disagrees. Do not hand class.html out:"
    " it shows the key. lesson.html holds the key too, not readable at a glance, since it gives"
    " feedback without a network.",
    "paper": "On paper: print articles.pdf and worksheet.pdf once a student, teacher.pdf once. The"
    " first page of teacher.pdf is the plan with minutes, then comes the key with reasons. The"
    " folder print has Letter, large print and dyslexia-friendly sheets; the .docx files can be"
    " edited.",
    "paper-own": "On paper: give each student copies of the articles of your own, with paragraphs"
    " and sentences numbered. Print worksheet.pdf once a student, teacher.pdf once: its first page"
    " is the plan with minutes. The folder print has Letter, large print and dyslexia-friendly"
    " sheets; the .docx files can be edited.",
    "own-copies": "The texts of the articles are not in here: sheets and pages point at paragraphs"
    " and sentences of your own copies.",
    "files": "What is in here:",
    "file": "  {name}: {what}",
    "lacks": "Not in here, since something was not installed where this was made: {forms}.",
    "left-out": "What some forms leave out:",
    "key": "How the key was made: {made_by}",
    "rights": "The articles belong to their publishers. Use them in your own class; do not put them"
    " on an open page.",
    "version": "Story {story}, data {version}, lesson {digest}.",
}


def bundle(
    lesson: Lesson, forms: Sequence[Form], words: Words, buttons: Words | None = None
) -> bytes:
    """The archive; the page in it has the line ends of Windows, so that any editor shows it.

    Args:
        lesson: what was made.
        forms: in which forms.
        words: the sentences of the page.
        buttons: what stands on the buttons of ``lesson.html``; English unless given.
    """
    page = how_to(lesson, forms, words, buttons or Words(LESSON)).replace("\n", "\r\n")
    files = {name: data for each in forms for name, data in each.written.files.items()}
    return zipped({**files, HOW_TO: b"\xef\xbb\xbf" + page.encode()}, first=(HOW_TO,))


def how_to(lesson: Lesson, forms: Sequence[Form], words: Words, buttons: Words) -> str:
    """One page for the teacher: what to do, what each file is, and what is not there."""
    files = {name for each in forms for name in each.written.files}
    minutes = in_minutes(lesson.minutes)
    parts = [words.fill("head", title=lesson.title, minutes=minutes), words["unpack"]]
    named = {name: buttons[name] for name in BUTTONS}
    parts += [words.fill("screens", **named)] if "lesson.html" in files else []
    paper = "paper" if "articles.pdf" in files else "paper-own"
    parts += [words[paper]] if "worksheet.pdf" in files else []
    parts += [words["own-copies"]] if lesson.mode != "full" else []
    parts += _listings(forms, words)
    parts.append(words.fill("key", made_by=lesson.made_by))
    parts += [words["rights"]] if lesson.mode != "none" else []
    data = {"story": lesson.story, "version": lesson.version, "digest": lesson.digest}
    parts.append(words.fill("version", **data))
    return "\n\n".join(parts) + "\n"


def _listings(forms: Sequence[Form], words: Words) -> Iterator[str]:
    made = [each for each in forms if each.written.files]
    shown = [(", ".join(_short(list(each.written.files))), each.title) for each in made]
    lines = [words.fill("file", name=name, what=title) for name, title in shown]
    yield "\n".join([words["files"], *lines])
    if lacking := [each.name for each in forms if each.lacks]:
        yield words.fill("lacks", forms=", ".join(lacking))
    if left := [f"  {each.name}: {said}" for each in made for said in each.written.left_out]:
        yield "\n".join([words["left-out"], *left])


def _short(names: Sequence[str]) -> list[str]:
    """Names of files, those of a folder as the folder."""
    return list(dict.fromkeys(f"{n.partition('/')[0]}/" if "/" in n else n for n in names))
