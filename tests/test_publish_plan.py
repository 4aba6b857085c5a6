"""What is still to be done, from any state: always to the tag, and nothing is done twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.hub.planning import HUBS_OWN, Release, State, changed, next_step, stale
from tellings.publish.addressing import addressed
from tellings.publish.rights import refusal
from tellings.store.release_files import ReleaseFile
from tellings.store.writing import StoreError

NAMES = st.sampled_from(["README.md", "croissant.json", "data/a.parquet", "data/b.parquet"])
CONTENTS = st.sampled_from(["1", "2", "3"])
FILES = st.dictionaries(NAMES, CONTENTS)


def release_of(files: dict[str, str], version: str = "1.2.0") -> Release:
    listed = (
        ReleaseFile(path, 1, f"sha256-{each}", f"sha1-{each}") for path, each in files.items()
    )
    return Release(version, "quotes", tuple(listed))


def held(files: dict[str, str]) -> dict[str, str]:
    """Files as the Hub names them: tables by SHA-256, others by the SHA-1 of their blob."""
    known = {p: f"{'sha256' if p.startswith('data') else 'sha1'}-{e}" for p, e in files.items()}
    return {HUBS_OWN: "sha1-0", **known}


@given(FILES.filter(bool), FILES)
def test_from_any_state_a_commit_and_a_tag_at_most(
    files: dict[str, str], there: dict[str, str]
) -> None:
    release, steps = release_of(files), []
    state = State(False, "head", {}, held(there), None)
    while (step := next_step(release, state)) != "nothing":
        steps.append(step)
        if step == "commit":
            sent = {each.path for each in changed(release, state.files)}
            kept = {p: e for p, e in state.files.items() if p not in stale(release, state.files)}
            new = kept | {p: e for p, e in held(files).items() if p in sent}
            state = State(False, "new", {}, new, None)
        else:
            state = State(False, "new", {"v1.2.0": "new"}, state.files, state.files)
    assert steps == (["tag"] if there == files else ["commit", "tag"])
    assert state.files == held(files)


@given(FILES.filter(bool), FILES.filter(bool))
def test_a_tag_is_the_release_or_refused(files: dict[str, str], there: dict[str, str]) -> None:
    state = State(False, "head", {"v1.2.0": "head"}, held({}), held(there))
    if files == there:
        assert next_step(release_of(files), state) == "nothing"
    else:
        with pytest.raises(StoreError, match=r"v1\.2\.0 is published already with other content"):
            next_step(release_of(files), state)


@pytest.mark.parametrize(
    ("tags", "refused"),
    [
        (["v1.10.0"], True),
        (["v1.2.1", "draft"], True),
        (["v1.1.9", "latest", "v9", "v2.x.0", "v²·0·0"], False),
    ],
)
def test_only_a_later_version_stands_in_the_way(tags: list[str], refused: bool) -> None:
    state = State(False, "head", dict.fromkeys(tags, "old"), {}, None)
    release = release_of({"README.md": "1"})
    if refused:
        with pytest.raises(StoreError, match="is published already, and v1"):
            next_step(release, state)
    else:
        assert next_step(release, state) == "commit"


@pytest.mark.parametrize(
    ("mode", "private", "declared", "refused"),
    [
        ("full", False, False, True),
        ("full", False, True, False),
        ("full", True, False, False),
        ("quotes", False, False, False),
        ("none", False, False, False),
    ],
)
def test_full_texts_go_out_to_few_or_by_licence(
    mode: str, private: bool, declared: bool, refused: bool
) -> None:
    manifest = {"text_license": {"license": "CC0-1.0"}} if declared else {}
    assert (refusal(manifest, mode, private) is not None) is refused


def test_only_code_that_names_the_folder_is_addressed() -> None:
    said = 'The dataset is a "dataset". load_dataset("other/set")'
    assert addressed(said, "a/b", "v1.0.0") == said
