"""A notebook for classes that code: it loads the dataset, asks, and checks answers."""

import importlib
from collections.abc import Mapping
from typing import Any

from tellings.lessons.notebook.cells import Cell, cells
from tellings.lessons.shown import Lesson
from tellings.lessons.wording import Words
from tellings.lessons.writing import Written

TITLE = "a notebook for classes that code (Jupyter)"
NEEDS = ("nbformat",)
WORDS: Mapping[str, str] = {
    "about": "Questions to the dataset first, then the questions of the lesson. Run the cells from"
    " top to bottom; put your answer where a cell says `answer = None`, and run it again.",
    "data": "## Ask the data",
    "most-spans": "Which article has the most spans? Count the rows of `spans` by `article_id`.",
    "exact": "Of how many spans does `text[start:end]` of the article give the span's own `text`?"
    " (Where the dataset carries no texts, that is none.)",
    "dated": "How many articles say themselves when they were published? Look at"
    " `published_in_text`.",
    "items": "## Questions of the lesson",
    "row": "row",
    "where": "Where",
    "text": "The text",
    "none": "nothing in this passage",
    "rule": "Rule of thumb",
}


def write(lesson: Lesson, words: Words) -> Written:
    """``lesson.ipynb``."""
    nbformat: Any = importlib.import_module("nbformat")
    made = [_cell(number, each) for number, each in enumerate(cells(lesson, words), 1)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel})
    nbformat.validate(book)
    return Written({"lesson.ipynb": nbformat.writes(book).encode() + b"\n"})


def _cell(number: int, cell: Cell) -> object:
    """A cell with an id that stays, unlike nbformat's random ones."""
    nbformat: Any = importlib.import_module("nbformat")
    new = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
    return new(cell.text, id=f"cell-{number}")
