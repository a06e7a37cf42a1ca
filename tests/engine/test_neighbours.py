r"""Statements beside each other of which a reader may take two for one."""

import pytest
from reads import NAMES, display, refused


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("ambiguous", "⟦x . y⟧ = z"),
        ("ambiguous", "x = ⟦y . z⟧"),
        ("ambiguous", "x = 1 - ⟦1 . 5⟧"),
        ("ambiguous", "x = ⟦1 . 5⟧ y = z"),
        ("ambiguous", r"x \text{ and } ⟦y = z⟧"),
        ("ambiguous", r"x = y \text{ and } ⟦z⟧"),
        ("unsupported", r"x \text{ equals } ⟦y⟧"),
        ("unsupported", r"x = y \text{, which is } ⟦z⟧"),
        ("unsupported", r"x \text{ is at least } ⟦y⟧"),
        ("unsupported", r"x \text{ is strictly greater than } ⟦y⟧"),
        ("unsupported", r"x = y \text{ modulo } ⟦z⟧"),
    ],
)
def test_what_can_be_one_statement_is_refused(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    ("latex", "count"),
    [
        ("x = y . z = x", 2),
        (r"x. \quad y = z", 2),
        (r"x = y \text{ and } y = z", 2),
        (r"x \text{ and } y", 2),
        (r"x \text{ where } y = z", 2),
        (r"x = y \text{ gives } y = z", 2),
        (r"x = y \text{ is commutative}", 1),
    ],
)
def test_what_parts_statements(latex, count):
    assert len(display(latex, names=NAMES).statements) == count
