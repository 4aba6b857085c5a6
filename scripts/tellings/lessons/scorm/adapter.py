"""The script by which the page tells a platform its result."""

import json

from tellings.lessons.shown import Lesson
from tellings.store.package_files import package_text


def adapter(lesson: Lesson) -> str:
    """The script, told what playing the whole lesson means.

    It is a block of its own, so that none of its names meets one of the page's.
    """
    script = package_text("lessons/scorm/adapter.js")
    return f"{{\n{script}report({json.dumps(_path(lesson))});\n}}\n"


def _path(lesson: Lesson) -> dict[str, int]:
    """How many questions the path of the lesson asks, and how many points they can give."""
    names = {name for step in lesson.path for name in step.items}
    items = [each for each in lesson.items if each.id in names] or lesson.items
    return {"asked": len(items), "max": sum(each.marked for each in items)}
