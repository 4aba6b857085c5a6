"""Sheets to print: read back with PDFium and python-docx, page by page."""

import ctypes
import io
import math
import zipfile
from functools import cache

import docx
import msgspec
import pypdfium2
import pytest
from pypdfium2 import raw

from tellings.lessons.page.contents import asked_and_key
from tellings.lessons.print.blocks import Sheet
from tellings.lessons.print.layouts import layouts
from tellings.lessons.print.sentences import WORDS
from tellings.lessons.print.sheets import sheets
from tellings.lessons.print.typesetting import uncovered
from tellings.lessons.print.word import docx as docx_of
from tellings.lessons.shown import Expected, Lesson, Piece, in_minutes, plain
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written, write
from tellings.publish.leaks import runs_of
from tellings.publish.terms import TextMode
from tellings.text import MASK
from tests.lessons.sample import GAZETTE, HERALD, HOSTILE, sample

SHEETS = ("articles", "worksheet", "teacher")
VISIBLE = HOSTILE.split("\u202e")[0]
"""What of the hostile words stands in one direction."""


@cache
def lesson(mode: TextMode = TextMode.FULL) -> Lesson:
    return sample(mode)


@cache
def written(form: str, mode: TextMode = TextMode.FULL) -> Written:
    return write(form, lesson(mode), {})


def pages(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [document[at].get_textpage().get_text_range() for at in range(len(document))]


def flat(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def pdf_text(name: str, mode: TextMode = TextMode.FULL) -> str:
    return flat(" ".join(pages(written("pdf", mode).files[name])))


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return flat(" ".join([*(each.text for each in document.paragraphs), *cells]))


def test_each_sheet_comes_in_every_layout_and_to_edit() -> None:
    names = {each.name for each in layouts()}
    wanted = {f"print/{sheet}-{name}.pdf" for sheet in SHEETS for name in names if name}
    assert set(written("pdf").files) == wanted | {f"{sheet}.pdf" for sheet in SHEETS}
    assert set(written("docx").files) == {f"{sheet}.docx" for sheet in SHEETS}


def test_papers_and_sizes_of_type_are_those_of_the_layout() -> None:
    for name, size in (("worksheet.pdf", (595, 842)), ("print/worksheet-letter.pdf", (612, 792))):
        page = pypdfium2.PdfDocument(written("pdf").files[name])[0]
        assert tuple(round(each) for each in page.get_size()) == size
    long = {
        name: len(pages(written("pdf").files[f"print/worksheet-{name}.pdf"]))
        for name in ("large", "dyslexia")
    }
    assert min(long.values()) > len(pages(written("pdf").files["worksheet.pdf"]))


def test_the_font_is_embedded_and_no_other_is_used() -> None:
    data = write("pdf", sample(TextMode.NONE, title="The tunnel"), {}).files["teacher.pdf"]
    page = pypdfium2.PdfDocument(data)[0]
    fonts = [
        raw.FPDFTextObj_GetFont(each.raw)
        for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    ]
    assert fonts
    name = ctypes.create_string_buffer(100)
    for font in fonts:
        raw.FPDFFont_GetBaseFontName(font, name, 100)
        assert name.value.split(b"+")[-1].startswith(b"Andika")
        assert raw.FPDFFont_GetIsEmbedded(font) == 1


def test_the_worksheet_asks_everything_and_gives_no_key() -> None:
    said = pdf_text("worksheet.pdf")
    for item in lesson().items:
        assert f"{item.number}. {flat(plain(item.stem))[:25]}" in said, item.id
    for hint in ("Key", "(right)", "said Ada Lund” follows", "Proficient", "passes"):
        assert hint not in said


def test_the_teachers_pages_have_plan_on_one_page_key_reasons_rubric_and_standards() -> None:
    first, *others = pages(written("pdf").files["teacher.pdf"])
    assert "Plan for 28.5 minutes" in first
    assert "Closing talk" in first
    rest = flat(" ".join(others))
    for item in lesson().items:
        for option in item.options:
            assert flat(plain(option.why))[:20] in rest, (item.id, option.id)
        for level in item.rubric:
            assert flat(plain(level.sample)) in rest
        for place in item.where:
            assert place in rest
    for each in lesson().standards:
        assert each.tag in rest
        assert each.says[:30] in rest
    assert "read in:" in rest


def sheet(name: str, lesson: Lesson) -> Sheet:
    return next(each for each in sheets(lesson, Words(WORDS)) if each.name == name)


def said(sheet: Sheet) -> str:
    return flat(docx_text(docx_of(sheet)))


def test_the_first_page_says_how_long_reading_takes_and_where_everything_is() -> None:
    made = write("pdf", msgspec.structs.replace(lesson(), title="The tunnel"), {}).files
    first, *others = map(flat, pages(made["teacher.pdf"]))
    assert f"about {in_minutes(lesson().reading)} minutes" in first
    (key,) = [at for at, page in enumerate(others, 2) if "Key, with reasons" in page]
    assert f"Key, with reasons {key}" in first
    for name in ("articles", "worksheet"):
        assert f"{WORDS[name]} {len(pages(made[f'{name}.pdf']))}" in first
    assert lesson().made_by in first


def test_reading_takes_a_minute_for_every_200_words() -> None:
    words = sum(
        len(p.text.split()) for a in lesson().articles for e in a.paragraphs for p in e.text
    )
    assert lesson().reading == math.ceil(words / 200)


def test_the_worksheet_says_where_missing_numbers_are() -> None:
    assert "the sheet “More exercises”" not in said(sheet("worksheet", lesson()))
    first, *steps = lesson().path
    fewer = msgspec.structs.replace(lesson(), path=(first, *steps[1:]))
    assert "the sheet “More exercises”" in said(sheet("worksheet", fewer))


def test_a_masked_address_is_explained_on_the_articles() -> None:
    assert WORDS["masked"] not in said(sheet("articles", lesson()))
    first, *others = lesson().articles
    line, *lines = first.paragraphs
    line = msgspec.structs.replace(line, text=(Piece(text=f"Write to {MASK * 4}."),))
    first = msgspec.structs.replace(first, paragraphs=(line, *lines))
    masked = msgspec.structs.replace(lesson(), articles=(first, *others))
    assert WORDS["masked"] in said(sheet("articles", masked))


def test_what_texts_tell_stands_apart_from_what_only_other_evidence_tells() -> None:
    unsure = lesson().words["expect-unsure"]
    pair = Expected(question="One or two?", texts=(unsure,), outside=("They are two.",))
    asked = Expected(question="When is it?", texts=("A: in May.",), outside=())
    talks = msgspec.structs.replace(lesson(), events=(pair,) * 4, questions=(asked,))
    told = said(sheet("teacher", talks))
    assert f"One or two? By the texts: {unsure} For you alone" in told
    assert "When is it? By the texts: A: in May." in told
    assert told.count("One or two?") == 4
    for name in ("worksheet", "articles"):
        assert "One or two?" not in said(sheet(name, talks))
    assert "One or two?" not in str(asked_and_key(talks))


@pytest.mark.parametrize("name", ["articles.pdf", "worksheet.pdf", "teacher.pdf"])
def test_hostile_words_are_words_on_paper(name: str) -> None:
    assert flat(VISIBLE) in pdf_text(name).replace("\u00ad", "")


@pytest.mark.parametrize("name", ["articles.docx", "worksheet.docx", "teacher.docx"])
def test_hostile_words_are_words_in_the_word_processor(name: str) -> None:
    assert flat(VISIBLE) in docx_text(written("docx").files[name])


def test_a_line_of_ten_thousand_characters_is_all_there() -> None:
    assert pdf_text("articles.pdf").count("long") == 2000


def test_the_documents_to_edit_say_what_the_printed_ones_say() -> None:
    for sheet in ("worksheet", "teacher"):
        said = docx_text(written("docx").files[f"{sheet}.docx"])
        for item in lesson().items:
            assert flat(plain(item.stem)) in said, item.id


@pytest.mark.parametrize("mode", [TextMode.NONE, TextMode.QUOTES])
def test_without_text_no_sheet_holds_a_passage(mode: TextMode) -> None:
    shown = {
        piece.text
        for item in lesson(mode).items
        for text in (item.stem, *item.reading, *item.evidence, *(o.text for o in item.options))
        for piece in text
        if piece.article and not piece.withheld
    }
    allowed = runs_of(" ".join(shown)) if mode is TextMode.QUOTES else frozenset()
    forbidden = (runs_of(GAZETTE) | runs_of(HERALD)) - allowed
    assert forbidden
    assert "articles.pdf" not in written("pdf", mode).files
    for name in ("worksheet.pdf", "teacher.pdf"):
        assert not forbidden & runs_of(pdf_text(name, mode))
    for name, data in written("docx", mode).files.items():
        assert not forbidden & runs_of(docx_text(data)), name


def test_without_text_the_sheet_points_at_ones_own_copy() -> None:
    said = pdf_text("worksheet.pdf", TextMode.NONE)
    assert "Who says [A, paragraph 3, sentence 1, words 1 to 8]?" in said
    assert "Have your own copies" in said


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_same_lesson_gives_the_same_bytes(form: str) -> None:
    assert write(form, lesson(TextMode.NONE), {}).files == written(form, TextMode.NONE).files


def test_documents_to_edit_carry_no_clock() -> None:
    for data in written("docx").files.values():
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_the_font_has_no_sign_for_is_told() -> None:
    assert uncovered(["plain ç Ж “q” █"]) == set()
    assert uncovered(["tunnel 🚧"]) == {"🚧"}
    (told,) = written("pdf").left_out
    assert "🚧" in told


def test_sheets_read_from_right_to_left_where_the_language_does() -> None:
    files = write("pdf", sample(language="ar", title="The tunnel"), {}).files
    page = pypdfium2.PdfDocument(files["worksheet.pdf"])[0]
    text = page.get_textpage()
    title, *_ = text.get_charbox(text.get_text_range().index("tunnel"))
    assert title > page.get_width() / 2
