"""The plan of a push: idempotent from any state, after any interruption, beside another push."""

from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.studio.planning import (
    AddPrediction,
    ImportTask,
    ListedPrediction,
    ListedTask,
    Plan,
    Prediction,
    RemovePrediction,
    RemoveTask,
    Step,
    WantedTask,
    plan,
    still_right,
)

KEYS = ("s:a", "s:b", "s:c")
HASHES = ("1" * 64, "2" * 64)
OURS = ("tellings/1.0.0+a", "tellings/1.0.0+b")
VERSIONS = (*OURS, "somebody-else", "tellings")


@dataclass
class Server:
    """What a server does with the steps; it takes a step as it is, like the real one."""

    tasks: dict[int, ListedTask] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(1000))

    def listed(self) -> list[ListedTask]:
        return list(self.tasks.values())

    def take(self, step: Step) -> None:
        """Do a step, unless it is not right any more."""
        if not still_right(step, self.listed()):
            return
        if isinstance(step, ImportTask):
            self.add(step.task)
        elif isinstance(step, RemoveTask):
            del self.tasks[step.task_id]
        else:
            task = self.tasks[step.task_id]
            self.tasks[task.id] = replace(task, predictions=self._predictions(task, step))

    def _predictions(
        self, task: ListedTask, step: AddPrediction | RemovePrediction
    ) -> tuple[ListedPrediction, ...]:
        if isinstance(step, RemovePrediction):
            return tuple(each for each in task.predictions if each.id != step.prediction.id)
        return (*task.predictions, self._listed(step.prediction))

    def _listed(self, wanted: Prediction) -> ListedPrediction:
        return ListedPrediction(next(self.numbers), wanted.model_version, wanted.sha256)

    def add(self, task: WantedTask) -> None:
        made = tuple(self._listed(each) for each in task.predictions)
        number = next(self.numbers)
        self.tasks[number] = ListedTask(number, task.key, task.data_sha256, made)

    def work_on(self, number: int) -> None:
        """A person opens a task and draws something."""
        if number in self.tasks:
            self.tasks[number] = replace(self.tasks[number], drafts=1)

    def carry_out(self, plan: Plan) -> None:
        for step in plan.steps:
            self.take(step)


def predictions(versions: tuple[str, ...]) -> st.SearchStrategy[tuple[Prediction, ...]]:
    one = st.builds(Prediction, st.sampled_from(versions), st.sampled_from(HASHES))
    return st.lists(one, max_size=3).map(tuple)


@st.composite
def wanted_tasks(draw: st.DrawFn) -> list[WantedTask]:
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True))
    data = st.sampled_from(HASHES)
    return [WantedTask(key, draw(data), draw(predictions(OURS))) for key in keys]


@st.composite
def servers(draw: st.DrawFn) -> Server:
    server = Server()
    for number in range(draw(st.integers(0, 6))):
        made = [server._listed(each) for each in draw(predictions(VERSIONS))]
        server.tasks[number] = ListedTask(
            id=number,
            key=draw(st.sampled_from((*KEYS, "s:unknown", None))),
            data_sha256=draw(st.sampled_from(HASHES)),
            predictions=tuple(made),
            annotations=draw(st.sampled_from((0, 0, 1, 2))),
            drafts=draw(st.sampled_from((0, 0, 0, 1))),
        )
    return server


def worked_on(server: Server) -> set[int]:
    return {task.id for task in server.listed() if task.touched}


def missing(wanted: list[WantedTask], server: Server) -> list[Any]:
    """What the server lacks of what is wanted, where a task is not refused."""
    lacking: list[Any] = []
    for each in wanted:
        there = [task for task in server.listed() if task.key == each.key]
        same = [task for task in there if task.data_sha256 == each.data_sha256]
        if not there:
            lacking.append(each.key)
        if same:
            have = {
                Prediction(found.model_version, found.sha256)
                for task in same
                for found in task.predictions
            }
            lacking += set(each.predictions) - have
    return lacking


@settings(deadline=None)
@given(wanted_tasks(), servers())
def test_a_plan_carried_out_leaves_nothing_to_do(wanted: list[WantedTask], server: Server) -> None:
    before = {task.id: task for task in server.listed()}
    first = plan(wanted, server.listed())
    server.carry_out(first)
    again = plan(wanted, server.listed())
    assert again.steps == ()
    assert again.changed == first.changed
    assert missing(wanted, server) == []
    assert {number for number in before if before[number].touched} <= set(server.tasks)
    for task in first.unknown:
        assert server.tasks[task.id] == task
    for refused in first.changed:
        assert server.tasks[refused.task.id] == refused.task


@settings(deadline=None)
@given(wanted_tasks(), servers(), st.integers(0, 30))
def test_any_part_of_a_plan_can_be_followed_by_another(
    wanted: list[WantedTask], server: Server, done: int
) -> None:
    first = plan(wanted, server.listed())
    for step in first.steps[:done]:
        server.take(step)
    server.carry_out(plan(wanted, server.listed()))
    assert plan(wanted, server.listed()).steps == ()
    assert missing(wanted, server) == []


def somebody_works(server: Server, data: st.DataObject) -> None:
    """Perhaps a person draws something on some task."""
    some = data.draw(st.sampled_from((None, *server.tasks)))
    if some is not None:
        server.work_on(some)


@settings(deadline=None)
@given(wanted_tasks(), servers(), st.data())
def test_two_pushes_and_people_at_work_at_once(
    wanted: list[WantedTask], server: Server, data: st.DataObject
) -> None:
    """Whatever order two pushes, each planned at its own moment, and people take turns in."""
    left = list(plan(wanted, server.listed()).steps)
    somebody_works(server, data)
    right = list(plan(wanted, server.listed()).steps)
    touched = worked_on(server)
    while left or right:
        queue = data.draw(st.sampled_from([each for each in (left, right) if each]))
        server.take(queue.pop(0))
        somebody_works(server, data)
        assert touched <= set(server.tasks)
        touched |= worked_on(server)
    server.carry_out(plan(wanted, server.listed()))
    assert plan(wanted, server.listed()).steps == ()
    assert missing(wanted, server) == []
    assert touched <= set(server.tasks)


@settings(deadline=None)
@given(wanted_tasks(), servers())
def test_pushes_that_both_import_make_doubles_which_the_next_removes(
    wanted: list[WantedTask], server: Server
) -> None:
    """Two imports whose check came before either: the server does not hold keys apart."""
    steps = plan(wanted, server.listed()).steps
    twice = [step.task for step in steps if isinstance(step, ImportTask)]
    for task in [*twice, *twice]:
        server.add(task)
    server.carry_out(plan(wanted, server.listed()))
    keys = [task.key for task in server.listed()]
    assert all(keys.count(task.key) == 1 for task in twice)
    assert plan(wanted, server.listed()).steps == ()


@settings(deadline=None)
@given(wanted_tasks(), servers())
def test_only_untouched_doubles_and_our_own_predictions_are_ever_removed(
    wanted: list[WantedTask], server: Server
) -> None:
    for step in plan(wanted, server.listed()).steps:
        if isinstance(step, RemoveTask):
            assert not server.tasks[step.task_id].touched
            assert step.kept in server.tasks
            assert server.tasks[step.kept].data_sha256 == server.tasks[step.task_id].data_sha256
        if isinstance(step, RemovePrediction):
            assert step.prediction.model_version.startswith("tellings/")


@settings(deadline=None)
@given(wanted_tasks(), servers())
def test_the_order_of_a_listing_means_nothing(wanted: list[WantedTask], server: Server) -> None:
    assert plan(wanted, server.listed()) == plan(wanted, server.listed()[::-1])


def task(number: int, **more: Any) -> ListedTask:
    return ListedTask(number, "s:a", HASHES[0], **more)


WANTED = WantedTask("s:a", HASHES[0])


def test_the_double_with_work_stays_else_the_oldest() -> None:
    assert plan([WANTED], [task(7), task(5)]).steps == (RemoveTask(7, "s:a", 5),)
    assert plan([WANTED], [task(7, drafts=1), task(5)]).steps == (RemoveTask(5, "s:a", 7),)


def test_two_doubles_with_work_are_told_and_stay() -> None:
    found = plan([WANTED], [task(5, annotations=1), task(7, drafts=1), task(8)])
    assert found.steps == (RemoveTask(8, "s:a", 5),)
    assert [each.id for each in found.doubles["s:a"]] == [5, 7]


def test_a_changed_text_is_refused_and_not_imported_beside() -> None:
    other = ListedTask(5, "s:a", HASHES[1])
    found = plan([WANTED], [other])
    assert found.steps == ()
    assert [(each.task, each.wanted) for each in found.changed] == [(other, WANTED)]


def test_a_removal_is_not_right_once_somebody_works_on_the_task() -> None:
    step = RemoveTask(7, "s:a", 5)
    assert still_right(step, [task(5), task(7)])
    assert not still_right(step, [task(5), task(7, drafts=1)])
    assert not still_right(step, [task(7)])
    assert not still_right(step, [ListedTask(5, "s:a", HASHES[1]), task(7)])


def test_a_task_is_not_imported_once_it_is_there() -> None:
    assert still_right(ImportTask(WANTED), [])
    assert not still_right(ImportTask(WANTED), [task(5)])


def test_a_prediction_is_not_added_to_changed_data() -> None:
    step = AddPrediction(5, "s:a", HASHES[0], Prediction(OURS[0], HASHES[0]))
    assert still_right(step, [task(5)])
    assert not still_right(step, [ListedTask(5, "s:a", HASHES[1])])


def test_what_cannot_be_kept_apart_later_is_refused() -> None:
    with pytest.raises(ValueError, match="wanted twice: s:a"):
        plan([WANTED, WANTED], [])
    with pytest.raises(ValueError, match="'gpt' does not begin"):
        plan([replace(WANTED, predictions=(Prediction("gpt", HASHES[0]),))], [])
