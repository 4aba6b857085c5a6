"""Where each part of a QTI package lies, and what it is called."""

from tellings.lessons.items import Kind
from tellings.lessons.platforms.questions import Question
from tellings.lessons.qti.building import identifier
from tellings.lessons.shown import ShownArticle

TEST, NOTE = "test.xml", "about.txt"


def item_file(question: Question) -> str:
    """Where an item lies in the package."""
    return f"items/{identifier(question.name)}.xml"


def article_file(article: ShownArticle) -> str:
    """Where an article lies in the package."""
    return f"articles/{article_name(article)}.xml"


def article_name(article: ShownArticle) -> str:
    """What items call an article."""
    return f"article-{article.letter}"


def needs_articles(question: Question) -> bool:
    """Whether students have to read articles for it; passages to be marked stand in the item."""
    return question.kind is not Kind.MARK
