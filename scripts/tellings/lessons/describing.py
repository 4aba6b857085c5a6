"""A lesson in tables, for documents: its plan, its exercises, and what each question serves."""

from collections import Counter
from collections.abc import Sequence

from tellings.lessons.items import Kind
from tellings.lessons.shown import Lesson, ShownExercise, ShownItem, in_minutes

Lines = list[list[str]]


def plan(lesson: Lesson) -> Lines:
    """Minute by minute: the steps of the path with the numbers of their questions."""
    reading = f"Read all articles: about {in_minutes(lesson.reading)} minutes."
    lines = [
        ["minutes", "step", "what students do", "questions"],
        ["before", "Reading", reading, ""],
    ]
    at = 0.0
    for step in lesson.path:
        time = f"{in_minutes(at)} – {in_minutes(at + step.minutes)}"
        at += step.minutes
        items = [item for item in lesson.items if item.id in step.items]
        lines.append([time, step.title, step.does, _numbers(items)])
    return lines


def exercises(lesson: Lesson) -> Lines:
    """Every exercise: what it teaches, how many questions it has, of what kinds."""
    lines = [["exercise", "what it teaches", "questions", "nothing to find", "not marked"]]
    for each in lesson.exercises:
        lines.append([f"{each.number}. {each.title}", each.about, _kinds(each), *_special(each)])
    for gap in lesson.missing:
        lines.append([gap.title, f"not in this story: {gap.reason}", "", "", ""])
    return lines


def _kinds(exercise: ShownExercise) -> str:
    counts = Counter(item.kind for item in exercise.items)
    return ", ".join(f"{number} {kind}" for kind, number in counts.items())


def _special(exercise: ShownExercise) -> tuple[str, str]:
    marks = [item for item in exercise.items if item.kind == Kind.MARK]
    clean = sum(not item.key for item in marks)
    unmarked = sum(not item.marked for item in exercise.items)
    return (f"{clean} of {len(marks)}" if marks else "", str(unmarked) if unmarked else "")


def standards(lesson: Lesson) -> Lines:
    """Every standard that questions serve, with its source and how the mapping is known."""
    lines = [["standard", "what it asks for", "source", "status", "questions"]]
    for each in lesson.standards:
        items = [item for item in lesson.items if each.tag in item.standards]
        says = f"{each.framework}: {each.says}"
        lines.append([f"`{each.tag}`", says, each.source, each.status, _numbers(items)])
    return lines


def _numbers(items: Sequence[ShownItem]) -> str:
    """Numbers of questions, runs of them shortened.

    >>> _numbers([])
    ''
    """
    runs: list[list[int]] = []
    for number in sorted(item.number for item in items):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(r[0]) if len(r) == 1 else f"{r[0]}–{r[-1]}" for r in runs)
