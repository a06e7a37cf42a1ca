"""Serves a built site below a folder of its own, without the files that are to be missing."""

import gzip
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from time import monotonic, sleep

SITE = Path(os.environ.get("BUILT_SITE", "site"))
PACKED = (".css", ".html", ".js", ".json", ".mjs", ".wasm", ".xml")
PART = 16384
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


@dataclass
class Served:
    """Where a site is, what was asked of it, and how it differs from the folder that is served.

    It lacks the files *missing*, has those of *instead* in other words, or is *away* altogether.
    A browser may take a file for right for so many *seconds*. All answers together have so many
    bytes a second as *rate* says, and each of them *delay* seconds before it begins.
    """

    url: str = ""
    missing: set[str] = field(default_factory=set)
    away: bool = False
    instead: dict[str, bytes] = field(default_factory=dict)
    seconds: int = 600
    rate: float = float("inf")
    delay: float = 0.0
    free: float = 0.0  # when the line is, which all answers share
    line: Lock = field(default_factory=Lock)
    sent: dict[str, int] = field(default_factory=dict)
    packed: dict[Path, bytes] = field(default_factory=dict)


class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, *arguments: object, root: Path, folder: str, served: Served) -> None:
        self.root, self.folder, self.served = root, folder, served
        super().__init__(*arguments)

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        if self.served.away:  # as without a connection
            self.close_connection = True
            return
        place = self.path.partition("?")[0]
        path = self.root / place.removeprefix(self.folder)
        path = path / "index.html" if path.is_dir() else path
        other = self.served.instead.get(place.removeprefix(self.folder))
        known = (
            place.startswith(self.folder)
            and (path.is_file() or other is not None)
            and path.name not in self.served.missing
        )
        if not known:
            self.send_error(404)
            return
        sleep(self.served.delay)
        tag = f'"{hash(other) if other is not None else path.stat().st_mtime_ns:x}"'
        if self.headers.get("If-None-Match") == tag:
            self.served.sent[place] = 0
            self.send_response(304)
            self.end_headers()
            return
        body = self.body(path) if other is None else self.packed(path, other)
        self.served.sent[place] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(path.suffix) or self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", f"max-age={self.served.seconds}")
        self.send_header("ETag", tag)
        if path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(ConnectionError):  # the browser went away, as when a check is stopped
            for start in range(0, len(body), PART):
                part = body[start : start + PART]
                self.wait(len(part) / self.served.rate)
                self.wfile.write(part)

    def wait(self, seconds: float) -> None:
        with self.served.line:
            begin = max(monotonic(), self.served.free)
            self.served.free = begin + seconds
        if seconds:
            sleep(begin + seconds - monotonic())

    def body(self, path: Path) -> bytes:
        if path not in self.served.packed:
            self.served.packed[path] = self.packed(path, path.read_bytes())
        return self.served.packed[path]

    def packed(self, path: Path, content: bytes) -> bytes:
        return gzip.compress(content) if path.suffix in PACKED else content


@contextmanager
def serve(root: Path, port: int, folder: str) -> Iterator[Served]:
    """Serve *root* below *folder* on this machine while the body runs."""
    served = Served()
    handler = partial(Handler, root=root, folder=folder, served=served)
    server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    served.url = f"http://127.0.0.1:{server.server_port}{folder}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
