"""Sines and cosines of sums and multiples of angles."""

import pytest
from claims import links

from eqproof.proof.decision import decide

GIVEN = r"""
- $x, y \in \mathbb{R}$
"""
CASES = r"""
T \sin(x + y) = \sin x \cos y + \cos x \sin y
F \sin(x + y) = \sin x \cos y - \cos x \sin y
T \cos(x - y) = \cos x \cos y + \sin x \sin y
F \cos(x - y) = \cos x \cos y - \sin x \sin y
T \cos(2 x) = 1 - 2 \sin^2 x
T \sin(3 x) = 3 \sin x - 4 \sin^3 x
T \sin^2 x + \cos^2 x = 1
F \sin^2 x - \cos^2 x = 1
T \frac{d}{dx} \sin^2 x = \sin(2 x)
T \sin(x + \frac{\pi}{2}) = \cos x
T \sin(-x) = -\sin x
F \cos(-x) = -\cos x
T \cos(3 x) \cos(2 x) + \sin(3 x) \sin(2 x) = \cos x
"""
LINES = [(line[0] == "T", line[2:]) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("true", "latex"), LINES)
def test_angles_are_added(true, latex):
    for link in links(GIVEN, latex):
        assert decide(*link).verdict == ("proved" if true else "refuted")
