"""The plan of a push: what has to happen on the server so that it has what is wanted, once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

OURS = "tellings/"
"""How the ``model_version`` of every prediction begins that tellings made."""


@dataclass(frozen=True, slots=True)
class Prediction:
    """A prediction that a task should have: who made it, and the SHA-256 of its content."""

    model_version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task that the server should have: its key, the SHA-256 of its data, its predictions."""

    key: str
    data_sha256: str
    predictions: tuple[Prediction, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedPrediction:
    """A prediction as the server lists it."""

    id: int
    model_version: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task as the server lists it; ``annotations`` counts skipped ones too."""

    id: int
    key: str | None
    data_sha256: str
    predictions: tuple[ListedPrediction, ...] = ()
    annotations: int = 0
    drafts: int = 0

    @property
    def touched(self) -> bool:
        """Whether people's work hangs on it."""
        return self.annotations > 0 or self.drafts > 0


@dataclass(frozen=True, slots=True)
class ImportTask:
    """Make a task with its predictions."""

    task: WantedTask


@dataclass(frozen=True, slots=True)
class AddPrediction:
    """Give a task, with data of this SHA-256, a prediction that it lacks."""

    task_id: int
    key: str
    data_sha256: str
    prediction: Prediction


@dataclass(frozen=True, slots=True)
class RemovePrediction:
    """Take away a prediction of ours that is stale or stands twice."""

    task_id: int
    key: str
    prediction: ListedPrediction


@dataclass(frozen=True, slots=True)
class RemoveTask:
    """Take away a task without people's work that is a double of ``kept``."""

    task_id: int
    key: str
    kept: int


Step = ImportTask | AddPrediction | RemovePrediction | RemoveTask


@dataclass(frozen=True, slots=True)
class Changed:
    """A task whose data are not those wanted: nothing is done with it."""

    task: ListedTask
    wanted: WantedTask


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do, in this order, and what a person has to look at.

    Attributes:
        steps: imports, then predictions added, then predictions and doubles removed.
        changed: tasks of a wanted key whose data changed on either side; refused.
        doubles: for each key that stands on several tasks with people's work, those tasks.
        unknown: tasks of the server that nothing here wants; left alone.
    """

    steps: tuple[Step, ...]
    changed: tuple[Changed, ...]
    doubles: Mapping[str, tuple[ListedTask, ...]]
    unknown: tuple[ListedTask, ...]


def plan(wanted: Sequence[WantedTask], listed: Sequence[ListedTask]) -> Plan:
    """What a push has to do so that the server has each wanted task and prediction once.

    Of several tasks of one key the one with people's work stays, else the oldest.

    Raises:
        ValueError: if a key is wanted twice, or a prediction is not marked as ours.
    """
    _refuse_unfit(wanted)
    by_key: dict[str, list[ListedTask]] = {each.key: [] for each in wanted}
    unknown = []
    for task in sorted(listed, key=lambda each: each.id):
        if task.key is not None and task.key in by_key:
            by_key[task.key].append(task)
        else:
            unknown.append(task)
    steps: list[Step] = []
    changed: list[Changed] = []
    doubles: dict[str, tuple[ListedTask, ...]] = {}
    for each in wanted:
        there = by_key[each.key]
        same = [task for task in there if task.data_sha256 == each.data_sha256]
        changed += [Changed(task, each) for task in there if task not in same]
        steps += _steps(each, there, same)
        worked_on = tuple(task for task in same if task.touched)
        if len(worked_on) > 1:
            doubles[each.key] = worked_on
    return Plan(tuple(sorted(steps, key=_turn)), tuple(changed), doubles, tuple(unknown))


def _refuse_unfit(wanted: Sequence[WantedTask]) -> None:
    twice = [key for key, number in Counter(each.key for each in wanted).items() if number > 1]
    if twice:
        raise ValueError(f"wanted twice: {', '.join(sorted(twice))}")
    for task in wanted:
        for each in task.predictions:
            if not each.model_version.startswith(OURS):
                raise ValueError(f"{task.key}: {each.model_version!r} does not begin {OURS!r}")


def _turn(step: Step) -> int:
    """When a step has its turn: what adds before what removes, so that no moment lacks anything."""
    return (ImportTask, AddPrediction, RemovePrediction, RemoveTask).index(type(step))


def _steps(
    wanted: WantedTask, there: Sequence[ListedTask], same: Sequence[ListedTask]
) -> Iterator[Step]:
    """The steps for one key: its tasks on the server, and those of them with the wanted data."""
    if not there:
        once = tuple(dict.fromkeys(wanted.predictions))
        yield ImportTask(replace(wanted, predictions=once))
    if not same:
        return
    kept = min(same, key=lambda task: (not task.touched, task.id))
    yield from _prediction_steps(wanted, kept)
    for task in same:
        if task is not kept and not task.touched:
            yield RemoveTask(task.id, wanted.key, kept.id)


def _prediction_steps(wanted: WantedTask, task: ListedTask) -> Iterator[Step]:
    """What the predictions of a task lack, and what ours among them are stale or doubled."""
    missing = dict.fromkeys(wanted.predictions)
    present: set[Prediction] = set()
    for each in sorted(task.predictions, key=lambda each: each.id):
        content = Prediction(each.model_version, each.sha256)
        is_ours = each.model_version.startswith(OURS)
        if is_ours and (content not in missing or content in present):
            yield RemovePrediction(task.id, wanted.key, each)
        present.add(content)
    for content in missing:
        if content not in present:
            yield AddPrediction(task.id, wanted.key, task.data_sha256, content)


def still_right(step: Step, now: Sequence[ListedTask]) -> bool:
    """Whether a step is still to be taken, given the tasks of its key as they are now.

    Read them again just before the step: in between a person may have begun to work on the
    task, or another push may have done the same.
    """
    if isinstance(step, ImportTask):
        return all(task.key != step.task.key for task in now)
    tasks = {task.id: task for task in now if task.key == step.key}
    task = tasks.get(step.task_id)
    if task is None:
        return False
    if isinstance(step, RemoveTask):
        kept = tasks.get(step.kept)
        return not task.touched and kept is not None and kept.data_sha256 == task.data_sha256
    if isinstance(step, RemovePrediction):
        return step.prediction in task.predictions
    there = {Prediction(each.model_version, each.sha256) for each in task.predictions}
    return task.data_sha256 == step.data_sha256 and step.prediction not in there
