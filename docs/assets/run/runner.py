"""Runs a reader's program in Pyodide."""

import linecache
import sys
import traceback

NAME = "program.py"
LAST = 12  # so many lines of a traceback are shown


def run(text):
    """Run the program *text*; return the end of the traceback if it fails, else nothing."""
    # so that a traceback shows the lines of the program
    linecache.cache[NAME] = (len(text), None, text.splitlines(keepends=True), NAME)
    error = ""
    try:
        exec(compile(text, NAME, "exec"), {"__name__": "__main__"})
    except SystemExit:
        pass
    except BaseException as raised:
        raised.__traceback__ = raised.__traceback__.tb_next  # without this file
        lines = "".join(traceback.format_exception(raised)).splitlines()
        error = "\n".join(lines if len(lines) <= LAST else ["…", *lines[-LAST:]])
    sys.stdout.flush()
    sys.stderr.flush()
    return error


sys.stdout.reconfigure(line_buffering=True)  # each line is seen when it is printed
