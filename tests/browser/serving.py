"""Serves a built site below a folder of its own, without the files that are to be missing."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PACKED = (".css", ".html", ".js", ".json", ".mjs", ".wasm", ".xml")
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


@dataclass
class Served:
    """Where a site is, what was asked of it, and which files it does not give."""

    url: str = ""
    missing: set[str] = field(default_factory=set)
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
        place = self.path.partition("?")[0]
        path = self.root / place.removeprefix(self.folder)
        path = path / "index.html" if path.is_dir() else path
        known = (
            place.startswith(self.folder)
            and path.is_file()
            and path.name not in self.served.missing
        )
        if not known:
            self.send_error(404)
            return
        tag = f'"{path.stat().st_mtime_ns:x}"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.end_headers()
            return
        body = self.body(path)
        self.served.sent[place] = len(body)
        self.send_response(200)
        self.send_header("Content-Type", TYPES.get(path.suffix) or self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("ETag", tag)
        if path.suffix in PACKED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(ConnectionError):  # the browser went away, as when a check is stopped
            self.wfile.write(body)

    def body(self, path: Path) -> bytes:
        if path not in self.served.packed:
            content = path.read_bytes()
            self.served.packed[path] = gzip.compress(content) if path.suffix in PACKED else content
        return self.served.packed[path]


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
