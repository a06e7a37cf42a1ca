"""The change that makes a refuted equation true, and that nothing else is offered."""

import pytest
from claims import BATCH, ENTROPY, claim

from eqproof.proof.decision import decide
from eqproof.proof.hints import suggest

SMOOTH = ENTROPY + r"- $f \colon \mathbb{R} \to \mathbb{R}$"
LOSS = r"\frac{\partial \ell}{\partial z}"
GRADIENT = r"\frac{\partial J}{\partial \mathbf{w}}"
RESIDUAL = r"(\hat{\mathbf{y}} - \mathbf{y})"


@pytest.mark.parametrize(
    ("equation", "words"),
    [
        (
            (
                r"\frac{\partial \ell}{\partial \hat{y}} ="
                r" -\left( \frac{y}{\hat{y}} + \frac{1 - y}{1 - \hat{y}} \right)"
            ),
            "the sign of the second term is flipped (inner derivative of log(1 - ŷ))",
        ),
        (
            r"\frac{\partial}{\partial \hat{y}} \log(1 - \hat{y}) = \frac{1}{1 - \hat{y}}",
            "the sign of the right side is flipped (inner derivative of log(1 - ŷ))",
        ),
        (
            (
                r"\frac{y}{\hat{y}} - \frac{1 - y}{1 - \hat{y}} ="
                r" \frac{y - \hat{y}}{y (1 - \hat{y})}"
            ),
            "the second y is replaced by ŷ",
        ),
        (
            r"\ell = -y \log \hat{y} + (1 - y) \log(1 - \hat{y})",
            "the sign of the second term is flipped",
        ),
        (
            r"\ell = -\left[ y \log \hat{y} + (1 - y) (\log{1} - \hat{y}) \right]",
            "log reaches the second term too (a bracket is missing)",
        ),
        (r"\ell = \log(1 + e^{-z}) - y z", "the minus before the first z is dropped"),
        (rf"{LOSS} = \hat{{y}}", "y is subtracted from the right side"),
        (r"(y + c)^2 = y^2 + c^2", "2 y c is added"),
        (rf"{LOSS} = y - \hat{{y}}", "y and ŷ change places"),
        (rf"{LOSS} = (\hat{{y}} - y) \sigma'(z)", "the factor σ'(z) is dropped"),
        (rf"{LOSS} = (\hat{{y}} - y) \hat{{y}} (1 - \hat{{y}})", "the factor ŷ (1 - ŷ) is dropped"),
        (r"\frac{\partial \hat{y}}{\partial z} = 1 - \hat{y}", "the right side is multiplied by ŷ"),
        (
            r"\frac{\partial \hat{y}}{\partial z} = z (1 - z)",
            "z is replaced by ŷ everywhere on the right",
        ),
        (
            r"\frac{\partial \hat{y}}{\partial z} = \frac{e^{-z}}{1 + e^{-z}}",
            "1 + e^(-z) is replaced by (1 + e^(-z))²",
        ),
        (r"\sigma'(z) = \sigma(z) \sigma(z)", "the first σ(z) is replaced by σ(-z)"),
        (
            (
                r"\frac{\partial \ell}{\partial z}"
                r" = \frac{\partial \ell}{\partial z} \frac{\partial \hat{y}}{\partial z}"
            ),
            "the derivative is by ŷ and not by z",
        ),
        (r"\frac{\partial}{\partial z} f(z)^2 = 2 f(z)", "the right side is multiplied by f'(z)"),
        (
            r"2 (y + c + z) = 2 y + c + z",
            "the factor 2 reaches the third term too (a bracket is missing)",
        ),
    ],
)
def test_the_slips_of_one_example(equation, words):
    found, facts = claim(SMOOTH, equation)
    assert suggest(found, facts) == f"equal if {words}"


@pytest.mark.parametrize(
    ("equation", "words"),
    [
        (rf"{GRADIENT} = X^\top {RESIDUAL}", "the right side is multiplied by 1/m"),
        (rf"{GRADIENT} = \frac{{2}}{{m}} X^\top {RESIDUAL}", "the numerator 2 is replaced by 1"),
        (rf"{GRADIENT} = -\frac{{1}}{{m}} X^\top {RESIDUAL}", "the minus in front is dropped"),
        (
            rf"{GRADIENT} = \frac{{1}}{{m}} X^\top (\mathbf{{y}} - \hat{{\mathbf{{y}}}})",
            "y and ŷ change places",
        ),
        (
            r"\frac{\partial J}{\partial w_j} = \frac{1}{m} (\hat{y}_i - y_i) X_{ij}",
            "the right side is summed over i",
        ),
        (
            (
                r"\frac{\partial J}{\partial w_j} ="
                r" \frac{1}{m} \sum_{i=1}^{m} (\hat{y}_i - y_i) X_{ij} w_j"
            ),
            "the factor w_j is dropped",
        ),
        (
            (
                r"\mathrm{d} \log(\mathbf{1} - \hat{\mathbf{y}})"
                r" = \mathrm{d} \hat{\mathbf{y}} \oslash (\mathbf{1} - \hat{\mathbf{y}})"
            ),
            "the sign of the right side is flipped (inner derivative of log(1 - ŷ))",
        ),
        (r"X_{ij} y_i = X_{ij} \hat{y}_i", "ŷ_i is replaced by y_i"),
    ],
)
def test_the_slips_of_a_batch(equation, words):
    found, facts = claim(BATCH, equation)
    assert suggest(found, facts) == f"equal if {words}"


def test_the_note_stands_only_where_something_is_differentiated():
    found, facts = claim(
        ENTROPY,
        r"\frac{y - \hat{y}}{\hat{y} (1 - \hat{y})} ="
        r" \frac{y}{\hat{y}} + \frac{1 - y}{1 - \hat{y}}",
    )
    assert suggest(found, facts) == "equal if the sign of the second term is flipped"


def test_the_left_side_is_tried_after_the_right_one():
    found, facts = claim(ENTROPY, r"\hat{y} - y + \ell = \hat{y} - z + \ell")
    assert suggest(found, facts) == "equal if z is replaced by y"
    assert suggest(found, facts, left_first=True) == "equal if on the left y is replaced by z"


def test_a_slip_in_a_definition_is_named_there():
    given = ENTROPY.replace("1 + e^{-t}", "1 - e^{-t}")
    found, facts = claim(given, r"\sigma'(z) = \sigma(z) (1 - \sigma(z))")
    words = "in the definition of σ the sign of the second term is flipped"
    assert suggest(found, facts) == f"equal if {words}"


def test_a_definition_that_the_link_does_not_show_is_not_changed():
    given = ENTROPY.replace("1 + e^{-t}", "1 - e^{-t}")
    found, facts = claim(given, r"\frac{\partial \hat{y}}{\partial z} = \hat{y} (1 - \hat{y})")
    assert "definition" not in (suggest(found, facts) or "")


def test_a_derivative_by_what_a_quantity_does_not_rest_on():
    found, facts = claim(ENTROPY, r"\frac{\partial \ell}{\partial c} = 1")
    assert suggest(found, facts) == "ℓ does not depend on c by the definitions on this page"


@pytest.mark.parametrize(
    "equation",
    [
        r"\ell = c^3 + e^{y}",
        r"\hat{y} < y",
        r"\hat{y} \in (0, \frac{1}{2})",
        r"\log c = \log c + 1",
    ],
)
def test_nothing_is_offered_where_no_small_change_is_proved(equation):
    found, facts = claim(ENTROPY, equation)
    assert suggest(found, facts) is None


def test_what_is_offered_for_a_link_marked_as_wrong():
    found, facts = claim(ENTROPY, rf"{LOSS} \overset{{?}}{{=}} y - \hat{{y}}")
    assert decide(found, facts).verdict == "refuted"
    assert suggest(found, facts) == "equal if y and ŷ change places"
