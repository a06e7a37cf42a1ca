"""Derivatives along a direction, and gradients at a place that is no name."""

import pytest
from claims import claim, findings

from eqproof.proof.decision import decide

GIVEN = r"""
- $\mathbf{x}, \mathbf{v}, \mathbf{u} \in \mathbb{R}^{n}$, $t \in \mathbb{R}$
- $A \in \mathbb{R}^{n \times n}$ and $g(\mathbf{x}) := \mathbf{x}^\top A \mathbf{x}$
- $f \colon \mathbb{R}^{n} \to \mathbb{R}$
"""


def test_the_direction_stands_below_the_sign():
    found, _ = claim(GIVEN, r"D_{\mathbf{v}} f(\mathbf{x}) = 0")
    meant = r"\lim_{h \to 0} \frac{f(\mathbf{x} + h \mathbf{v}) - f(\mathbf{x})}{h}"
    assert found.left == claim(GIVEN, rf"{meant} = 0")[0].left


@pytest.mark.parametrize(
    "latex",
    r"""
D_{\mathbf{v}} f(\mathbf{x}) = \nabla f(\mathbf{x})^\top \mathbf{v}
D_{\mathbf{v}} g(\mathbf{x}) = \mathbf{v}^\top (A + A^\top) \mathbf{x}
D_{\mathbf{v}} g(\mathbf{x} + \mathbf{u}) = \mathbf{v}^\top (A + A^\top) (\mathbf{x} + \mathbf{u})
2 D_{\mathbf{v}} f(\mathbf{x}) - D_{\mathbf{u}} f(\mathbf{x}) = \nabla f(\mathbf{x})^\top (2 \mathbf{v} - \mathbf{u})
\lim_{t \to 0} \frac{f(\mathbf{x} + t \mathbf{v}) - f(\mathbf{x} - t \mathbf{v})}{2 t} = \nabla f(\mathbf{x})^\top \mathbf{v}
\left. \frac{d}{dt} f(\mathbf{x} + t \mathbf{v}) \right|_{t = 0} = \nabla f(\mathbf{x})^\top \mathbf{v}
\frac{d}{dt} f(\mathbf{x} + t \mathbf{v}) = \nabla f(\mathbf{x} + t \mathbf{v})^\top \mathbf{v}
\nabla g(\mathbf{x} - t \mathbf{u}) = (A + A^\top) (\mathbf{x} - t \mathbf{u})
""".strip().splitlines(),  # noqa: E501
)
def test_true_links_are_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize(
    "latex",
    r"""
D_{\mathbf{v}} f(\mathbf{x}) = \nabla f(\mathbf{x})^\top \mathbf{u}
D_{\mathbf{v}} g(\mathbf{x}) = 2 \mathbf{v}^\top A \mathbf{x}
\lim_{t \to 0} \frac{f(\mathbf{x} + t \mathbf{v}) - f(\mathbf{x} - t \mathbf{v})}{t} = \nabla f(\mathbf{x})^\top \mathbf{v}
\frac{d}{dt} f(\mathbf{x} + t \mathbf{v}) = \nabla f(\mathbf{x})^\top \mathbf{v}
\nabla g(\mathbf{x} - t \mathbf{u}) = (A + A^\top) \mathbf{x}
""".strip().splitlines(),  # noqa: E501
)
def test_false_links_are_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", r"\nabla_{\mathbf{v}} f(\mathbf{x}) = 0"),
        ("ambiguous", r"\nabla_{\mathbf{v}} g(\mathbf{x}) = \nabla g(\mathbf{x})^\top \mathbf{v}"),
        ("unsupported", r"D_{\mathbf{v}} (g(\mathbf{x}) + 1) = 0"),
        ("unknown-symbol", r"D_{k} g(\mathbf{x}) = 0"),
    ],
)
def test_what_is_no_direction(code, latex):
    assert [found.code for found in findings(GIVEN, latex)] == [code]


def test_a_name_of_the_page_is_that_name():
    given = r"- $D_1, x \in \mathbb{R}$, $f \colon \mathbb{R} \to \mathbb{R}$"
    assert decide(*claim(given, r"D_1 f(x) = f(x) D_1")).verdict == "proved"
