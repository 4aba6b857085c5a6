"""The test of a QTI package: a section for each exercise."""

from collections.abc import Sequence
from itertools import groupby

from tellings import __version__
from tellings.lessons.platforms.markup import Element
from tellings.lessons.platforms.questions import Question
from tellings.lessons.qti.building import LANG, SCORE, Qti, identifier, number
from tellings.lessons.qti.places import item_file


def assessment(qti: Qti, questions: Sequence[Question]) -> Element:
    """The test: a section for each exercise; its score is the sum of the items' scores."""
    attributes = {"identifier": "lesson", "title": qti.lesson.title}
    attributes |= {"tool-name": "tellings", "tool-version": __version__}
    attributes[LANG] = qti.lesson.language
    most = number(sum(each.points for each in questions))
    modes = {"navigation-mode": "nonlinear", "submission-mode": "individual"}
    control = qti("item-session-control", {"max-attempts": "1", "show-feedback": "true"})
    sections = (
        _section(qti, list(found))
        for _, found in groupby(questions, key=lambda each: each.exercise.name)
    )
    return qti(
        "assessment-test",
        attributes,
        qti.outcome(SCORE, "float", "0", normal_minimum="0", normal_maximum=most),
        qti("test-part", {"identifier": "exercises"} | modes, control, *sections),
        qti("outcome-processing", None, qti.set_to(SCORE, _sum(qti))),
    )


def _sum(qti: Qti) -> Element:
    return qti("sum", None, qti("test-variables", {"variable-identifier": SCORE}))


def _section(qti: Qti, questions: Sequence[Question]) -> Element:
    exercise = questions[0].exercise
    attributes = {"identifier": f"exercise-{exercise.number:02}", "title": exercise.title}
    task = qti("content-body", None, qti.turned(qti.markup.paragraph(exercise.task)))
    rubric = qti("rubric-block", {"use": "instructions", "view": "candidate"}, task)
    references = (
        qti(
            "assessment-item-ref",
            {
                "identifier": identifier(each.name),
                "href": item_file(each),
                "category": "marked" if each.points else "unmarked",
            },
        )
        for each in questions
    )
    return qti("assessment-section", attributes | {"visible": "true"}, rubric, *references)
