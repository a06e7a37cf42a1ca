"""A limit on the time that one link may take.

The means of the proof are bounded in size, so that this is only the last resort: it keeps a
formula nobody thought of from holding up a build. What counts is the time that the processor was
busy, so that a verdict does not depend on what else the machine has to do. The main thread of a
system with interval timers is interrupted by a signal; a program that runs where there are none,
as in a browser, may lend a timer of its own. Any other thread is watched by one that is made for
it. Where nothing of this can be done, nothing is limited. One call into another language is never
cut short.
"""

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType
from typing import Protocol

AGAIN = 0.5
"""So many seconds pass between two calls."""


class TimeUp(BaseException):
    """The time is up. No ordinary exception, so that no handler on the way swallows it."""


class Timer(Protocol):
    """What raises the signal SIGPROF when its time is over, and then every AGAIN seconds."""

    def start(self, seconds: float, again: float) -> None:
        """Begin anew; 0 seconds stop it."""

    def left(self) -> float:
        """Return how many seconds are left, 0 if it is not running."""


class _SystemTimer:
    def start(self, seconds: float, again: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds, again)

    def left(self) -> float:
        return signal.getitimer(signal.ITIMER_PROF)[0]


LENT: ContextVar[Timer | None] = ContextVar("LENT", default=None)
"""The timer of the program around, where the system has none."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise TimeUp in the body if it takes longer than *seconds*, or than a body around it may."""
    main = threading.current_thread() is threading.main_thread()
    timer = LENT.get() or (_SystemTimer() if hasattr(signal, "setitimer") else None)
    if main and timer is not None:
        with _signalled(seconds, timer):
            yield
    elif _CAN_WATCH:
        with _watched(seconds):
            yield
    else:
        yield


@contextmanager
def _signalled(seconds: float, timer: Timer) -> Iterator[None]:
    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeUp

    start = time.process_time()
    around = timer.left()
    before = signal.signal(signal.SIGPROF, ring)
    # again and again, since an exception is lost that is raised while Python collects garbage
    timer.start(min(seconds, around or seconds), AGAIN)
    try:
        yield
    finally:
        left = max(around - (time.process_time() - start), sys.float_info.epsilon) if around else 0
        timer.start(0, 0)
        signal.signal(signal.SIGPROF, before)
        timer.start(left, AGAIN)


# Only CPython can raise an exception in another thread, and a browser has no threads to do it.
_CAN_WATCH = sys.implementation.name == "cpython" and sys.platform != "emscripten"


@contextmanager
def _watched(seconds: float) -> Iterator[None]:
    here, clock, over = threading.get_ident(), _clock(), threading.Event()

    def watch() -> None:
        end = clock() + seconds
        wait = seconds
        while not over.wait(wait):
            wait = end - clock()
            if wait <= 0:
                _raise(here, TimeUp)
                wait = AGAIN

    watcher = threading.Thread(target=watch, name="eqproof budget", daemon=True)
    watcher.start()
    try:
        try:
            yield
        finally:
            over.set()
    finally:
        over.set()  # once more, for a call that came just then
        watcher.join()
        _raise(here, None)


def _clock() -> Callable[[], float]:
    """Return what tells, to any thread, how long this one has been busy."""
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic
    clock = time.pthread_getcpuclockid(threading.get_ident())
    return lambda: time.clock_gettime(clock)


def _raise(thread: int, exception: type[BaseException] | None) -> None:
    """Have *exception* raised in *thread* as soon as it runs Python, or none after all."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), None if exception is None else ctypes.py_object(exception)
    )
