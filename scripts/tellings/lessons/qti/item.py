"""An item of a QTI package, and the articles that students read for it."""

from collections.abc import Iterable, Iterator, Sequence

from tellings.lessons.items import Kind
from tellings.lessons.platforms.markup import Element
from tellings.lessons.platforms.questions import Question
from tellings.lessons.platforms.reasons import Reasons, reasons
from tellings.lessons.qti.asking import ALL, ask, feedback_rule, option_id
from tellings.lessons.qti.building import FEEDBACK, LANG, SCORE, Qti, identifier, number
from tellings.lessons.qti.places import article_file, article_name
from tellings.lessons.shown import ShownArticle


def item(qti: Qti, question: Question, articles: Sequence[ShownArticle]) -> Element:
    """An item.

    Args:
        qti: makes elements.
        question: what it asks.
        articles: the articles that students read for it.
    """
    asked = ask(qti, question)
    rules = (*asked.rules, feedback_rule(qti, question))
    attributes = {"identifier": identifier(question.name), "title": question.title}
    attributes |= {"adaptive": "false", "time-dependent": "false"}
    attributes[LANG] = qti.lesson.language
    return qti(
        "assessment-item",
        attributes,
        *asked.declared,
        *_score(qti, question),
        qti.outcome(FEEDBACK, "identifier"),
        *(_reference(qti, each) for each in articles),
        qti("item-body", None, qti.turned(*_body(qti, question, articles, asked.body))),
        qti("response-processing", None, *rules),
        *_feedback(qti, question),
    )


def _score(qti: Qti, question: Question) -> list[Element]:
    if not question.points:
        return []
    most = number(question.points)
    score = qti.outcome(SCORE, "float", "0", normal_minimum="0", normal_maximum=most)
    return [score, qti.outcome("MAXSCORE", "float", most)]


def _reference(qti: Qti, article: ShownArticle) -> Element:
    attributes = {"identifier": article_name(article), "href": f"../{article_file(article)}"}
    return qti("assessment-stimulus-ref", attributes | {"title": article.outlet})


def _body(
    qti: Qti,
    question: Question,
    articles: Sequence[ShownArticle],
    asked: Iterable[Element],
) -> Iterator[Element]:
    yield qti.markup.paragraph(question.exercise.task)
    if question.kind is not Kind.MARK:
        for each in question.item.reading:
            text = qti.markup.paragraph(*qti.markup.inline(each))
            yield qti.plain("blockquote", None, text)
    yield from asked
    for article in articles:
        attributes = {"class": "qti-shared-stimulus", "data-stimulus-idref": article_name(article)}
        yield qti.plain("div", attributes)


def _feedback(qti: Qti, question: Question) -> Iterator[Element]:
    if question.kind is not Kind.CHOICE:
        yield _modal(qti, ALL, reasons(question))
        return
    for option in question.item.options:
        yield _modal(qti, option_id(option.id), reasons(question, option))


def _modal(qti: Qti, name: str, given: Reasons) -> Element:
    attributes = {"outcome-identifier": FEEDBACK, "identifier": name, "show-hide": "show"}
    body = qti("content-body", None, qti.turned(*qti.markup.reasons(given)))
    return qti("modal-feedback", attributes, body)


def stimulus(qti: Qti, article: ShownArticle) -> Element:
    """An article."""
    attributes = {"identifier": article_name(article), "title": article.outlet}
    attributes[LANG] = article.language
    body = qti("stimulus-body", None, *qti.markup.article(article))
    return qti("assessment-stimulus", attributes, body)
