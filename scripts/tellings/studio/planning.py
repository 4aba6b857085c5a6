"""The plan of a push: what has to happen on the server so that it has what is wanted, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    """Give a task a prediction that it lacks."""

    task_id: int
    key: str
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

    Raises:
        ValueError: if a key is wanted twice, or a prediction is not marked as ours.
    """
    raise NotImplementedError


def still_right(step: Step, now: Sequence[ListedTask]) -> bool:
    """Whether a step is still to be taken, given the tasks of its key as they are now.

    Read them again just before a step that removes: in between a person may have begun to
    work on the task, or another push may have done the same step.
    """
    raise NotImplementedError
