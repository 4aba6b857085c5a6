"""What a teacher reads of a class: bands, hits and false alarms of each, and what to talk about."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tellings.lessons.grading import Band, Grade, Talk, agreement, grade, to_talk_about
from tellings.lessons.voting import FindSpan, Voting
from tellings.records import Span
from tellings.studio.classroom import Handed, key_of
from tellings.studio.sessions import Desk

_TALKS = 12
_WORDS = 60
Section = tuple[str, str]
"""An article and the name of the page on which it was asked about: one key for all students."""


@dataclass(frozen=True, slots=True)
class Report:
    """A class's work, compared.

    Attributes:
        handed: what was handed in.
        grades: one for each.
        talks: where the class parts.
        agreement: by article and page, the mean of u-alpha over pairs of students.
        blank: article and code of the tasks without work.
    """

    handed: tuple[Handed, ...]
    grades: tuple[Grade, ...]
    talks: tuple[Talk, ...]
    agreement: dict[Section, float | None]
    blank: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The report for programs."""
        return {
            "students": [_as_json(*each) for each in zip(self.handed, self.grades, strict=True)],
            "talk": [_talk_json(each) for each in self.talks],
            "agreement": [
                {"article": article, "page": page, "alpha": alpha}
                for (article, page), alpha in self.agreement.items()
            ],
            "blank": [{"article": article, "student": code} for article, code in self.blank],
        }

    def lines(self) -> Iterator[str]:
        """The report for people."""
        for section, alpha in self.agreement.items():
            yield from self._section(section, alpha)
        if self.talks:
            yield ""
            yield "to talk about:"
            yield from (f"  {_talk(each)}" for each in self.talks[:_TALKS])
        if self.blank:
            codes = ", ".join(dict.fromkeys(code for _, code in self.blank))
            yield f"no work yet: {codes}"
        if not self.grades:
            yield "nobody has handed in anything yet"

    def _section(self, section: Section, alpha: float | None) -> Iterator[str]:
        yield f"{section[0]}: {section[1]}"
        yield f"  {'student':8} {'exact':>6} {'overlaps':>9} {'sentence':>9} {'missed':>7} " + (
            f"{'too much':>9} {'hits':>6} {'false alarms':>13}"
        )
        for handed, each in zip(self.handed, self.grades, strict=True):
            if _section(handed) == section:
                yield f"  {_row(each)}{'' if handed.done else '  (not submitted)'}"
                yield from (f"    cannot be read: {f.message}" for f in handed.findings)
        shown = "cannot be told" if alpha is None else f"{alpha:.2f}"
        yield f"  agreement in the class (mean u-alpha of pairs): {shown}"


def report(found: Desk, handed: Sequence[Handed], blank: Sequence[tuple[str, str]]) -> Report:
    """Compare what a class handed in with gold.

    Args:
        found: the story.
        handed: the students' work, in the order in which it is told.
        blank: article and code of the tasks without work.
    """
    voting = Voting(found.data)
    grades = [_grade(found, voting, each) for each in handed]
    alphas = {
        section: agreement(
            [each.marks for each in handed if _section(each) == section],
            len(found.data.articles[section[0]].text),
        )
        for section in dict.fromkeys(map(_section, handed))
    }
    talks = tuple(to_talk_about(grades))
    return Report(tuple(handed), tuple(grades), talks, alphas, tuple(blank))


def _section(work: Handed) -> Section:
    return work.article.id, work.page.name


def _grade(found: Desk, voting: Voting, work: Handed) -> Grade:
    key = list(key_of(found, work.article.id, work.page))
    sure = [each for each in key if not voting.votes(each, _label).contested]
    contested = [each for each in key if each not in sure]
    return grade(work.student, work.article, work.marks, sure, contested)


def _label(span: Span, _spans: FindSpan) -> object:
    return span.layer, span.label


def _bands(each: Grade) -> Counter[Band]:
    return Counter(found.band for found in each.found)


def _row(each: Grade) -> str:
    bands = _bands(each)
    numbers = [bands[Band.EXACT], bands[Band.OVERLAPS], bands[Band.SENTENCE], bands[Band.MISSED]]
    cells = [f"{n:>{w}}" for n, w in zip(numbers, (6, 9, 9, 7), strict=True)]
    rates = f"{_share(each.hit_rate):>6} {_share(each.false_alarm_rate):>13}"
    return f"{each.student:8} {' '.join(cells)} {len(each.over):>9} {rates}"


def _share(rate: float | None) -> str:
    return "–" if rate is None else f"{rate:.0%}"


def _talk(each: Talk) -> str:
    words = " ".join(each.span.text.split())
    short = words if len(words) <= _WORDS else f"{words[: _WORDS - 1]}…"
    side = "in the key" if each.in_key else "not in the key"
    count = f"{len(each.students)} of {each.of}"
    return f"“{short}” ({each.span.label}, {side}): marked by {count}"


def _as_json(handed: Handed, each: Grade) -> dict[str, Any]:
    return {
        "student": each.student,
        "article": each.article,
        "page": handed.page.name,
        "submitted": handed.done,
        "bands": {band.value: _bands(each)[band] for band in Band},
        "too_much": len(each.over),
        "hit_rate": each.hit_rate,
        "false_alarm_rate": each.false_alarm_rate,
        "found": [
            {"span": found.key.id, "band": found.band.value, "marked": _place(found.mark)}
            for found in each.found
        ],
        "over": [_place(span) for span in each.over],
        "open": [_place(span) for span in each.open],
        "findings": [finding.as_json() for finding in handed.findings],
    }


def _place(span: Span | None) -> dict[str, Any] | None:
    if span is None:
        return None
    place = {"start": span.start, "end": span.end, "text": span.text}
    return {"layer": span.layer, "label": span.label, **place}


def _talk_json(each: Talk) -> dict[str, Any]:
    known = {"students": list(each.students), "of": each.of, "in_key": each.in_key}
    return {"article": each.span.article_id, **(_place(each.span) or {}), **known}
