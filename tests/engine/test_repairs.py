"""Links whose shapes do not fit: repairs that are proved, and products that exist for no values."""

import pytest
from claims import page

from eqproof.check import check_pages

GIVEN = r"""
- $W \in \mathbb{R}^{n \times d}$, $x, v \in \mathbb{R}^{d}$, $y, b, u \in \mathbb{R}^{n}$
- $\sigma(t) := \frac{1}{1 + e^{-t}}$
- $z := W x + b$, $a := \sigma(z)$, $C := \lVert a - y \rVert^2$
- $\delta := \frac{\partial C}{\partial z}$, $L := \lVert y - W x \rVert^2$
"""


def report(latex):
    return check_pages([page(GIVEN, f"$$\n{latex}\n$$")])


REPAIRED = [
    (r"\frac{\partial C}{\partial W} = \delta x", r"\delta x^\top"),
    (r"\frac{\partial C}{\partial x} = W \delta", r"W^\top \delta"),
    (r"\frac{\partial C}{\partial W} = 2 (a - y) \odot \sigma'(z) x",
     r"\left(2 \left(a - y\right) \odot \sigma'\left(z\right)\right) x^\top"),
    (r"\frac{\partial L}{\partial x} = -2 W (y - W x)",
     r"-2 W^\top \left(y - W x\right)"),
    (r"\frac{\partial L}{\partial x} = (-2 W^\top y) (2 W^\top W x)",
     r"-2 W^\top y + 2 W^\top W x"),
    (r"x W = x^\top W^\top", None),
]  # fmt: skip


@pytest.mark.parametrize(("latex", "right"), REPAIRED)
def test_a_repair_is_offered_where_it_is_proved(latex, right):
    (finding,) = report(latex).diagnostics
    assert finding.code == "shape-mismatch"
    if right is not None:
        assert finding.help == f"equal if the right side is {right}"


@pytest.mark.parametrize("latex", [
    r"\frac{\partial C}{\partial W} = 3 \delta x",
    r"\frac{\partial C}{\partial x} = W u",
    r"\frac{\partial L}{\partial x} = W W x",
])  # fmt: skip
def test_what_only_fits_is_not_offered(latex):
    (finding,) = report(latex).diagnostics
    assert (finding.code, finding.help) == ("shape-mismatch", None)


@pytest.mark.parametrize(("latex", "sizes"), [
    (r"\frac{\partial C}{\partial W} = \delta x", {"n": "2", "d": "3"}),
    (r"\frac{\partial C}{\partial x} = W \delta", {"n": "2", "d": "3"}),
    (r"x v = v x", {"d": "2"}),
    # a number has no transpose, and without the mark it fits no better
    (r"y = \sigma(1 + e^\top x) y", {"d": "2", "n": "3"}),
])  # fmt: skip
def test_a_product_that_no_convention_allows_refutes_the_link(latex, sizes):
    (link,) = report(latex).equations[-1].links
    assert (link.verdict, link.by, link.witness) == ("refuted", "shapes", sizes)
    assert (link.left_value, link.right_value) == (None, None)


@pytest.mark.parametrize("latex", [
    # with derivatives that lie across this is right
    r"\frac{\partial C}{\partial z} W = \frac{\partial C}{\partial x}",
    r"\delta W = \frac{\partial C}{\partial x}",
    # the sides differ as a whole, which is a convention too
    r"\frac{\partial C}{\partial x} = \delta^\top W",
    r"y + x = x + y",
    # of two rows \cdot can be the inner product
    r"x^\top \cdot v^\top = v^\top x",
    r"W \odot x = x",
    r"x v \overset{?}{=} v x",
    r"e^\top x = x e",
])  # fmt: skip
def test_other_shapes_that_do_not_fit_refute_nothing(latex):
    found = report(latex)
    assert [d.code for d in found.diagnostics] == ["shape-mismatch"]
    assert found.equations[-1].links == ()


def test_a_side_of_two_links_is_reported_once():
    found = report(r"\frac{\partial C}{\partial W} = \delta x = \delta x^\top")
    assert [d.code for d in found.diagnostics] == ["shape-mismatch"]
    assert [link.verdict for link in found.equations[-1].links] == ["refuted", "refuted"]


def test_a_number_has_no_transpose():
    (finding,) = report(r"L = 1 + e^\top x").diagnostics
    assert finding.message == "e is a number, and has no transpose"
