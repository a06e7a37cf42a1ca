"""``python -m figures NAME…``: print what ``figures/NAME.py`` draws, as one JSON object."""

import json
import sys
from importlib import import_module

from figures.tools.drawing import rendered

names = sys.argv[1:]
print(json.dumps({name: rendered(import_module(f"figures.{name}").picture()) for name in names}))
