"""A process of its own that checks pages under a limit of memory, one after the other.

Started as ``python fuzzing.py`` it reads pages as lines of JSON and answers each with the codes of
its findings, the number of its links, and the seconds of processor time that it took.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from selectors import EVENT_READ, DefaultSelector

MEMORY = 1 << 30
"""So many bytes a process may use."""
SECONDS = 15.0
"""So long a processor may be busy with a page of one link, which is given up after ten seconds."""
PATIENCE = 120.0
"""After so long a process is ended; where many share a processor, much time passes in waiting."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a page: *codes* of findings, or the *fault* that ended its check."""

    codes: tuple[str, ...]
    seconds: float
    fault: str = ""

    @property
    def bad(self) -> str:
        """What is wrong with the answer, or nothing."""
        if self.fault or "internal-error" in self.codes or self.seconds > SECONDS:
            return self.fault or f"{self.seconds:.1f} s, {self.codes}"
        return ""


def check_apart(pages: Iterable[str]) -> list[Answer]:
    """Check each page in another process, which is ended where it takes too long."""
    answers = []
    child = _start()
    for text in pages:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(json.dumps(text) + "\n")
        child.stdin.flush()
        with DefaultSelector() as selector:
            selector.register(child.stdout, EVENT_READ)
            line = child.stdout.readline() if selector.select(PATIENCE) else ""
        if line:
            codes, seconds = json.loads(line)
            answers.append(Answer(tuple(codes), seconds))
            continue
        child.kill()
        _, written = child.communicate()
        words = written.strip().splitlines()[-1:] or [f"no answer after {PATIENCE} seconds"]
        answers.append(Answer((), PATIENCE, words[0]))
        child = _start()
    child.communicate()
    return answers


def _start() -> "subprocess.Popen[str]":
    command = [sys.executable, "-W", "error", str(Path(__file__).resolve())]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def _serve() -> None:
    from eqproof.check import check_pages
    from eqproof.source import Source

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        start = time.process_time()
        report = check_pages([Source("page.md", json.loads(line))])
        codes = [finding.code for finding in report.diagnostics]
        print(json.dumps([codes, time.process_time() - start]), flush=True)


if __name__ == "__main__":
    _serve()
