"""From a built dataset to the Hub: make the release, check it, publish it, read it back."""

import shlex
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tellings.findings import Finding, errors
from tellings.hub.planning import Release, State
from tellings.hub.publishing import Outcome, Wish, plan, publish, read_back
from tellings.hub.repository import HubError, Repository
from tellings.inspecting.inspecting import inspect, same_as_loaded
from tellings.publish.rights import refusal
from tellings.publish.terms import TextMode, mode_of
from tellings.release_folders import write_release
from tellings.store.loading import Loading
from tellings.store.release_files import address, copy_dataset, manifest_of, release_files

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published, where, and whom to tell and ask meanwhile."""

    name: str
    dataset: Path
    mode: str
    private: bool
    create: bool | None
    loading: bool
    dry_run: bool
    say: Say
    ask: Callable[[str], bool]
    checking: Say


@dataclass(frozen=True, slots=True)
class Report:
    """How it ended; without an outcome the release was not fit to be published, and was not."""

    release: Release
    findings: list[Finding]
    outcome: Outcome | None
    dry_run: bool

    @property
    def succeeded(self) -> bool:
        """Whether everything is as it should be."""
        return self.outcome is not None and not errors(self.findings)

    def as_json(self) -> dict[str, Any]:
        """The report as JSON."""
        assert self.outcome is not None
        files = [
            {"path": each.path, "bytes": each.bytes, "sha256": each.sha256}
            for each in self.release.files
        ]
        head = {"dry_run": self.dry_run, "version": self.release.version, "text": self.release.mode}
        findings = [each.as_json() for each in self.findings]
        return {**head, **asdict(self.outcome), "files": files, "findings": findings}

    def lines(self) -> list[str]:
        """The report for people."""
        done = self.outcome
        assert done is not None
        release, will = self.release, "would be " if self.dry_run else ""
        size = f"{len(release.files)} files, {release.size / 1e6:.1f} MB"
        lines = [f"{release.tag} with texts: {release.mode}; {size}"]
        if done.created:
            lines.append(f"{will}created: {done.repository}, {_seen_by(done)}")
        if done.committed:
            lines.append(f"{will}committed: {_changes(done)}")
        if done.tagged:
            lines.append(f"{will}tagged: {release.tag}")
        if not (done.committed or done.tagged):
            lines.append(f"{release.tag} is published already with this very content; no change")
        if not self.dry_run:
            lines.append(f"read back: {len(release.files)} files, all as they were sent")
            lines.append(f"{done.url}/tree/{release.tag}")
        return lines


def _seen_by(done: Outcome) -> str:
    return "private" if done.private else "public"


def _changes(done: Outcome) -> str:
    number = f"{len(done.sent)} files sent"
    return f"{number}, {len(done.removed)} removed" if done.removed else number


def published(order: Order) -> Report:
    """Publish a dataset, or with ``dry_run`` find out what that would do.

    Raises:
        StoreError: if it is refused, or a step fails.
    """
    manifest = manifest_of(order.dataset)
    refused = partial(refusal, manifest, order.mode)
    with tempfile.TemporaryDirectory(prefix="tellings-") as place:
        folder = Path(place) / "release"
        repository = Repository(order.name)
        state = _seen(order, repository, f"v{manifest['version']}")
        wish = Wish(order.private, _may_create(order, state), refused)
        _write_release(order.dataset, folder, TextMode(order.mode))
        address(folder, order.name, f"v{manifest['version']}")
        release = Release(manifest["version"], order.mode, release_files(folder))
        work = _Work(order, repository, release, folder, state, wish)
        return work.planned() if order.dry_run else work.published(Path(place) / "back")


def _write_release(dataset: Path, out: Path, mode: TextMode) -> None:
    """The release of a built dataset; a release that was made before is taken as it is."""
    if mode_of(manifest_of(dataset)) is mode is not TextMode.FULL:
        copy_dataset(dataset, out)
    else:
        write_release(dataset, out, mode)


def _seen(order: Order, repository: Repository, tag: str) -> State | None:
    """What the repository holds; for a token that may write, unless nothing is to be written."""
    if not order.dry_run:
        account = repository.account()
        if account.read_only:
            raise HubError(f"the token of {account.name} may only read; make one that may write")
        owner = order.name.partition("/")[0]
        if owner not in account.owners:
            order.say(f"{account.name} is not known to be a member of {owner}; trying all the same")
        return repository.look(tag)
    try:
        return repository.look(tag)
    except HubError as error:
        raise HubError(f"{error}; {_without_the_hub(order)}", error.lost) from error


def _without_the_hub(order: Order) -> str:
    """What to type to see what would be sent where no Hub can be reached."""
    dataset = shlex.quote(str(order.dataset))
    said = "to see without the Hub what would be sent, type:"
    if mode_of(manifest_of(order.dataset)) is not TextMode.FULL:
        return f"{said} tellings publish check {dataset}"
    make = f"tellings publish release --text {order.mode} --dataset {dataset} --out DIR"
    return f"{said} {make} && tellings publish check DIR"


def _may_create(order: Order, state: State | None) -> bool:
    if state is not None or order.create is not None or order.dry_run:
        return order.create is not False
    kind = "private" if order.private else "public"
    return order.ask(f"There is no dataset {order.name} yet. Create it, {kind}?")


@dataclass(frozen=True, slots=True)
class _Work:
    """One release on its way."""

    order: Order
    repository: Repository
    release: Release
    folder: Path
    state: State | None
    wish: Wish

    def planned(self) -> Report:
        """What publishing would do."""
        outcome = plan(self.release, self.repository, self.state, self.wish)
        return Report(self.release, self._findings(), outcome, dry_run=True)

    def published(self, back: Path) -> Report:
        """Check, publish, read back."""
        plan(
            self.release, self.repository, self.state, self.wish
        )  # refused early, before the long check
        findings = self._findings()
        if errors(findings):
            return Report(self.release, findings, None, dry_run=False)
        outcome = publish(
            self.release, self.folder, self.repository, self.state, self.wish, self.order.say
        )
        read_back(self.release, self.repository, back)
        findings += self._loaded_back(outcome)
        return Report(self.release, findings, outcome, dry_run=False)

    def _findings(self) -> list[Finding]:
        return inspect(self.folder, self.order.checking, self.order.loading)

    def _loaded_back(self, outcome: Outcome) -> list[Finding]:
        """What `datasets` gives of the published revision, against the rows that were sent."""
        if not self.order.loading:
            return []
        self.order.checking("every config of the published revision, through datasets")
        token = self.repository.token if outcome.private else None
        loading = Loading(self.order.name, self.release.tag, token)
        return same_as_loaded(self.folder, loading)
