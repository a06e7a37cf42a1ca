"""Small changes of formulas: what is offered, in which words, in which order."""

import pytest
from claims import BATCH, ENTROPY, claim

from eqproof.latex.nodes import Node
from eqproof.latex.plain import plain
from eqproof.proof.edits import edits

MORE = ENTROPY + r"- $a, b \in \mathbb{R}$ and $f \colon \mathbb{R} \to \mathbb{R}$"


def changes(given: str, latex: str) -> dict[str, str]:
    """Return the changes of the right side of ``a = …``: the words, and what comes out."""
    found, _ = claim(given, latex)
    return {e.what: plain(e.node) for e in edits(found.right, found.notation, found.left)}


@pytest.mark.parametrize(
    ("right", "what", "changed"),
    [
        (r"a - b", "the sign of the second term is flipped", "a + b"),
        (r"a - b", "the sign of the first term is flipped", "-a - b"),
        (r"a - b", "a and b change places", "b - a"),
        (r"a b", "the sign of the whole is flipped", "-a b"),
        (r"-a b", "the minus in front is dropped", "a b"),
        (r"a (-b)", "the minus before b is dropped", "a b"),
        (r"(a - b)(c + z)", "the sign of the second term of c + z is flipped", "(a - b) (c - z)"),
        (r"\frac{a - b}{a}", "a and b change places", "(b - a)/a"),
        (r"\frac{a - b}{1 + a}", "a and b change places in a - b", "(b - a)/(1 + a)"),
        (r"\sigma(z)", "σ(z) is replaced by σ(-z)", "σ(-z)"),
        (r"e^{z}", "e^z is replaced by e^(-z)", "e^(-z)"),
        (r"-a + b", "the minus reaches the second term too (a bracket is missing)", "-(a + b)"),
        (
            r"2 a + b + c",
            "the factor 2 reaches the third term too (a bracket is missing)",
            "2 (a + b + c)",
        ),
        (r"\log a + b", "log reaches the second term too (a bracket is missing)", "log(a + b)"),
        (r"a (b + c)", "the factor a reaches the first term only", "a b + c"),
        (r"a (1 - b)", "1 - b is replaced by b", "a b"),
        (r"a b + b", "the second b is replaced by 1 - b", "a b + (1 - b)"),
        (r"a b + b", "the first b is replaced by a", "a a + b"),
        (r"a b + b", "b is replaced by a everywhere", "a a + a"),
        (r"a^2 b + c", "a and b change places everywhere", "b² a + c"),
        (r"a^2", "a² is replaced by a", "a"),
        (r"(1 + a)^{-1}", "(1 + a)^(-1) is replaced by (1 + a)^(-2)", "(1 + a)^(-2)"),
        (r"f(a)", "f(a) is replaced by f'(a)", "f'(a)"),
        (r"f'(a)", "f'(a) is replaced by f(a)", "f(a)"),
        (r"a b c", "the factor b is dropped", "a c"),
        (r"\frac{a}{b}", "the denominator b is dropped", "a"),
        (r"\frac{a}{b}", "the numerator a is replaced by 1", "1/b"),
        (r"\frac{a}{b}", "a/b is replaced by a b", "a b"),
        (r"a + b - c", "the second term is dropped", "a - c"),
        (r"a", "the whole is multiplied by 2", "2 a"),
        (r"a + b", "the second term is multiplied by 1/2", "a + 1/2 b"),
        (r"3 a", "3 is replaced by 2", "2 a"),
        (r"a b \hat{y} (1 - \hat{y})", "the factor ŷ (1 - ŷ) is dropped", "a b"),
        (r"a \ell", "the whole is multiplied by ŷ (1 - ŷ)", "a ℓ (ŷ (1 - ŷ))"),
        (r"a f(b)", "the whole is multiplied by f'(b)", "f'(b) (a f(b))"),
        (
            r"\frac{\partial \ell}{\partial z}",
            "the derivative is by ŷ and not by z",
            "∂ℓ/∂ŷ",
        ),
    ],
)
def test_a_slip_of_a_number(right, what, changed):
    assert changes(MORE, f"c = {right}").get(what) == changed


@pytest.mark.parametrize(
    ("equation", "what", "changed"),
    [
        (r"\mathbf{w} = X^\top \mathbf{y}", "Xᵀ is replaced by X", "X y"),
        (r"\mathbf{y} = X \mathbf{w}", "X is transposed", "Xᵀ w"),
        (r"\mathbf{y} = X \mathbf{w}", "the factors X and w change places", "w X"),
        (r"\mathbf{y} = X \mathbf{w}", "the whole is multiplied by 1/m", "1/m (X w)"),
        (r"\mathbf{y} = \frac{1}{m} X \mathbf{w}", "the factor 1/m is dropped", "X w"),
        (r"\mathbf{y} = \mathbf{y} \odot \hat{\mathbf{y}}", "y ⊙ ŷ is replaced by y ⊘ ŷ", "y ⊘ ŷ"),
        (r"\mathbf{y} = \hat{\mathbf{y}}", "ŷ is replaced by 1 - ŷ", "1 - ŷ"),
        (r"y_i = \sum_{i=1}^{m} y_i X_{ij}", "X_ij is replaced by X_jj", None),
        (r"y_i = \hat{y}_i", "ŷ_i is replaced by ŷ_j", "ŷ_j"),
        (r"y_i = \hat{y}_i", "ŷ_i is replaced by y_i", "y_i"),
        (r"y_i = \hat{y}_i", "the whole is summed over i", "the sum over i of ŷ_i"),
        (r"J = \sum_{i=1}^{m} y_i", "the sum over i starts at 0", "the sum over i of y_i"),
        (r"J = \sum_{i=1}^{m} y_i", "the sum over i is dropped", "y_i"),
        (r"J = w_1 + w_2 + \dots + w_d", "the sum starts with w₀", "w₀ + … + w_d"),
    ],
)
def test_a_slip_of_a_tensor(equation, what, changed):
    found = changes(BATCH, equation)
    if changed is None:
        assert "X_ij is replaced by X_ii" in found
    else:
        assert found.get(what) == changed


def test_the_usual_slips_come_first():
    found = list(changes(MORE, "c = a - b"))
    wanted = [
        "the sign of the second term is flipped",
        "a and b change places",
        "b is replaced by a",
        "the second term is dropped",
    ]
    assert sorted(wanted, key=found.index) == wanted


def test_the_inner_derivative_is_noted_where_a_logarithm_leaves_its_inside():
    found, _ = claim(MORE, r"c = \frac{y}{\hat{y}} + \frac{1 - y}{1 - \hat{y}}")
    notes = {e.what: e.note for e in edits(found.right, found.notation)}
    second, first = (
        "the sign of the second term is flipped",
        "the sign of the first term is flipped",
    )
    assert notes[second] == "inner derivative of log(1 - ŷ)"
    assert notes[first] == ""


@pytest.mark.parametrize(
    "right", [r"a - b", r"\frac{\hat{y} - y}{\hat{y} (1 - \hat{y})}", r"-2 f(a)^2 e^{-z} + \ell"]
)
def test_edits_differ_from_the_formula_and_from_each_other_and_come_out_the_same_twice(right):
    found, _ = claim(MORE, f"c = {right}")
    nodes: list[Node] = [e.node for e in edits(found.right, found.notation, found.left)]
    assert found.right not in nodes
    assert len(set(nodes)) == len(nodes)
    assert nodes == [e.node for e in edits(found.right, found.notation, found.left)]


def test_without_the_other_side_nothing_is_put_in_that_rests_on_the_formula():
    found, _ = claim(MORE, r"c = \hat{y}")
    alone = [plain(e.node) for e in edits(found.right, found.notation)]
    assert "ℓ" not in alone
    assert "z" in alone
