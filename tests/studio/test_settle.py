"""Conflicts settled by a person: both ways, for good, and also where it was cut short."""

import json
from pathlib import Path
from typing import Any

import pytest

from tellings.store.pulled import Bases
from tellings.studio import settling
from tellings.studio.conflicts import Choice
from tests.conftest import edit, snapshot
from tests.studio.stories import Story, story
from tests.studio.test_sacred import own_file, with_label

__all__ = ["story"]

JSON = dict[str, Any]
HEADLINE = "Harbour tunnel to open a year late"


@pytest.fixture
def conflicted(story: Story) -> Story:
    """Two conflicts: over the label of the claim, and over the kind of the quotation."""
    story.push()
    made = story.annotate("gazette")
    assert story.pull().status == 0
    edit(own_file(story), '"label": "checkable_claim"', '"label": "judgement"')
    edit(own_file(story), '"quote_type": "direct"', '"quote_type": "indirect"')
    changed = [
        {**each, "value": {**each["value"], "choices": ["mixed"]}}
        if each.get("from_name") == "attribution.quote_type"
        else each
        for each in with_label(made["result"], HEADLINE, "claim", "prediction")
    ]
    story.server.update_annotation(made["id"], result=changed)
    assert story.pull().status == 1
    return story


def settle(story: Story, *words: str) -> Any:
    return story.project.call("studio", "settle", story.name, "annotator-1", *words)


def values(story: Story) -> tuple[str, str]:
    """The label of the claim and the kind of the quotation."""
    records = story.records("annotator-1", "gazette")
    claim = records[f"{story.name}:gazette:span:001"]
    return claim["label"], records[f"{story.name}:gazette:attribution:001"]["quote_type"]


def test_conflicts_are_listed_with_words_and_both_versions(conflicted: Story) -> None:
    done = settle(conflicted)
    assert done.status == 0
    assert f"span:001 “{HEADLINE}” label: both sides changed it" in done.out
    assert "ours:   layer claim, label judgement" in done.out
    assert "theirs: layer claim, label prediction" in done.out
    listed = json.loads(settle(conflicted, "--json").out)
    assert [each["field"] for each in listed] == ["quote_type", "label"]


@pytest.mark.parametrize(
    ("side", "expected"),
    [("--ours", ("judgement", "indirect")), ("--theirs", ("prediction", "mixed"))],
)
def test_settled_either_way_and_no_pull_asks_again(
    conflicted: Story, side: str, expected: tuple[str, str]
) -> None:
    done = settle(conflicted, side)
    assert (done.status, done.out) == (0, "2 settled, 0 open\n"), done.err
    assert values(conflicted) == expected
    again = conflicted.pull()
    assert again.status == 0, again.err
    assert values(conflicted) == expected
    assert "has no open conflict" in settle(conflicted).out
    assert settle(conflicted, side).out == "0 settled, 0 open\n"
    assert conflicted.project.call("validate").status == 0


def test_one_is_settled_and_the_other_stays_open(conflicted: Story) -> None:
    done = settle(conflicted, "gazette:span:001:label", "--theirs")
    assert done.out == "1 settled, 1 open\n", done.err
    assert values(conflicted) == ("prediction", "indirect")
    assert conflicted.pull().status == 1
    assert settle(conflicted, "gazette:attribution:001", "--ours").out == "1 settled, 0 open\n"
    assert conflicted.pull().status == 0
    assert values(conflicted) == ("prediction", "indirect")


@pytest.mark.parametrize(("side", "status"), [("--theirs", 0), ("--ours", 1)])
def test_a_change_there_after_it_was_settled_is_a_change_like_any(
    conflicted: Story, side: str, status: int
) -> None:
    assert settle(conflicted, side).status == 0
    (work,) = conflicted.task("gazette")["annotations"]
    later = with_label(work["result"], HEADLINE, "claim", "checkable_claim")
    conflicted.server.update_annotation(work["id"], result=later)
    done = conflicted.pull()
    assert done.status == status, done.err
    assert values(conflicted)[0] == ("judgement" if status else "checkable_claim")


def test_seeds_that_changed_since_are_left_alone(conflicted: Story) -> None:
    edit(own_file(conflicted), '"label": "judgement"', '"label": "checkable_claim"')
    before = snapshot(conflicted.folder)
    done = settle(conflicted, "gazette:span:001", "--theirs")
    assert done.status == 1
    assert "the seeds have changed since the conflict was found" in done.err
    assert snapshot(conflicted.folder) == before


@pytest.mark.parametrize("side", ["--ours", "--theirs"])
@pytest.mark.parametrize("step", ["bases", "list"])
def test_cut_short_the_same_call_goes_on(
    conflicted: Story, monkeypatch: pytest.MonkeyPatch, side: str, step: str
) -> None:
    class KilledError(BaseException):
        """As if the power had gone."""

    def killed(*_: Any) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        if step == "bases":
            patch.setattr(Bases, "put", killed)
        else:
            patch.setattr(settling, "keep_conflicts", killed)
        with pytest.raises(KilledError):
            settle_directly(conflicted, side)
    done = settle(conflicted, side)
    assert (done.status, done.out) == (0, "2 settled, 0 open\n"), done.err
    expected = {"--ours": ("judgement", "indirect"), "--theirs": ("prediction", "mixed")}[side]
    assert values(conflicted) == expected
    assert conflicted.pull().status == 0
    assert values(conflicted) == expected


def settle_directly(story: Story, side: str) -> None:
    from tellings.studio.delivering import listed_conflicts
    from tellings.studio.sessions import desk

    folder: Path = story.state
    found = listed_conflicts(folder, story.name, "annotator-1")
    choice: Choice = "ours" if side == "--ours" else "theirs"
    settling.settle_all(desk(story.project.seeds, story.name), "annotator-1", folder, found, choice)


def test_what_is_asked_for_wrongly_is_told(conflicted: Story) -> None:
    assert settle(conflicted, "--ours", "--theirs").status == 2
    done = settle(conflicted, "gazette:span:002", "--ours")
    assert done.status == 1
    assert "there is no open conflict" in done.err
    done = conflicted.project.call("studio", "settle", conflicted.name, "annotator-7")
    assert "has no pass 'annotator-7'" in done.err
