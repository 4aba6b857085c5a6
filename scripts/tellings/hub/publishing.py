"""Publishing a release: step by step towards the tag, each step from what the Hub holds now.

Every step is taken after a look at the repository and only if it is still missing. So a run
that was cut anywhere is finished by the next one, and one more run changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tellings.hub.planning import Release, State, changed, next_step, stale
from tellings.hub.repository import HubError, Repository
from tellings.store.release_files import release_files
from tellings.store.writing import StoreError

Say = Callable[[str], None]
_STEPS = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked for besides the release."""

    private: bool
    create: bool
    refusal: Callable[[bool], str | None]
    """Why the release must not be published, given whether the repository is private."""


@dataclass(slots=True)
class Outcome:
    """What was done, or with ``--dry-run`` would be."""

    repository: str
    url: str
    tag: str
    private: bool
    created: bool = False
    committed: bool = False
    tagged: bool = False
    commit: str | None = None
    sent: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def plan(release: Release, repository: Repository, state: State | None, wish: Wish) -> Outcome:
    """What publishing would do, without doing it.

    Raises:
        StoreError: if it would be refused.
    """
    _refuse(state, wish, repository.name)
    step = "commit" if state is None else next_step(release, state)
    found = {} if state is None else state.files
    return Outcome(
        repository.name,
        repository.url,
        release.tag,
        private=wish.private if state is None else state.private,
        created=state is None,
        committed=step == "commit",
        tagged=step != "nothing",
        commit=None if state is None or step == "commit" else state.tags.get(release.tag),
        sent=[each.path for each in changed(release, found)] if step == "commit" else [],
        removed=stale(release, found) if step == "commit" else [],
    )


def publish(
    release: Release,
    folder: Path,
    repository: Repository,
    state: State | None,
    wish: Wish,
    say: Say,
) -> Outcome:
    """Bring a repository to hold a release under its tag.

    Args:
        release: the files that are to be there.
        folder: where they are now.
        repository: where they are to be.
        state: what it holds; None if it is still to be made.
        wish: what the user asked for besides.
        say: told what takes its time.

    Raises:
        StoreError: if it is refused, or a step fails; the message says what stands by then.
    """
    created = state is None
    _refuse(state, wish, repository.name)
    if state is None:
        state = _created(release, repository, wish, say)
    outcome = Outcome(repository.name, repository.url, release.tag, state.private, created)
    for _ in range(_STEPS):
        step = next_step(release, state)
        if step == "nothing":
            outcome.commit = state.tags[release.tag]
            return outcome
        if step == "commit":
            outcome.sent = [each.path for each in changed(release, state.files)]
            outcome.removed = stale(release, state.files)
            say(f"sending {len(outcome.sent)} files to {repository.name}")
        state = _taken(step, release, folder, repository, state)
        outcome.committed |= step == "commit"
        outcome.tagged |= step == "tag"
    raise HubError(f"{repository.name} keeps changing; run it again when nobody else publishes")


def _created(release: Release, repository: Repository, wish: Wish, say: Say) -> State:
    """Make the repository; what it holds then."""
    say(f"creating {repository.name}, {'private' if wish.private else 'public'}")
    repository.create(wish.private)
    state = repository.look(release.tag)
    if state is None:
        raise HubError(f"{repository.name} was created, and is not there; run it again")
    _refuse(state, wish, repository.name)
    return state


def _refuse(state: State | None, wish: Wish, name: str) -> None:
    if state is None and not wish.create:
        raise HubError(f"there is no dataset {name}, and it is not to be made")
    if state is not None and wish.private and not state.private:
        raise HubError(
            f"{name} is there and public, so --private is refused;"
            " make it private in its settings, or leave --private out"
        )
    if problem := wish.refusal(wish.private if state is None else state.private):
        raise StoreError(problem)


def _taken(
    step: str, release: Release, folder: Path, repository: Repository, state: State
) -> State:
    """Take a step; the state after it.

    Where the answer never arrived, the repository tells whether the step was taken.
    """
    try:
        if step == "commit":
            repository.commit(release, folder, state)
        else:
            repository.tag(release, state.head)
    except HubError as error:
        if error.lost and (after := _seen(repository, release)) and _done(step, release, after):
            return after
        raise HubError(f"{error}; {_standing(step, release, error)}") from error
    after = repository.look(release.tag)
    if after is None:
        raise HubError(f"{repository.name} is gone; run it again")
    return after


def _seen(repository: Repository, release: Release) -> State | None:
    try:
        return repository.look(release.tag)
    except HubError:
        return None  # the error that led here is the one to tell


def _done(step: str, release: Release, state: State) -> bool:
    return state.holds(release) if step == "commit" else release.tag in state.tags


def _standing(step: str, release: Release, error: HubError) -> str:
    """What the repository holds after a failed step, and how to go on."""
    if step == "tag":
        there = f"the files are there, the tag {release.tag} is not"
    elif error.lost:
        there = "either all of the release arrived or nothing of it"
    else:
        there = "nothing of the release is there"
    return f"{there}; the same command again finishes it"


def read_back(release: Release, repository: Repository, folder: Path) -> None:
    """Download the published revision, and compare every hash with what was sent.

    Raises:
        StoreError: if a file is missing, is another one, or is one too many.
    """
    repository.download(release.tag, folder)
    found = {each.path: each.sha256 for each in release_files(folder)}
    wrong = [each.path for each in changed(release, found)] + stale(release, found)
    if wrong:
        raise StoreError(
            f"{repository.name} {release.tag} is published, but came back otherwise than it was"
            f" sent: {', '.join(wrong[:5])}"
        )
