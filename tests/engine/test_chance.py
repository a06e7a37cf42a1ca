r"""Means and variances: how they are read, what they are worth, what is refused."""

import pytest
from claims import claim, findings
from reads import NAMES, read, refused
from trees import plus

from eqproof.diagnostics import ReadingError
from eqproof.exact.conditions import conditions
from eqproof.latex.names import Names
from eqproof.latex.nodes import Component, Draw, Expectation, Law, Name, Number, Power, Product
from eqproof.latex.plain import plain
from eqproof.latex.printer import to_latex
from eqproof.proof.decision import decide

GIVEN = r"""
- $\pi, \theta, q \in (0, 1)$ and $s \in [0, 1]$ and $t \in \mathbb{R}$
- $y \sim \mathrm{Bernoulli}(\pi)$ and $x \sim \mathrm{Bernoulli}(\theta)$
- $p \in \Delta^{K-1}$, $\mathbf{v}, \mathbf{u} \in \mathbb{R}^{K}$, $r \in (0, 1)^{K}$
- $k \sim p$ and $i, j \in \{1, \dots, K\}$
- $g_i := \frac{e^{v_i}}{\sum_{j=1}^{K} e^{v_j}}$
- $\ell := -\left[ y \log q + (1 - y) \log(1 - q) \right]$
- $\phi(a) := a^2 + \theta$
"""
RANDOM = Names(
    NAMES.quantities | {"p"},
    NAMES.functions,
    NAMES.indices,
    NAMES.aliases,
    random={"y": Law("Bernoulli", (Name("b"),))},
)
BY_P = Law("categorical", (Name("p"),))


def codes(given: str, latex: str) -> list[str]:
    """Return what is found, but for what this page assumes and this one claim does not need."""
    found = [finding.code for finding in findings(given, latex)]
    return [code for code in found if code != "unneeded-hypothesis"]


def over(*draws: tuple[str, Law], body: object = None, kind: str = "mean") -> Expectation:
    return Expectation(body, kind, tuple(Draw(*draw) for draw in draws))


@pytest.mark.parametrize(
    "latex",
    [
        r"\mathbb{E}_{q \sim p}[x_q]",
        r"\mathbb E_{q\sim p} \left[ x_q \right]",
        r"\mathbb{E}_{q \sim p} (x_q)",
        r"\mathop{\mathbb{E}}_{q \sim p} x_q",
        r"\operatorname{E}_{q \sim \mathrm{Categorical}(p)} \{x_q\}",
        r"E_{q \sim p}[x_q]",
    ],
)
def test_means_over_the_places_of_a_column_are_read(latex):
    body = Component(Name("x"), (Name("q"),))
    assert read(latex, names=RANDOM) == over(("q", BY_P), body=body)


@pytest.mark.parametrize(
    ("latex", "kind"),
    [
        (r"\mathbb{E}_y[y x]", "mean"),
        (r"\operatorname{Var}_{y}(y x)", "variance"),
        (r"\text{Var}_{y \sim \mathrm{Bernoulli}(b)}(y x)", "variance"),
        (r"\mathbb{V}_{y \sim \operatorname{Bern}(b)}[y x]", "variance"),
    ],
)
def test_a_law_is_the_given_one_or_written_out(latex, kind):
    body = Product(Name("y"), Name("x"))
    wanted = over(("y", Law("Bernoulli", (Name("b"),))), body=body, kind=kind)
    assert read(latex, names=RANDOM) == wanted


def test_without_names_below_all_random_names_are_averaged():
    node = read(r"\mathbb{E}[y x]", names=RANDOM)
    assert isinstance(node, Expectation)
    assert [draw.key for draw in node.draws] == ["y"]
    assert not node.shown
    held = read(r"\mathbb{E}[y x \mid y]", names=RANDOM)
    assert isinstance(held, Expectation)
    assert (held.draws, held.given) == ((), ("y",))


def test_the_square_of_a_mean_is_not_the_mean_of_a_square():
    mean = read(r"\mathbb{E}[y]", names=RANDOM)
    assert read(r"\mathbb{E}[y]^2", names=RANDOM) == Power(mean, Number("2"))
    assert read(r"\mathbb{E}[y] + x", names=RANDOM) == plus(mean, "x")
    refused("ambiguous", r"⟦\mathbb{E}^⟧2[y]", RANDOM)


@pytest.mark.parametrize(
    "latex",
    [
        r"\mathbb{E}_{q \sim p}\left[x_{q}\right]",
        r"\operatorname{Var}\left[y x\right]",
        r"\mathbb{E}\left[y x \mid y\right]",
        r"\left(\mathbb{E}_{y \sim \mathrm{Bernoulli}\left(b c\right)}\left[y\right]\right)^{2}",
    ],
)
def test_means_are_printed_as_they_are_read(latex):
    node = read(latex, names=RANDOM)
    assert to_latex(node) == latex
    assert read(to_latex(node), names=RANDOM) == node


def test_means_are_said_in_words():
    assert plain(read(r"\mathbb{E}_{q \sim p}[x_q]", names=RANDOM)) == "E_q[x_q]"
    assert plain(read(r"\operatorname{Var}(y)", names=RANDOM)) == "Var[y]"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unsupported", r"⟦\mathbb{E}[x]⟧"),
        ("unknown-symbol", r"\mathbb{E}_{⟦x⟧}[x]"),
        ("unsupported", r"\mathbb{E}_{⟦2⟧}[x]"),
        ("unsupported", r"\mathbb{E}_{a \sim ⟦\mathrm{Beta}⟧(b)}[x]"),
        ("ambiguous", r"\sum_{q=1}^{m} \mathbb{E}_{⟦q⟧ \sim p}[x_q]"),
        ("unbracketed-scope", r"\mathbb{E}_{q \sim p} x_q + ⟦y_q⟧"),
        ("missing-operand", r"⟦\mathbb{E}_{q \sim p}⟧ + x"),
    ],
)
def test_what_does_not_say_enough_is_refused(code, latex):
    refused(code, latex, NAMES if code == "unsupported" else RANDOM)


def test_a_declared_name_is_no_sign():
    names = Names(frozenset("Ex"))
    assert read("E x", names=names) == Product(Name("E"), Name("x"))


TRUE = r"""
\mathbb{E}[y] = \pi
\operatorname{Var}(y) = \pi (1 - \pi)
\mathbb{E}[y^2] = \mathbb{E}[y]
\mathbb{E}_y[y t] = \pi t
\mathbb{E}[y x] = \mathbb{E}[y] \mathbb{E}[x]
\mathbb{E}[y x \mid x] = \pi x
\operatorname{Var}(y + x) = \operatorname{Var}(y) + \operatorname{Var}(x)
\operatorname{Var}(3 y + 1) = 9 \operatorname{Var}(y)
\operatorname{Var}(y) = \mathbb{E}[(y - \mathbb{E}[y])^2]
\mathbb{E}[\ell] = -\left( \pi \log q + (1 - \pi) \log(1 - q) \right)
\partial_q \mathbb{E}[\ell] = \mathbb{E}\left[ \partial_q \ell \right]
\frac{\partial}{\partial q} \mathbb{E}[\ell] = \frac{q - \pi}{q (1 - q)}
\frac{\partial}{\partial \pi} \mathbb{E}[\phi(y)] = 1
\mathbb{E}_{y \sim \mathrm{Bernoulli}(q)}[\ell] = -\left( q \log q + (1 - q) \log(1 - q) \right)
\mathbb{E}_{b \sim \mathrm{Bernoulli}(s)}[e^{t b}] = 1 - s + s e^{t}
\mathbb{E}_{k \sim p}[v_k] = \mathbf{v}^\top p
\mathbb{E}[v_k] = \sum_{j=1}^{K} p_j v_j
\mathbb{E}_{k \sim p}[v_k + t u_k] = \mathbb{E}_{k \sim p}[v_k] + t \mathbb{E}_{k \sim p}[u_k]
\operatorname{Var}(v_k) = \mathbb{E}[v_k^2] - \mathbb{E}[v_k]^2
\operatorname{Var}(v_k) = \mathbb{E}\left[ (v_k - \mathbb{E}_{i \sim p}[v_i])^2 \right]
\mathbb{E}_{k \sim p}[-\log r_k] = -\sum_{j=1}^{K} p_j \log r_j
\mathbb{E}_{l \sim g}[u_l] = \sum_{j=1}^{K} g_j u_j
\partial_{v_j} \mathbb{E}_{l \sim g}[u_l] = g_j \left( u_j - \mathbb{E}_{l \sim g}[u_l] \right)
\frac{\partial g_i}{\partial v_j} = g_i (\delta_{ij} - \mathbb{E}_{l \sim g}[\delta_{jl}])
\mathbb{E}_{k \sim p}[\mathbb{1}[k = i]] = p_i
\mathbb{E}_{k \sim p, y}[y v_k] = \pi \mathbb{E}_{k \sim p}[v_k]
\mathbb{E}_{k \sim p}\left[ \mathbb{E}_{b \sim \mathrm{Bernoulli}(r_k)}[b] \right] = p^\top r
y^2 = y
"""
FALSE = r"""
\mathbb{E}[y] = \pi^2
\operatorname{Var}(y) = \pi
\mathbb{E}[y^2] = \mathbb{E}[y]^2
\operatorname{Var}(y x) = \operatorname{Var}(y) \operatorname{Var}(x)
\operatorname{Var}(3 y) = 3 \operatorname{Var}(y)
\mathbb{E}[\ell] = -\left( q \log \pi + (1 - q) \log(1 - \pi) \right)
\frac{\partial}{\partial q} \mathbb{E}[\ell] = \frac{q + \pi}{q (1 - q)}
\mathbb{E}[y x \mid x] = \pi \theta
\mathbb{E}_{k \sim p}[v_k] = \sum_{j=1}^{K} v_j
\mathbb{E}_{k \sim p}[v_k^2] = \mathbb{E}_{k \sim p}[v_k]^2
\mathbb{E}_{k \sim p}[-\log r_k] = -\log \mathbb{E}_{k \sim p}[r_k]
\frac{\partial}{\partial v_j} \mathbb{E}_{l \sim g}[u_l] = g_j u_j
\mathbb{E}_{k \sim p}[\mathbb{1}[k = i]] = p_i^2
\mathbb{E}_{b \sim \mathrm{Bernoulli}(s)}[e^{t b}] = e^{t s}
"""


@pytest.mark.parametrize("latex", TRUE.strip().splitlines())
def test_what_is_true_of_means_is_proved(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "proved"


@pytest.mark.parametrize("latex", FALSE.strip().splitlines())
def test_what_is_false_of_means_is_refuted(latex):
    assert decide(*claim(GIVEN, latex)).verdict == "refuted"


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("undefined-in-domain", r"\mathbb{E}_{b \sim \mathrm{Bernoulli}(t)}[b] = t"),
        ("undefined-in-domain", r"\mathbb{E}_{k \sim r}[1] = 1"),
        ("undefined-in-domain", r"\mathbb{E}_{y}[y \log y] = 0"),
        ("shape-mismatch", r"\mathbb{E}_{b \sim t}[b] = t"),
        ("shape-mismatch", r"\mathbb{E}_{b \sim \mathrm{Bernoulli}(p)}[b] = t"),
        ("shape-mismatch", r"\operatorname{Var}(y \mathbf{v}) = t"),
    ],
)
def test_a_law_has_probabilities(code, latex):
    assert codes(GIVEN, latex) == [code]


def test_what_is_undefined_for_some_outcome_is_a_condition():
    link, facts = claim(GIVEN, r"\mathbb{E}_{y}[\log(y + t)] = t")
    found = list(conditions(link.left, facts.frame(), set()))
    assert [c.need for c in found] == ["nonnegative", "nonnegative", "positive", "positive"]


@pytest.mark.parametrize(
    ("code", "declaration"),
    [
        ("redefinition", r"$y \sim \mathrm{Bernoulli}(q)$"),
        ("redefinition", r"$t \sim \mathrm{Bernoulli}(q)$"),
        ("unsupported", r"$b \sim \mathrm{Bernoulli}(y)$"),
        ("unsupported", r"$b \sim \mathcal{N}(0, 1)$"),
        ("unknown-symbol", r"$b \sim \mathrm{Bernoulli}(\beta)$"),
        ("unknown-symbol", r"$b \sim t$"),
        ("missing-operand", r"$2 \sim p$"),
    ],
)
def test_a_law_that_cannot_hold_is_reported_once(code, declaration):
    assert codes(f"{GIVEN}- {declaration}\n", r"\mathbb{E}[y] = \pi") == [code]


def test_a_law_may_be_given_for_what_is_declared_already():
    more = r"""
- $c \in \{1, \dots, K\}$ and $c \sim g$
- $b \in \{0, 1\}$ and $b \sim \mathrm{Bernoulli}(q)$
- $m := \mathbb{E}[u_c] + \mathbb{E}[b]$
"""
    assert not codes(GIVEN + more, r"m = \sum_{j=1}^{K} g_j u_j + q")


def test_errors_of_reading_have_their_place():
    error = refused("unknown-symbol", r"\mathbb{E}_{⟦x⟧}[x]", RANDOM)
    assert isinstance(error, ReadingError)
    assert error.help is not None
    assert r"\sim" in error.help
