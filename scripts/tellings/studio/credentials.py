"""The key to somebody's Label Studio server: from the environment or a file, never an argument."""

import base64
import binascii
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import httpx
import msgspec

from tellings.store.private import others_can_read, read_private
from tellings.studio.errors import Unauthorized

VARIABLES = ("TELLINGS_STUDIO_KEY", "LABEL_STUDIO_API_KEY")
"""Where a key is looked for, the first one first."""
_EARLY = 30.0
"""Seconds before its end at which an access token is renewed."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A key, and where it came from.

    Attributes:
        secret: the key itself; never printed.
        source: words for messages: which variable, which file.
        kind: ``legacy`` is sent as it is; a ``personal`` access token buys short-lived ones.
    """

    secret: str = field(repr=False)
    source: str
    kind: Literal["legacy", "personal"]


def credential(
    environment: Mapping[str, str],
    key_file: Path | None,
    warn: Callable[[str], None],
) -> Credential:
    """The key that a person gave us.

    Args:
        environment: the variables; ``TELLINGS_STUDIO_KEY`` goes before ``LABEL_STUDIO_API_KEY``.
        key_file: a file that holds nothing but the key; it goes before the variables.
        warn: is told if others can read the file.

    Raises:
        Unauthorized: if there is no key, or it cannot be one.
    """
    if key_file is not None:
        return _from_file(key_file, warn)
    for name in VARIABLES:
        if secret := environment.get(name, "").strip():
            return make_credential(secret, f"the variable {name}")
    raise Unauthorized(
        f"no key for the server: set {' or '.join(VARIABLES)}, or name a file with --key-file"
        " (in Label Studio: Account & Settings, Personal Access Token)"
    )


def _from_file(path: Path, warn: Callable[[str], None]) -> Credential:
    raw = read_private(path)
    if raw is None:
        raise Unauthorized(f"{path}: no such file")
    if others_can_read(path):
        warn(f"{path}: others on this machine can read the key; type: chmod 600 {path}")
    secret = raw.decode("utf-8", "replace").strip()
    if not secret:
        raise Unauthorized(f"{path}: holds no key")
    return make_credential(secret, str(path))


def make_credential(secret: str, source: str) -> Credential:
    """Tell the kinds of keys apart.

    Raises:
        Unauthorized: if it is a token that cannot serve as a key, or no key at all.
    """
    if not secret.isascii() or not secret.isprintable() or " " in secret:
        raise Unauthorized(f"{source}: holds something else than one key")
    if secret.count(".") not in (1, 2):
        return Credential(secret, source, "legacy")
    kind = _claims(secret).get("token_type")
    if kind == "access":
        raise Unauthorized(
            f"{source}: this is an access token, which lives five minutes;"
            " make a personal access token instead"
        )
    if secret.count(".") == 1:
        raise Unauthorized(
            f"{source}: this token is cut short, as Label Studio lists tokens;"
            " the whole one is shown only once, when it is made"
        )
    return Credential(secret, source, "personal")


def _claims(token: str) -> dict[str, object]:
    """What a JSON web token says of itself; nothing if it is none."""
    _, _, rest = token.partition(".")
    payload = rest.partition(".")[0]
    try:
        raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
        return msgspec.json.decode(raw, type=dict[str, object])
    except (binascii.Error, ValueError, msgspec.DecodeError):
        return {}


def ends_at(token: str) -> float:
    """When a token ends, in seconds since 1970; 0 if it does not say."""
    value = _claims(token).get("exp")
    return float(value) if isinstance(value, int | float) else 0.0


class LegacyKey(httpx.Auth):
    """Sends a legacy token with every call."""

    def __init__(self, credential: Credential) -> None:
        self._credential = credential

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign the request."""
        request.headers["Authorization"] = f"Token {self._credential.secret}"
        yield request


class NotRenewed(httpx.TransportError):
    """The server gave no access token, so the call itself was never sent."""


class PersonalKey(httpx.Auth):
    """Buys access tokens with a personal access token, and a new one whenever one has ended.

    A call refused for an ended token was not carried out, so it is sent once more, with a
    fresh one, whatever it does.
    """

    def __init__(self, credential: Credential, url: str) -> None:
        self._credential = credential
        self._place = f"{url}/api/token/refresh/"
        self._access = ""

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Sign the request with an access token that lives.

        Raises:
            Unauthorized: if the server no longer takes the personal access token.
            NotRenewed: if it fails to give an access token.
        """
        renewed = not self._access or ends_at(self._access) - _EARLY < time.time()
        if renewed:
            yield from self._renew(request)
        response = yield self._signed(request)
        if response.status_code == httpx.codes.UNAUTHORIZED and not renewed:
            yield from self._renew(request)
            yield self._signed(request)

    def _signed(self, request: httpx.Request) -> httpx.Request:
        request.headers["Authorization"] = f"Bearer {self._access}"
        return request

    def _renew(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        body, times = {"refresh": self._credential.secret}, request.extensions
        answer = yield httpx.Request("POST", self._place, json=body, extensions=times)
        answer.read()
        if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise Unauthorized(
                f"{answer.url.host} does not take the personal access token from"
                f" {self._credential.source}: it was revoked, has ended or is of another server"
            )
        try:
            self._access = msgspec.json.decode(answer.content, type=dict[str, str])["access"]
        except (msgspec.DecodeError, KeyError) as error:
            message = f"it gave no access token: status {answer.status_code}"
            raise NotRenewed(message, request=request) from error


def signing(credential: Credential, url: str) -> httpx.Auth:
    """What signs the calls to a server.

    Args:
        credential: the key.
        url: the server's address, without a slash at the end.
    """
    return LegacyKey(credential) if credential.kind == "legacy" else PersonalKey(credential, url)
