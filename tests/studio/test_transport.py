"""What is sent again and what never is, against a small real server that misbehaves on order."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tellings.store.writing import StoreError
from tellings.studio.client import Server
from tellings.studio.credentials import make_credential
from tellings.studio.errors import (
    NotFound,
    Refused,
    ServerError,
    Unauthorized,
    Uncertain,
    Unreachable,
)
from tellings.studio.transport import ATTEMPTS, Transport, clean_url

Answer = tuple[int, dict[str, Any]]
"""A status, and what the body holds."""

LOCKED: Answer = 500, {"detail": "database is locked"}
BROKEN: Answer = 500, {"detail": "boom"}
FINE: Answer = 200, {"release": "1.23.2"}
HANG_UP: Answer = 0, {}
"""Takes the whole call, then closes the connection without an answer."""


class Script(ThreadingHTTPServer):
    """Gives its answers one after the other, and notes what was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.asked, self.cookies = answers, [], []  # type: ignore[var-annotated]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Script

    def answer(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.asked.append(f"{self.command} {self.path}")
        self.server.cookies.append(self.headers.get("Cookie"))
        status, body = self.server.answers.pop(0)
        if not status:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        raw = body["raw"].encode() if "raw" in body else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Set-Cookie", "sessionid=theirs")
        if "to" in body:
            self.send_header("Location", body["to"])
        self.send_header("Content-Length", str(len(raw) + int(body.get("missing", 0))))
        self.end_headers()
        self.wfile.write(raw)

    do_GET = do_POST = do_PATCH = do_DELETE = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


@contextmanager
def scripted(*answers: Answer) -> Iterator[tuple[Script, Transport, list[float]]]:
    paused: list[float] = []
    with Script(list(answers)) as script:
        serving = threading.Thread(target=script.serve_forever, args=(0.01,))
        serving.start()
        try:
            with Transport(script.url, make_credential("k" * 40, "a test"), paused.append) as http:
                yield script, http, paused
        finally:
            script.shutdown()
            serving.join()


@pytest.mark.parametrize("trouble", [LOCKED, HANG_UP, (503, {}), (429, {})])
def test_what_is_safe_is_sent_again_after_growing_pauses(trouble: Answer) -> None:
    with scripted(trouble, trouble, trouble, FINE) as (script, http, paused):
        assert http.get("/api/version") == FINE[1]
    assert script.asked == ["GET /api/version"] * 4
    assert len(paused) == 3
    assert all(0.25 * 2**at / 2 <= pause <= 0.25 * 2**at for at, pause in enumerate(paused))


@pytest.mark.parametrize("trouble", [LOCKED, BROKEN, HANG_UP, (503, {}), (502, {})])
def test_what_is_not_safe_is_sent_once(trouble: Answer) -> None:
    with scripted(trouble, FINE) as (script, http, paused):
        with pytest.raises(Uncertain, match="POST /api/projects/1/import was carried out is not"):
            http.call("POST", "/api/projects/1/import", body=[{}])
        assert script.asked == ["POST /api/projects/1/import"]
        assert paused == []


def test_a_call_turned_away_at_the_door_is_sent_again() -> None:
    with scripted((429, {}), FINE) as (script, http, _):
        http.call("POST", "/api/projects/", body={})
        assert len(script.asked) == 2


def test_patience_ends() -> None:
    with (
        scripted(*[LOCKED] * ATTEMPTS) as (script, http, _),
        pytest.raises(ServerError, match="failed at GET /api/version: database is locked"),
    ):
        http.get("/api/version")
    assert len(script.asked) == ATTEMPTS


def test_a_fault_of_the_server_that_stays_is_not_tried_again() -> None:
    with scripted(BROKEN) as (script, http, _), pytest.raises(ServerError, match="boom"):
        http.get("/api/version")
    assert len(script.asked) == 1


def test_a_server_that_is_gone_is_unreachable_for_any_call() -> None:
    paused: list[float] = []
    key = make_credential("k", "a test")
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))  # nobody else gets the port, and nobody answers there
        url = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        http = Transport(url, key, paused.append)
        for method in ("GET", "POST"):
            with pytest.raises(Unreachable, match="does not answer"):
                http.call(method, "/api/projects/")
        http.close()
    assert len(paused) == 2 * (ATTEMPTS - 1)


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        ((401, {"detail": "Invalid token."}), Unauthorized, "key from a test: Invalid token"),
        ((403, {"detail": "No."}), Unauthorized, "does not allow GET /x to the owner"),
        ((404, {"detail": "No task."}), NotFound, "knows no /x: No task"),
        ((400, {"validation_errors": {"title": ["Too short."]}}), Refused, "title: Too short"),
        ((302, {"to": "https://elsewhere.example/"}), ServerError, "elsewhere.example"),
        ((200, {"raw": "<html>"}), ServerError, "does not answer as a Label Studio does"),
    ],
)
def test_every_refusal_has_its_kind_and_words(
    answer: Answer, kind: type[StoreError], words: str
) -> None:
    with scripted(answer) as (_, http, _pauses), pytest.raises(kind, match=words) as refusal:
        http.get("/x")
    assert type(refusal.value) is kind
    assert "kkkk" not in str(refusal.value)


def test_no_cookie_is_kept() -> None:
    with scripted(FINE, FINE) as (script, http, _):
        http.get("/a")
        http.get("/b")
    assert script.cookies == [None, None]


def test_an_export_that_breaks_off_leaves_no_file(tmp_path: Path) -> None:
    done = 201, {"id": "7", "status": "completed"}
    half = 200, {"raw": '[{"id": 1', "missing": "100"}
    with (
        scripted(done, half, (204, {"raw": ""})) as (script, http, _),
        pytest.raises(ServerError, match="broke off"),
    ):
        Server(http).export(3, tmp_path / "export.json")
    assert script.asked[-1] == "DELETE /api/projects/3/exports/7"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["studio.example.org", "ftp://a", "http://", "https://me:pw@a/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ServerError, match="address"):
        clean_url(url)
