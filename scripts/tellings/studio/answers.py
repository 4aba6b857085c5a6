"""What a Label Studio server answers, as far as the sync reads it; more fields are no error."""

from typing import Any

import msgspec


class User(msgspec.Struct, frozen=True):
    """Somebody with an account on the server."""

    id: int
    email: str
    first_name: str = ""
    last_name: str = ""


class Project(msgspec.Struct, frozen=True):
    """A project: its page, its settings, and how much is in it.

    Attributes:
        maximum_annotations: how many annotators a task waits for.
        task_number: None in the answer to making or changing a project.
    """

    id: int
    title: str
    description: str | None = ""
    label_config: str | None = ""
    expert_instruction: str | None = ""
    show_instruction: bool = False
    show_skip_button: bool = True
    enable_empty_annotation: bool = True
    show_annotation_history: bool = False
    show_collab_predictions: bool = True
    maximum_annotations: int = 1
    sampling: str | None = None
    model_version: str | None = None
    task_number: int | None = None
    total_annotations_number: int | None = None
    total_predictions_number: int | None = None
    created_at: str = ""


class TaskKey(msgspec.Struct, frozen=True):
    """A task by what identifies it and what tells that it changed; drafts do not show here."""

    id: int
    data: dict[str, Any]
    updated_at: str
    meta: dict[str, Any] | None = None
    total_annotations: int = 0
    cancelled_annotations: int = 0
    total_predictions: int = 0
    drafts: list[Any] = []


class Annotation(msgspec.Struct, frozen=True):
    """One person's (or program's) annotation of one task, as the server has it."""

    id: int
    task: int
    result: list[dict[str, Any]]
    completed_by: int | None = None
    updated_by: int | None = None
    was_cancelled: bool = False
    ground_truth: bool = False
    lead_time: float | None = None
    created_at: str = ""
    updated_at: str = ""
