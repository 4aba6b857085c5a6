"""A proxy before a server that lets a test do something just before or after one call."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

Hook = Callable[[], bool]
"""Is called at the chosen moment; says whether the answer still reaches the client."""


@dataclass
class Proxy:
    """Forwards calls, and counts them.

    ``at`` is the number (from 1) of the call at which ``before`` or ``after`` is called.
    """

    target: str
    url: str = ""
    at: int = 0
    before: Hook | None = None
    after: Hook | None = None
    calls: list[str] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def number(self, call: str) -> int:
        """Count a call."""
        with self._lock:
            self.calls.append(call)
            return len(self.calls)


@contextmanager
def proxy_before(target: str) -> Iterator[Proxy]:
    """A proxy before a server, on a free port."""
    proxy = Proxy(target)
    with ThreadingHTTPServer(("127.0.0.1", 0), _handler(proxy)) as server:
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
            number = proxy.number(f"{self.command} {self.path.split('?')[0]}")
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            if number == proxy.at and proxy.before is not None and not proxy.before():
                self.close_connection = True
                return
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOPS}
            try:
                answer = httpx.request(
                    self.command,
                    proxy.target + self.path,
                    headers=headers,
                    content=body,
                    timeout=60,
                )
            except httpx.TransportError:
                self.close_connection = True
                return
            if number == proxy.at and proxy.after is not None and not proxy.after():
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
