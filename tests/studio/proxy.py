"""A proxy before a server that lets a test do something just before or after one call."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from tests.conftest import PATIENCE

Hook = Callable[[], bool]
"""Is called at the chosen moment; says whether the answer still reaches the client."""
Wanted = Callable[[str], bool]


def is_any(_call: str) -> bool:
    """Every call."""
    return True


def is_change(call: str) -> bool:
    """What changes something on the server."""
    return not call.startswith("GET")


def is_import(call: str) -> bool:
    """What sends tasks."""
    return call.endswith("/import")


@dataclass
class Proxy:
    """Forwards calls, and counts them.

    ``at`` is the number (from 1) of the call at which ``before`` or ``after`` is called, among
    those that are ``wanted``: how often a command looks depends on what else the server holds.
    """

    target: str
    url: str = ""
    at: int = 0
    wanted: Wanted = is_any
    before: Hook | None = None
    after: Hook | None = None
    calls: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def is_at(self, call: str) -> bool:
        """Count a call; whether it is the chosen one."""
        with self._lock:
            self.calls.append(call)
            return self.wanted(call) and sum(map(self.wanted, self.calls)) == self.at


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # closing waits for what is still being forwarded


@contextmanager
def proxy_before(target: str) -> Iterator[Proxy]:
    """A proxy before a server, on a free port; at the end no call is under way any more."""
    proxy = Proxy(target)
    with _Server(("127.0.0.1", 0), _handler(proxy)) as server:
        proxy.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield proxy
        finally:
            server.shutdown()
            thread.join()


def _handler(proxy: Proxy) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _forward(self) -> None:
            is_chosen = proxy.is_at(f"{self.command} {self.path.split('?')[0]}")
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if is_chosen and proxy.before is not None and not proxy.before():
                self.close_connection = True
                return
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOPS}
            try:
                answer = httpx.request(
                    self.command,
                    proxy.target + self.path,
                    headers=headers,
                    content=body,
                    timeout=PATIENCE,
                )
            except httpx.TransportError:
                self.close_connection = True
                return
            if is_chosen and proxy.after is not None and not proxy.after():
                self.close_connection = True
                return
            self._answer(answer)

        def _answer(self, answer: httpx.Response) -> None:
            try:
                self.send_response(answer.status_code)
                self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
                self.send_header("Content-Length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)
            except ConnectionError:  # the client was killed meanwhile, as tests want
                self.close_connection = True

        do_GET = do_POST = do_PATCH = do_DELETE = do_PUT = _forward  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


_HOPS = ("host", "content-length", "connection", "accept-encoding")
