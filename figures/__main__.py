"""``python -m figures NAME…``: print what ``figures/NAME.py`` draws, as one JSON object."""

import json
import sys
from importlib import import_module

import matplotlib as mpl
from figures.tools.drawing import rendered


def drawn(name: str) -> dict[str, object]:
    """Return the drawing called *name*; its identifiers are those of no other one."""
    mpl.rcParams["svg.hashsalt"] = name
    return rendered(import_module(f"figures.{name}").picture())


print(json.dumps({name: drawn(name) for name in sys.argv[1:]}))
