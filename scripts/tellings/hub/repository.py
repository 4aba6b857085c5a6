"""One dataset repository on the Hub: every call, and each failure as one sentence."""

import contextlib
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from huggingface_hub import (
    CommitOperationAdd,
    CommitOperationDelete,
    HfApi,
    constants,
    get_token,
)
from huggingface_hub.errors import (
    HfHubHTTPError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.hf_api import RepoFile
from huggingface_hub.utils.tqdm import disable_progress_bars

from tellings import __version__
from tellings.hub.planning import Release, State, changed, stale
from tellings.store.release_files import CACHE
from tellings.store.writing import StoreError

_NETWORK: type[BaseException] = HfHubHTTPError.__bases__[0]
"""What the HTTP library under huggingface_hub raises: httpx in some versions, httpx2 in others."""
_KIND = "dataset"
_LOG_IN = "log in with `hf auth login`, or set HF_TOKEN to a token that may write"


class HubError(StoreError):
    """The Hub refused, or could not be reached; ``lost`` if the answer never arrived."""

    def __init__(self, message: str, lost: bool = False) -> None:
        super().__init__(message)
        self.lost = lost


@dataclass(frozen=True, slots=True)
class Account:
    """Whose token it is."""

    name: str
    owners: tuple[str, ...]
    read_only: bool


class Repository:
    """A dataset repository, there or not yet."""

    def __init__(self, name: str) -> None:
        endpoint = os.environ.get("HF_ENDPOINT") or None
        self.name = name
        self._api = HfApi(endpoint, library_name="tellings", library_version=__version__)
        if not sys.stderr.isatty():
            disable_progress_bars()

    @property
    def endpoint(self) -> str:
        """The address of the Hub."""
        return str(self._api.endpoint)

    @property
    def url(self) -> str:
        """The page of the repository."""
        return f"{self.endpoint}/datasets/{self.name}"

    @property
    def token(self) -> str | None:
        """The token that is set."""
        return get_token()

    def account(self) -> Account:
        """Whose token it is that is set.

        Raises:
            HubError: if there is none, the Hub does not know it, or it may only read.
        """
        if constants.HF_HUB_OFFLINE:
            raise HubError("HF_HUB_OFFLINE is set, and publishing needs the Hub; unset it")
        if not self.token:
            raise HubError(f"no token for {self.endpoint}: {_LOG_IN}")
        with self._told("asking whose token it is"):
            found = self._api.whoami()
        access = found.get("auth", {}).get("accessToken", {})
        owners = (found["name"], *(each["name"] for each in found.get("orgs", ())))
        return Account(found["name"], owners, access.get("role") == "read")

    def look(self, tag: str) -> State | None:
        """What the repository holds; None if there is none that this token can see.

        Raises:
            HubError: if the Hub does not say.
        """
        with self._told(f"looking at {self.name}"):
            try:
                info = self._api.dataset_info(self.name)
            except RepositoryNotFoundError:
                return None
            refs = self._api.list_repo_refs(self.name, repo_type=_KIND)
            tags = {each.name: each.target_commit for each in refs.tags}
            head = str(info.sha)
            tagged = self._files(tags[tag]) if tag in tags else None
            return State(bool(info.private), head, tags, self._files(head), tagged)

    def _files(self, commit: str) -> dict[str, str]:
        tree = self._api.list_repo_tree(self.name, recursive=True, revision=commit, repo_type=_KIND)
        files = [each for each in tree if isinstance(each, RepoFile)]
        return {each.path: each.lfs.sha256 if each.lfs else each.blob_id for each in files}

    def create(self, private: bool) -> None:
        """Make the repository.

        Raises:
            HubError: if the Hub refuses.
        """
        with self._told(f"creating {self.name}"):
            self._api.create_repo(self.name, repo_type=_KIND, private=private, exist_ok=True)

    def commit(self, release: Release, folder: Path, state: State) -> None:
        """Put a release on ``main`` in one commit, and take away what is not of it.

        Raises:
            HubError: if the Hub refuses, the card included; then nothing has changed.
        """
        add = [
            CommitOperationAdd(each.path, folder / each.path)
            for each in changed(release, state.files)
        ]
        remove = [CommitOperationDelete(path) for path in stale(release, state.files)]
        with self._told(f"sending the files to {self.name}"):
            self._api.create_commit(
                self.name,
                [*add, *remove],
                commit_message=f"Release {release.tag}",
                commit_description=f"Texts of the articles: {release.mode}.",
                repo_type=_KIND,
                parent_commit=state.head,
            )

    def tag(self, release: Release, commit: str) -> None:
        """Tag a commit with the data version.

        Raises:
            HubError: if the Hub refuses.
        """
        with self._told(f"tagging {self.name}"):
            self._api.create_tag(
                self.name,
                tag=release.tag,
                tag_message=f"Data version {release.version}",
                revision=commit,
                repo_type=_KIND,
            )

    def download(self, tag: str, folder: Path) -> None:
        """Read the published revision back into an empty folder, past every cache.

        Raises:
            HubError: if the Hub does not give it.
        """
        with self._told(f"reading {self.name} {tag} back"):
            self._api.snapshot_download(
                self.name,
                repo_type=_KIND,
                revision=tag,
                local_dir=folder,
                cache_dir=folder / CACHE,
            )

    @contextlib.contextmanager
    def _told(self, doing: str) -> Iterator[None]:
        """Turn whatever goes wrong into one sentence."""
        try:
            yield
        except OfflineModeIsEnabled as error:
            raise HubError("HF_HUB_OFFLINE is set, and the Hub is needed; unset it") from error
        except HfHubHTTPError as error:
            raise HubError(self._refusal(error, doing)) from error
        except (_NETWORK, OSError, RuntimeError) as error:
            cause = error.__cause__ or error
            if isinstance(cause, HfHubHTTPError):
                raise HubError(self._refusal(cause, doing)) from error
            reason = " ".join(str(cause).split()) or type(cause).__name__
            message = f"{doing}: no answer from {self.endpoint} ({reason})"
            raise HubError(message, lost=True) from error
        except ValueError as error:
            raise HubError(f"{doing}: {' '.join(str(error).split())}") from error

    def _refusal(self, error: HfHubHTTPError, doing: str) -> str:
        status = error.response.status_code
        said = error.server_message or f"HTTP {status}"
        match status:
            case 401:
                return f"{self.endpoint} does not accept the token; {_LOG_IN}"
            case 403:
                return f"the token has no right to write to {self.name} ({said})"
            case 404 if isinstance(error, RevisionNotFoundError):
                return f"{doing}: there is no such revision"
            case 404:
                return f"{self.name} is not on {self.endpoint}, or not for this token"
            case 409 | 412:
                return f"{doing}: somebody else has changed it meanwhile ({said}); run it again"
            case 429:
                return f"{doing}: {self.endpoint} asks for a pause; run it again later"
        return f"{doing}: {self.endpoint} answered {status}: {' '.join(said.split())}"
