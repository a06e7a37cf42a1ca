"""Every formula is decided in a bounded time, however it is built."""

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from claims import claim, findings

from eqproof import deciding
from eqproof.check import check_pages
from eqproof.proof.budget import LENT, TimeUp, budget
from eqproof.proof.decision import decide
from eqproof.source import Source

GIVEN = r"""
- $a, b, c, x, y, z \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$
- $\mathbf{w}, \mathbf{v} \in \mathbb{R}^{m}$
"""


def fractions(depth):
    text = "x"
    for _ in range(depth):
        text = rf"\frac{{1}}{{1 + u + {text}}}"
    return text


LARGE = [
    "u^{u^{u^u}} = u^{u^{u^u}} + 1",
    "2^{2^{2^{2^2}}} = 1",
    "2^{2^{2^{2^{2^2}}}} = 1",
    "2^{-2^{2^{2^{2^2}}}} = 0",
    "10^{10^{10}} = 1",
    r"e^{1000000000 \log 2} = 1",
    r"\log 100000000000000000000000000000000000000000000000000000000000000000000000000049 = 1",
    "x^{10^9} = x^{10^9} + 1",
    "(a + b + c + x)^{60} = (a + b + c)^{60} + 1",
    "(a + b)^{40} (c + x)^{40} (y + z)^{40} = (a - b)^{40} (x + c)^{40} (z + y)^{40}",
    r"\sum_{i=1}^{1000000000} i = 1",
    r"\sum_{i=1}^{1000000} 1 = 1000001",
    r"\sum_{i=1}^{60} \sum_{j=1}^{60} \sum_{k=1}^{60} i j k = 1",
    r"\prod_{i=1}^{100000} x = x^{100001}",
    r"(\sum_{i=1}^{m} w_i)^{8} = (\sum_{i=1}^{m} v_i)^{8}",
    r"(\sum_{i=1}^{m} (w_i + v_i + w_i v_i))^4 = (\sum_{i=1}^{m} (v_i + w_i))^4",
    "e^{e^{e^{e^{e^x}}}} = e^{e^{e^{e^{e^x}}}} + 1",
    f"{fractions(12)} = {fractions(13)}",
    "x^{x^x} = x^{x^{x^x}}",
    " + ".join(rf"\frac{{1}}{{u + {n}}}" for n in range(1, 60)) + " = 0",
    " + ".join(rf"\frac{{1}}{{a^2 + b^2 + c^2 + {n} x^2 + 1}}" for n in range(1, 12)) + " = 0",
    " + ".join(["x"] * 1500) + " = 1501 x",
    "1" + "0" * 3000 + " = 1",
]


@pytest.mark.parametrize("latex", LARGE, ids=lambda text: text[:30])
def test_a_large_formula_is_decided_soon_and_is_not_proved(latex):
    link, facts = claim(GIVEN, latex)
    start = time.process_time()
    assert decide(link, facts).verdict != "proved"
    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    "latex",
    [
        "(" * 500 + "x" + ")" * 500 + " = y",
        f"{fractions(300)} = x",
        "x" + r" \cdot x" * 900 + " = y",
        r"\log " * 500 + "u = x",
        "x" + "^{x" * 300 + "}" * 300 + " = x",
    ],
    ids=lambda text: text[:20],
)
def test_what_is_nested_too_deeply_is_a_finding(latex):
    (found,) = findings(GIVEN, latex)
    assert found.code in ("unsupported", "ambiguous")


def test_deep_nesting_does_not_hide_the_rest_of_the_page():
    text = "$$ " + "(" * 500 + "1" + ")" * 500 + " = 1 $$\n\n$$ 1 + 1 = 3 $$\n"
    report = check_pages([Source("page.md", text)])
    assert [found.code for found in report.diagnostics] == ["unsupported", "sides-differ"]


def busy(seconds):
    """Do not only wait: what counts is the time that the processor is busy."""
    end = time.thread_time() + seconds
    while time.thread_time() < end:
        pass


def test_the_time_that_is_up_interrupts():
    with pytest.raises(TimeUp), budget(0.05):
        busy(5)


def test_waiting_takes_none_of_the_time():
    with budget(0.05):
        time.sleep(0.3)


def test_the_time_that_is_left_changes_nothing():
    with budget(60):
        pass


def test_a_body_inside_another_leaves_it_its_time():
    with pytest.raises(TimeUp), budget(0.2):  # noqa: PT012
        with budget(60):
            pass
        busy(5)
    with pytest.raises(TimeUp), budget(0.05), budget(60):
        busy(5)
    start = time.process_time()
    with budget(60):
        with pytest.raises(TimeUp), budget(0.05):
            busy(5)
        busy(0.1)
    assert time.process_time() - start < 4


def in_a_thread(task):
    with ThreadPoolExecutor(1) as executor:
        return executor.submit(task).result()


def test_the_time_of_another_thread_is_limited_too():
    def late():
        with pytest.raises(TimeUp), budget(0.05):
            busy(5)
        with pytest.raises(TimeUp), budget(60), budget(0.05):
            busy(5)
        with pytest.raises(TimeUp), budget(0.05), budget(60):
            busy(5)
        return time.thread_time()

    assert in_a_thread(late) < 4


def test_nothing_is_raised_in_another_thread_once_the_body_has_ended(monkeypatch):
    monkeypatch.setattr("eqproof.proof.budget.AGAIN", 0.001)

    def on_the_edge():
        late = 0
        for number in range(60):
            try:
                with budget(0.002):
                    busy(0.0015 + number % 10 * 0.0001)
            except TimeUp:
                late += 1
            busy(0.002)
        return late

    assert 0 < in_a_thread(on_the_edge) < 60
    assert not [t for t in threading.enumerate() if t.name == "eqproof budget"]


@pytest.mark.skipif(
    not hasattr(time, "pthread_getcpuclockid"), reason="no thread sees how busy another one is"
)
def test_a_thread_that_waits_for_others_has_its_time_all_the_same():
    def idle():
        with budget(0.05):
            time.sleep(0.3)
            busy(0.01)

    in_a_thread(idle)


def test_a_formula_that_takes_too_long_in_a_thread_is_undecided(monkeypatch):
    monkeypatch.setattr(deciding, "decide", lambda *_: busy(60))
    monkeypatch.setattr(deciding, "SECONDS", 0.05)
    sources = [Source(f"{n}.md", "$$ 1 + 1 = 2 $$\n\n$$ 2 + 1 = 3 $$\n") for n in range(3)]
    with ThreadPoolExecutor(3) as executor:
        report = check_pages(sources, executor=executor)
    assert [link.verdict for e in report.equations for link in e.links] == ["undecided"] * 6


def test_a_call_that_is_lost_is_followed_by_another(monkeypatch):
    """An exception raised in a callback of the garbage collector goes no further."""
    monkeypatch.setattr("eqproof.proof.budget.AGAIN", 0.01)
    lost = []
    with pytest.raises(TimeUp), budget(0.01):  # noqa: PT012
        try:
            busy(5)
        except TimeUp as time_up:
            lost.append(time_up)
        busy(5)
    assert lost


class Lent:
    """A timer that a program around lends: a thread that sends the signal."""

    def __init__(self):
        self.end, self.over = None, threading.Event()

    def start(self, seconds, again):
        self.over.set()
        self.end, self.over = time.monotonic() + seconds if seconds else None, threading.Event()
        if seconds:
            threading.Thread(target=self.ring, args=(self.over, seconds, again)).start()

    def ring(self, over, seconds, again):
        while not over.wait(seconds):
            signal.pthread_kill(threading.main_thread().ident, signal.SIGPROF)
            seconds = again

    def left(self):
        return 0 if self.end is None else max(self.end - time.monotonic(), 1e-9)


@pytest.mark.skipif(not hasattr(signal, "pthread_kill"), reason="no thread sends signals here")
def test_a_timer_that_is_lent_ends_what_takes_too_long(monkeypatch):
    monkeypatch.delattr(signal, "setitimer", raising=False)
    lent = Lent()
    token = LENT.set(lent)
    try:
        with pytest.raises(TimeUp), budget(0.05):
            busy(60)
        assert lent.left() == 0
        with pytest.raises(TimeUp), budget(0.1), budget(60):
            busy(60)
        assert lent.left() == 0
    finally:
        LENT.reset(token)
