"""Derivatives of pieces that meet: proved where they join smoothly, and nowhere else."""

from itertools import product

import pytest
from claims import claim
from slips import check_slips

from eqproof.proof.decision import decide

GIVEN = r"""
- $x, y, z \in \mathbb{R}$, $\delta \in \mathbb{R}_{>0}$, $t \in \{0, 1\}$, $c \in \{-1, 1\}$
- $\mathbf{w}, \mathbf{u} \in \mathbb{R}^{n}$, $j \in \{1, \dots, n\}$
- $H(z) := \begin{cases} \frac{1}{2} z^2 & \text{if } |z| \le \delta \\
  \delta (|z| - \frac{1}{2} \delta) & \text{otherwise} \end{cases}$
- $E(z) := \begin{cases} z & \text{if } z > 0 \\ e^z - 1 & \text{if } z \le 0 \end{cases}$
- $s(z) := \operatorname{sgn}(z)$ and $g := \mathbf{w}^\top \mathbf{u} - y$
- $R(z) := \begin{cases} z & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}$
- $J(z) := \begin{cases} z^2 & \text{if } z > 0 \\ 1 & \text{otherwise} \end{cases}$
- $K(z) := \begin{cases} z^2 & \text{if } z \ne 0 \\ 1 & \text{otherwise} \end{cases}$
- $S(z) := \begin{cases} z \sqrt{z} & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}$
- $P(z) := \begin{cases} z^2 \sin \frac{1}{z} & \text{if } z \ne 0 \\ 0 & \text{else} \end{cases}$
- $T(z) := \mathbb{1}[z < 0] \mathbb{1}[2 z < 0]$
- $m := c \mathbf{w}^\top \mathbf{u}$ and $L := \max(0, 1 - m)^2$ and $a := \max(0, x)$
- $\ell := \begin{cases} -z & \text{if } t = 1 \\ z^2 & \text{otherwise} \end{cases}$
"""

TRUE = r"""
H'(z) = \begin{cases} z & \text{if } |z| \le \delta \\ \delta s(z) & \text{otherwise} \end{cases}
H'(z) = \begin{cases} z & \text{if } |z| \le \delta \\ \delta z / |z| & \text{else} \end{cases}
H'(z) = \max(-\delta, \min(\delta, z))
\frac{\partial}{\partial x} H(y - x) = -H'(y - x)
\frac{\partial}{\partial \mathbf{w}} H(g) = H'(g) \mathbf{u}
E'(z) = \begin{cases} 1 & \text{if } z > 0 \\ e^z & \text{otherwise} \end{cases}
E'(0) = 1
\frac{\partial}{\partial z} R(z)^2 = 2 R(z)
\left. \frac{\partial}{\partial z} R(z)^2 \right|_{z = 0} = 0
\frac{\partial^2}{\partial z^2} R(z)^3 = 6 R(z)
\frac{\partial}{\partial z} \max(0, z)^2 = 2 \max(0, z)
\frac{\partial}{\partial z} (z |z|) = 2 |z|
\frac{\partial}{\partial z} |z^3| = 3 z |z|
\frac{\partial^2}{\partial z^2} \max(0, z)^3 = 6 \max(0, z)
\frac{\partial L}{\partial m} = -2 \max(0, 1 - m)
\frac{\partial L}{\partial \mathbf{w}} = -2 c \max(0, 1 - m) \mathbf{u}
\frac{\partial}{\partial w_j} \sum_{i=1}^{n} \max(0, w_i)^2 = 2 \max(0, w_j)
\frac{\partial a^2}{\partial x} = 2 a
\frac{\partial \ell}{\partial z} = 2 (1 - t) z - t
""".strip().splitlines()


@pytest.mark.parametrize("latex", TRUE)
def test_smooth_joins_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", TRUE[::4])
def test_no_slip_is_proved(latex):
    check_slips(GIVEN, latex)


@pytest.mark.parametrize(
    "latex",
    r"""
H'(z) = \begin{cases} z & \text{if } |z| \le \delta \\ \delta & \text{otherwise} \end{cases}
E'(z) = \begin{cases} 1 & \text{if } z > 0 \\ e^z - 1 & \text{otherwise} \end{cases}
\frac{\partial}{\partial z} R(z)^2 = 2 z
\frac{\partial}{\partial z} (z |z|) = 2 z
\frac{\partial L}{\partial \mathbf{w}} = 2 c \max(0, 1 - m) \mathbf{u}
""".strip().splitlines(),
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    "latex",
    r"""
R'(z) = \begin{cases} 1 & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}
J'(z) = \begin{cases} 2 z & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}
K'(z) = 2 z
E''(z) = \begin{cases} 0 & \text{if } z > 0 \\ e^z & \text{otherwise} \end{cases}
\frac{\partial}{\partial z} \mathbb{1}[z > 0] = 0
""".strip().splitlines(),
)
def test_a_join_that_is_not_smooth_is_said_with_its_place(latex):
    decision = decide(*claim(GIVEN, latex))
    assert decision.verdict == "undefined"
    assert decision.gap.point.values["z"][0][0] == 0


@pytest.mark.parametrize(
    "latex",
    r"""
H''(z) = \begin{cases} 1 & \text{if } |z| \le \delta \\ 0 & \text{otherwise} \end{cases}
S'(z) = \begin{cases} \frac{3}{2} \sqrt{z} & \text{if } z > 0 \\ 0 & \text{otherwise} \end{cases}
P'(0) = 0
T'(z) = 0
\frac{\partial}{\partial z} (R(z)^2 + R(z)) = 2 R(z) + \mathbb{1}[z > 0]
\frac{\partial}{\partial x} (a^2 + a) = 2 a + \mathbb{1}[x > 0]
\frac{\partial}{\partial x} (a + a^2) = 2 a + \mathbb{1}[x > 0]
\frac{\partial}{\partial z} (R'(z) z) = \mathbb{1}[z > 0]
\frac{\partial^2}{\partial z^2} (z |z|) = 2 \operatorname{sgn}(z)
\frac{\partial}{\partial w_j} \sum_{i=1}^{n} \max(0, w_i) = \mathbb{1}[w_j > 0]
\frac{\partial}{\partial z} \int_{-1}^{z} \mathbb{1}[x < z] \, dx = 0
""".strip().splitlines(),
)
def test_what_is_not_known_to_join_smoothly_is_never_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict in ("undefined", "undecided", "refuted")


@pytest.mark.parametrize(("agreeing", "order"), [*product(range(4), (1, 2))])
def test_as_many_derivatives_are_proved_as_agree(agreeing, order):
    given = rf"""
    - $z \in \mathbb{{R}}$
    - $f(z) := \begin{{cases}} e^z & \text{{if }} z \ge 2 \\
      e^z + 3 (z - 2)^{agreeing} & \text{{otherwise}} \end{{cases}}$
    """
    slope = rf"\frac{{d^{order}}}{{dz^{order}}}"
    latex = rf"""{slope} f(z) = \begin{{cases}} e^z & \text{{if }} z \ge 2 \\
      e^z + {slope} (3 (z - 2)^{agreeing}) & \text{{otherwise}} \end{{cases}}"""
    proved = decide(*claim(given, latex)).verdict == "proved"
    assert proved == (agreeing > order)
