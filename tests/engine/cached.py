"""A page that is checked again and again, and caches that tests can look into."""

from dataclasses import dataclass, field

from eqproof.check import check_pages
from eqproof.latex.macros import Macro
from eqproof.source import Source

GIVEN = r"""!!! given
    - $a, b \in \mathbb{R}$, $p \in (0, 1)$
    - $q := a + b$
    - $a = 2$
"""
CLAIMS = r"""
$$ q^2 = a^2 + 2 a b + b^2 = (b + \two)^2 $$

$$ q \overset{?}{=} a - b $$

$$ \log p < 0 $$

$$ a b = a + b = b + a $$

$$ \mathbf{v} = 1 $$
"""
PAGE = GIVEN + CLAIMS
MACROS = {"two": Macro("2")}
DECIDED = 6
"""The page has so many links; with the question whether the hypothesis can be met, one more."""


@dataclass
class Memory:
    """A cache that counts."""

    kept: dict[str, str] = field(default_factory=dict)
    met: int = 0
    stored: int = 0

    def load(self, key):
        self.met += key in self.kept
        return self.kept.get(key)

    def store(self, key, text):
        self.stored += 1
        self.kept[key] = text


def check(text, memory=None, macros=MACROS):
    return check_pages([Source("page.md", text)], macros, cache=memory)
