"""A Hub on the loopback: takes what `huggingface_hub` sends, and has olah read it back.

It answers the calls of publishing as the client expects them, keeps what it is given in git
repositories, and passes reading on to olah. It can fail at any step on purpose. What it shows
is that our calls are right for the client, not that the Hub itself would accept them.
"""

import base64
import contextlib
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import yaml

from tests.conftest import PATIENCE
from tests.hub.repositories import Kept, RefusedError

STEPS = ("account", "look", "create", "card", "preupload", "batch", "upload", "commit", "tag")
"""What publishing asks for, in its order; ``read`` is everything olah answers."""

When = Literal["before", "after", "hold", "hold-after"]
_HOP_BY_HOP = {"connection", "transfer-encoding", "server", "date", "keep-alive"}


@dataclass
class Account:
    """Who a token belongs to, and what it may do."""

    name: str
    role: str = "write"
    orgs: tuple[str, ...] = ()


@dataclass
class Fault:
    """Something that goes wrong at a step.

    ``before``: the connection is cut before anything is done; ``after``: it is done, but the
    answer never arrives; ``hold``: nothing is done nor answered, and the line stays open until
    ``release`` is set; ``hold-after``: the same once it is done. With ``status`` that answer is
    given instead of a cut; with ``once`` it goes wrong only after that other step was asked for.
    """

    step: str
    when: When = "before"
    times: int = 1
    status: int | None = None
    once: str | None = None
    reached: threading.Event = field(default_factory=threading.Event)
    release: threading.Event = field(default_factory=threading.Event)


@dataclass
class Hub:
    """The state of the server: accounts, repositories, what was asked, what is to go wrong."""

    mirrors: Path
    reader: str
    url: str = ""
    accounts: dict[str, Account] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    before: dict[str, Callable[[], object]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def folder(self, name: str) -> Path:
        return self.mirrors / "datasets" / name

    def repository(self, name: str) -> Kept:
        return Kept(self.folder(name))

    def has(self, name: str) -> bool:
        return self.folder(name).is_dir()

    def fail(self, step: str, when: When = "before", **more: Any) -> Fault:
        """Have a step go wrong."""
        self.faults.append(Fault(step, when, **more))
        return self.faults[-1]

    def fault_at(self, step: str) -> Fault | None:
        with self.lock:
            for fault in self.faults:
                due = fault.once is None or fault.once in self.asked
                if fault.step == step and fault.times > 0 and due:
                    fault.times -= 1
                    return fault
        return None


class _CutError(Exception):
    """Close the connection without an answer."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Say nothing of clients that are killed."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    hub: Hub

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def do_PUT(self) -> None:
        self._answer()

    # One request ------------------------------------------------------------------------------

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        self.body = self.rfile.read(length)
        step, handle, parts = self._route()
        with self.hub.lock:
            self.hub.asked.append(step)
            happening = self.hub.before.pop(step, None)
        fault = self.hub.fault_at(step)
        if happening is not None:
            happening()
        try:
            self._go_wrong(fault, "before")
            try:
                status, headers, data = handle(*parts)
            except RefusedError as refusal:
                status, headers, data = self._refusal(refusal)
            self._go_wrong(fault, "after")
            self._send(status, headers, data)
        except (_CutError, BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _go_wrong(self, fault: Fault | None, when: When) -> None:
        if fault is None:
            return
        if fault.when == ("hold" if when == "before" else "hold-after"):
            fault.reached.set()
            fault.release.wait(PATIENCE)
            raise _CutError
        if fault.when == when and fault.status is not None:
            self._send(*self._refusal(RefusedError(fault.status, "something went wrong")))
            raise _CutError
        if fault.when == when:
            fault.reached.set()
            raise _CutError

    def _refusal(self, refusal: RefusedError) -> tuple[int, dict[str, str], bytes]:
        headers = {"X-Error-Message": refusal.message, "Content-Type": "application/json"}
        if refusal.code:
            headers["X-Error-Code"] = refusal.code
        return refusal.status, headers, json.dumps({"error": refusal.message}).encode()

    def _send(self, status: int, headers: dict[str, str], data: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "content-length" not in {name.lower() for name in headers}:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _json(self, value: Any) -> tuple[int, dict[str, str], bytes]:
        return 200, {"Content-Type": "application/json"}, json.dumps(value).encode()

    # Who asks, for what -----------------------------------------------------------------------

    def _route(self) -> tuple[str, Any, tuple[str, ...]]:
        path = self.path.partition("?")[0]
        for step, method, pattern, handle in _ROUTES:
            if method == self.command and (found := re.fullmatch(pattern, path)):
                return step, getattr(self, handle), found.groups()
        if found := re.fullmatch(r"(?:/api)?/datasets/([^/]+/[^/]+)(?:/.*)?", path):
            return "read", self._read, found.groups()
        return "unknown", self._unknown, ()

    def _account(self) -> Account | None:
        """Who asks; None without a token."""
        words = (self.headers.get("Authorization") or "").split()
        if not words:
            return None
        if words[-1] not in self.hub.accounts:
            raise RefusedError(401, "Invalid credentials in Authorization header")
        return self.hub.accounts[words[-1]]

    def _visible(self, name: str) -> Kept:
        account = self._account()
        if self.hub.has(name):
            kept = self.hub.repository(name)
            if not kept.private or (account and self._belongs(account, name)):
                return kept
        # Somebody without a token is not told whether a repository is missing or private.
        status = 401 if account is None else 404
        raise RefusedError(status, "Repository not found", "RepoNotFound")

    def _belongs(self, account: Account, name: str) -> bool:
        return name.partition("/")[0] in (account.name, *account.orgs)

    def _writable(self, name: str) -> Kept:
        kept = self._visible(name)
        self._may_write(name)
        return kept

    def _may_write(self, name: str) -> None:
        account = self._account()
        if account is None:
            raise RefusedError(401, "Invalid username or password.")
        if account.role != "write" or not self._belongs(account, name):
            raise RefusedError(403, "You don't have the required permissions to write here")

    # The answers ------------------------------------------------------------------------------

    def _unknown(self) -> Any:
        raise RefusedError(404, f"no such page: {self.command} {self.path}")

    def _who(self) -> Any:
        account = self._account()
        if account is None:
            raise RefusedError(401, "Invalid username or password.")
        access = {"type": "access_token", "accessToken": {"role": account.role}}
        orgs = [{"name": each} for each in account.orgs]
        return self._json({"type": "user", "name": account.name, "orgs": orgs, "auth": access})

    def _look(self, name: str) -> Any:
        kept = self._visible(name)
        self.path += "/revision/main"  # olah does not know which branch is the first
        _, _, data = self._read(name)
        return self._json({**json.loads(data), "private": kept.private})

    def _create(self) -> Any:
        asked = json.loads(self.body)
        account = self._account()
        owner = asked["organization"] or (account.name if account else "")
        name = f"{owner}/{asked['name']}"
        self._may_write(name)
        with self.hub.lock:
            if self.hub.has(name):
                raise RefusedError(409, "You already created this dataset repo")
            private = asked.get("private", False) or asked.get("visibility") == "private"
            Kept.made(self.hub.folder(name), private)
        return self._json({"url": f"{self.hub.url}/datasets/{name}", "name": name})

    def _card(self) -> Any:
        text = json.loads(self.body)["content"]
        found = re.match(r"---\n(.*?)\n---\n", text, re.S)
        meta = yaml.safe_load(found[1]) if found else None
        if not isinstance(meta, dict) or not isinstance(meta.get("license"), str):
            return 400, {}, json.dumps({"errors": [{"message": '"license" is required'}]}).encode()
        return self._json({"errors": [], "warnings": []})

    def _preupload(self, name: str) -> Any:
        kept = self._writable(name)
        files = []
        for each in json.loads(self.body)["files"]:
            mode = "lfs" if each["path"].endswith(".parquet") else "regular"
            oid = kept.oid_of(each["path"])
            files.append(
                {"path": each["path"], "uploadMode": mode, "shouldIgnore": False, "oid": oid}
            )
        return self._json({"files": files})

    def _batch(self, name: str) -> Any:
        kept = self._writable(name)
        objects = []
        for each in json.loads(self.body)["objects"]:
            entry = {"oid": each["oid"], "size": each["size"]}
            if not kept.object_path(each["oid"]).is_file():
                href = f"{self.hub.url}/upload/{name}/{each['oid']}"
                entry["actions"] = {"upload": {"href": href}}
            objects.append(entry)
        return self._json({"transfer": "basic", "objects": objects})

    def _upload(self, name: str, oid: str) -> Any:
        # As on the Hub, where the address itself is signed, the client sends no token here.
        self.hub.repository(name).keep_object(oid, self.body)
        return self._json({})

    def _commit(self, name: str) -> Any:
        kept = self._writable(name)
        lines = [json.loads(line) for line in self.body.splitlines()]
        with self.hub.lock:
            oid = kept.commit(lines, base64.b64decode)
        url = f"{self.hub.url}/datasets/{name}/commit/{oid}"
        return self._json({"commitUrl": url, "commitOid": oid})

    def _tag(self, name: str, revision: str) -> Any:
        kept = self._writable(name)
        tag = json.loads(self.body)["tag"]
        commit = kept.commit_of(revision)
        with self.hub.lock:
            if tag in kept.tags():
                raise RefusedError(409, "Tag reference exists already")
            kept.git("tag", tag, commit)
        return self._json({})

    def _read(self, name: str) -> Any:
        """What olah says, except about revisions: for a missing one it names the repository."""
        kept = self._visible(name)
        if found := re.search(r"/(?:revision|tree|resolve|paths-info)/([^/?]+)", self.path):
            kept.commit_of(found[1])
        path = re.sub(r"(/tree/[^/?]+)(\?|$)", r"\1/\2", self.path)  # olah wants the slash
        wanted = {"Content-Type": self.headers.get("Content-Type", "application/json")}
        if "Range" in self.headers:
            wanted["Range"] = self.headers["Range"]
        request = urllib.request.Request(
            self.hub.reader + path, self.body or None, wanted, method=self.command
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                data, headers, status = answer.read(), answer.headers, answer.status
        except urllib.error.HTTPError as error:
            data, headers, status = error.read(), error.headers, error.code
        kept_headers = {k: v for k, v in headers.items() if k.lower() not in _HOP_BY_HOP}
        return status, kept_headers, data


_NAME = r"([^/]+/[^/]+)"
_ROUTES = (
    ("account", "GET", r"/api/whoami-v2", "_who"),
    ("look", "GET", rf"/api/datasets/{_NAME}", "_look"),
    ("create", "POST", r"/api/repos/create", "_create"),
    ("card", "POST", r"/api/validate-yaml", "_card"),
    ("preupload", "POST", rf"/api/datasets/{_NAME}/preupload/main", "_preupload"),
    ("batch", "POST", rf"/datasets/{_NAME}\.git/info/lfs/objects/batch", "_batch"),
    ("upload", "PUT", rf"/upload/{_NAME}/([0-9a-f]{{64}})", "_upload"),
    ("commit", "POST", rf"/api/datasets/{_NAME}/commit/main", "_commit"),
    ("tag", "POST", rf"/api/datasets/{_NAME}/tag/([^/]+)", "_tag"),
)


@contextlib.contextmanager
def running(mirrors: Path, reader: str) -> Iterator[Hub]:
    """The Hub, on a free port, for as long as it is needed."""
    hub = Hub(mirrors, reader)
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = _Server(("127.0.0.1", 0), handler)
    hub.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        for fault in hub.faults:
            fault.release.set()
        server.shutdown()
        server.server_close()
        thread.join()
