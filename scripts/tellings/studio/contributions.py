"""What people did on a task, as an export tells it: annotations, drafts, what they skipped."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tellings.studio.regions import Result


@dataclass(frozen=True, slots=True)
class Contribution:
    """One person's work on one task.

    ``updated`` and ``task_updated`` are times in ISO 8601, ``seconds`` how long the person
    says to have worked (Label Studio's lead time).
    """

    id: int
    user: int
    results: tuple[Result, ...]
    updated: str
    seconds: float | None
    skipped: bool = False
    draft: bool = False
    unique_id: str | None = None
    ground_truth: bool = False
    task_updated: str = ""

    @property
    def name(self) -> str:
        """How messages name it."""
        return f"{'draft' if self.draft else 'annotation'} {self.id}"

    @property
    def day(self) -> str:
        """The day of the last change, ISO 8601."""
        return self.updated[:10]


def contributions(task: Mapping[str, Any], people: Mapping[int, str]) -> Iterator[Contribution]:
    """Everything that people did on a task of an export: annotations, then drafts.

    Args:
        task: the task as the export has it.
        people: the e-mail addresses of everybody on the server, by number; an export names
            the person of a draft by address.
    """
    numbers = {email: number for number, email in people.items()}
    for each in task.get("annotations", ()):
        yield Contribution(
            each["id"],
            _user(each.get("completed_by"), numbers),
            tuple(each.get("result") or ()),
            str(each.get("updated_at") or each.get("created_at") or ""),
            each.get("lead_time"),
            skipped=bool(each.get("was_cancelled")),
            unique_id=each.get("unique_id"),
            ground_truth=bool(each.get("ground_truth")),
            task_updated=str(task.get("updated_at") or ""),
        )
    for each in task.get("drafts", ()):
        yield Contribution(
            each["id"],
            _user(each.get("user_id", each.get("user")), numbers),
            tuple(each.get("result") or ()),
            str(each.get("updated_at") or each.get("created_at") or ""),
            each.get("lead_time"),
            draft=True,
        )


def _user(named: Any, numbers: Mapping[str, int]) -> int:
    """A user's number; an export gives it bare, in an object, or as an e-mail address."""
    if isinstance(named, str):
        return numbers.get(named, 0)
    return int(named["id"] if isinstance(named, Mapping) else named or 0)


def latest(found: Iterable[Contribution]) -> tuple[dict[int, Contribution], list[Contribution]]:
    """By person the work to take, and what is left aside: the person's older work, drafts."""
    chosen: dict[int, Contribution] = {}
    aside: list[Contribution] = []
    for each in sorted(found, key=lambda each: (not each.draft, each.updated, each.id)):
        if each.user in chosen:
            aside.append(chosen[each.user])
        chosen[each.user] = each
    return chosen, aside
