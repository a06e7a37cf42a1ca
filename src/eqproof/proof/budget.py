"""A limit on the time that one link may take.

The means of the proof are bounded in size, so that this is only the last resort: it keeps a
formula nobody thought of from holding up a build. It needs the main thread of a system with
interval timers; elsewhere nothing is limited.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 0.5
"""So many seconds pass between two calls."""


class TimeUp(BaseException):
    """The time is up. No ordinary exception, so that no handler on the way swallows it."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise TimeUp in the body if it takes longer than *seconds*."""
    if (
        not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    # again and again, since an exception is lost that is raised while Python collects garbage
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
