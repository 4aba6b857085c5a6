"""Calls over HTTP to a Label Studio server: signed, patient, and never blindly sent again."""

import http.cookiejar
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import orjson

from tellings.studio.credentials import Credential, NotRenewed, signing
from tellings.studio.errors import (
    Conflict,
    NotFound,
    Refused,
    ServerError,
    Unauthorized,
    Uncertain,
    Unreachable,
)

LOCAL = ("127.0.0.1", "localhost", "::1")
ATTEMPTS = 6
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 8.0
_LOCKED = "database is locked", "database-is-locked"
_BUSY = (429, 502, 503, 504)
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, NotRenewed)
_TIMES = httpx.Timeout(connect=10, read=600, write=120, pool=600)
"""Seconds. Reading is long: an import or export of many tasks is answered when it is done."""

Params = Mapping[str, str | int | Sequence[int]]


class Transport:
    """One server as HTTP sees it.

    A call that is safe to repeat is repeated, after growing pauses, when nothing answers, the
    database is locked or the server is busy. Any other call is repeated only if it was
    certainly not carried out; else it ends in ``Uncertain``.
    """

    def __init__(
        self,
        url: str,
        credential: Credential,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Take hold of a server; nothing is sent yet.

        Args:
            url: its address, with or without a path; ``https://`` unless it is this machine.
            credential: the key.
            sleep: waits some seconds.
        """
        self.url = clean_url(url)
        self._source = credential.source
        self.sleep = sleep
        self._client = httpx.Client(
            auth=signing(credential, self.url),
            cookies=http.cookiejar.CookieJar(
                http.cookiejar.DefaultCookiePolicy(allowed_domains=[])
            ),
            timeout=_TIMES,
            trust_env=urlsplit(self.url).hostname not in LOCAL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(self, path: str, params: Params | None = None) -> Any:
        """Read something: always safe to repeat."""
        return self.call("GET", path, params=params, repeatable=True)

    def call(
        self,
        method: str,
        path: str,
        *,
        params: Params | None = None,
        body: object = None,
        repeatable: bool = False,
    ) -> Any:
        """Send a call and return what the answer holds, None if it is empty.

        Args:
            method: GET, POST, PATCH or DELETE.
            path: below the server's address, beginning with a slash.
            params: what goes behind the question mark.
            body: sent as JSON.
            repeatable: doing it twice does no more than doing it once.

        Raises:
            Unauthorized, NotFound, Refused, Conflict: as the server says; nothing was done.
            Unreachable: if nothing answers.
            Uncertain: if it may have been done or not; never for what is repeatable.
            ServerError: if the server fails otherwise.
        """
        response = self._patiently(
            lambda: self._client.request(method, self.url + path, params=params, **_content(body)),
            f"{method} {path}",
            repeatable,
        )
        return self._content_of(response)

    @contextmanager
    def stream(self, path: str, params: Params) -> Iterator[Iterator[bytes]]:
        """Read a long answer piece by piece, as it comes.

        Raises:
            the errors of ``call``; ``ServerError`` also if the answer breaks off.
        """
        request = self._client.build_request("GET", self.url + path, params=params)
        response = self._patiently(
            lambda: _read_if_error(self._client.send(request, stream=True)),
            f"GET {path}",
            repeatable=True,
        )
        try:
            yield response.iter_bytes()
        except httpx.TransportError as error:
            raise ServerError(f"{self.url}: the answer broke off ({error})") from error
        finally:
            response.close()

    def _patiently(
        self, send: Callable[[], httpx.Response], what: str, repeatable: bool
    ) -> httpx.Response:
        for attempt in range(ATTEMPTS):
            last = attempt == ATTEMPTS - 1
            try:
                response = send()
            except _NEVER_SENT as error:
                if last:
                    raise Unreachable(f"{self.url} does not answer ({error})") from error
            except httpx.TransportError as error:
                if not repeatable:
                    raise Uncertain(_uncertain(self.url, what, str(error))) from error
                if last:
                    raise ServerError(f"{self.url} gives no answer to {what} ({error})") from error
            else:
                if last or not _again(response, repeatable):
                    return self._checked(response, what, repeatable)
            self.sleep(_pause(attempt))
        raise AssertionError("the last attempt returns or raises")

    def _checked(self, response: httpx.Response, what: str, repeatable: bool) -> httpx.Response:
        if response.is_success:
            return response
        says = detail(response)
        if response.is_redirect:
            place = response.headers.get("location", "elsewhere")
            raise ServerError(f"{self.url} sends us on to {place}; name that address with --url")
        if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
            if repeatable:
                raise ServerError(f"{self.url} failed at {what}: {says}")
            raise Uncertain(_uncertain(self.url, what, says))
        raise self._refusal(response.status_code, what, says)

    def _refusal(self, status: int, what: str, says: str) -> ServerError:
        if status == httpx.codes.UNAUTHORIZED:
            return Unauthorized(f"{self.url} does not take the key from {self._source}: {says}")
        if status == httpx.codes.FORBIDDEN:
            return Unauthorized(f"{self.url} does not allow {what} to the owner of the key: {says}")
        if status == httpx.codes.NOT_FOUND:
            return NotFound(f"{self.url} knows no {what.partition(' ')[2]}: {says}")
        if status == httpx.codes.CONFLICT:
            return Conflict(f"{self.url}: {says}")
        return Refused(f"{self.url} refused {what}: {says}")

    def _content_of(self, response: httpx.Response) -> Any:
        if not response.content:
            return None
        try:
            return orjson.loads(response.content)
        except orjson.JSONDecodeError as error:
            raise ServerError(f"{self.url} does not answer as a Label Studio does") from error


def clean_url(url: str) -> str:
    """An address as we use it: no slash at the end.

    Raises:
        ServerError: if it is no address.

    >>> clean_url("https://studio.example.org/ls/")
    'https://studio.example.org/ls'
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ServerError(f"{url!r} is no address of a server; give one with http:// or https://")
    if parts.username or parts.password:
        raise ServerError("the address holds a password; give the key by variable or --key-file")
    return url.partition("?")[0].partition("#")[0].rstrip("/")


def is_exposed(url: str) -> bool:
    """Whether a key sent there can be read on the way: plain HTTP to another machine.

    >>> is_exposed("http://studio.example.org"), is_exposed("http://127.0.0.1:8080")
    (True, False)
    """
    parts = urlsplit(url)
    return parts.scheme == "http" and parts.hostname not in LOCAL


def _content(body: object) -> dict[str, Any]:
    if body is None:
        return {}
    return {"content": orjson.dumps(body), "headers": {"Content-Type": "application/json"}}


def _read_if_error(response: httpx.Response) -> httpx.Response:
    if not response.is_success:
        response.read()
        response.close()
    return response


def _again(response: httpx.Response, repeatable: bool) -> bool:
    """Whether the same call may and should be sent once more."""
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        return True  # it was turned away at the door
    if not repeatable or response.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
        return False
    return response.status_code in _BUSY or any(word in response.text for word in _LOCKED)


def _pause(attempt: int) -> float:
    """Seconds to wait: doubling, and spread so that callers do not meet again."""
    longest = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2.0**attempt)
    return longest * random.uniform(0.5, 1)  # noqa: S311


def _uncertain(url: str, what: str, why: str) -> str:
    return f"{url}: whether {what} was carried out is not known ({why}); look before trying again"


def detail(response: httpx.Response) -> str:
    """What an answer says is wrong, in one line."""
    try:
        said = orjson.loads(response.content)
    except orjson.JSONDecodeError:
        return f"status {response.status_code}"
    if not isinstance(said, dict):
        return str(said)
    faults = said.get("validation_errors") or said.get("detail") or said
    if isinstance(faults, dict):
        faults = "; ".join(_fault(name, each) for name, each in faults.items())
    return " ".join(str(faults).split())


def _fault(name: str, said: object) -> str:
    words = ", ".join(map(str, said)) if isinstance(said, list) else str(said)
    return words if name == "non_field_errors" else f"{name}: {words}"
