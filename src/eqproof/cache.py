"""Outcomes kept on disk from one run to the next, a file for each, or by a process for itself.

A file counts only for the engine that wrote it: this package's own source files, and the versions
of what it computes with. A file that is damaged in any way counts as missing. Writers do not
disturb each other, since a file appears whole or not at all. The folder may be deleted any time.
"""

import os
import platform
import re
import shutil
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import NamedTemporaryFile

NAME = ".eqproof_cache"
"""What the folder is called where nobody says otherwise."""
PACKAGE = Path(__file__).parent
COMPUTES_WITH = ("sympy", "mpmath", "python-flint")
_ENGINE = re.compile("[0-9a-f]{64}")
_TAG = """Signature: 8a477f597d28d172789f06886806bc55
# This folder was made by eqproof. It may be deleted at any time.
"""


@dataclass(frozen=True, slots=True)
class Folder:
    """The outcomes of one engine, in a folder of their own below *root*."""

    root: Path
    engine: str

    def load(self, key: str) -> str | None:
        """Return what is kept under *key*, or None."""
        try:
            text = self._file(key).read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            return None
        seal, newline, body = text.partition("\n")
        return body if newline and seal == self._seal(key, body) else None

    def store(self, key: str, text: str) -> None:
        """Keep *text* under *key*; a folder that cannot be written to keeps nothing."""
        file = self._file(key)
        written = None
        try:
            self._prepare()
            file.parent.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=file.parent, suffix=".new", delete=False) as stream:
                written = stream.name
                stream.write(f"{self._seal(key, text)}\n{text}".encode())
            os.replace(written, file)  # noqa: PTH105  # a string, not a Path
        except OSError:
            if written is not None:
                Path(written).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.root / self.engine / key[:2] / key[2:]

    def _seal(self, key: str, text: str) -> str:
        return sha256("\0".join((self.engine, key, text)).encode()).hexdigest()

    def _prepare(self) -> None:
        """Make the folder, as one that is nobody's work, without what other engines left in it."""
        if (self.root / self.engine).is_dir():
            return
        self.root.mkdir(parents=True, exist_ok=True)
        for left in self.root.iterdir():
            # another writer of this engine may have begun since
            if left.name != self.engine and _ENGINE.fullmatch(left.name):
                shutil.rmtree(left, ignore_errors=True)
        (self.root / ".gitignore").write_text("*\n", "utf-8")
        (self.root / "CACHEDIR.TAG").write_text(_TAG, "utf-8")
        (self.root / self.engine).mkdir(exist_ok=True)


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """Outcomes that a process keeps to itself. It runs one engine, so none can be another's."""

    texts: dict[str, str] = field(default_factory=dict)

    def load(self, key: str) -> str | None:
        """Return what is kept under *key*, or None."""
        return self.texts.get(key)

    def store(self, key: str, text: str) -> None:
        """Keep *text* under *key*."""
        self.texts[key] = text


def open_cache(root: Path) -> Folder | None:
    """Return the cache in the folder *root*, or None if the engine cannot be told from others."""
    engine = engine_of(PACKAGE)
    return None if engine is None else Folder(root.absolute(), engine)


def engine_of(package: Path) -> str | None:
    """Return a digest of all source files of *package* and of what they compute with."""
    files = sorted(package.rglob("*.py"))
    if not files:  # not on disk as files
        return None
    digest = sha256(platform.python_version().encode())
    for name in COMPUTES_WITH:
        digest.update(f"\0{name} {_version(name)}".encode())
    for file in files:
        content = sha256(file.read_bytes()).hexdigest()
        digest.update(f"\0{file.relative_to(package).as_posix()} {content}".encode())
    return digest.hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
