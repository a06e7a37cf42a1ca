r"""Expressions: one row a fact, and what may be read in two ways is refused."""

import pytest
from reads import W, read, refused
from trees import at, call, exp, log, minus, neg, over, plus, t, times, to, total

from eqproof.latex.names import Names
from eqproof.latex.nodes import BigOperator, Call, Constant, Name, Number, Product

TREES = [
    # sums and products
    ("x + y", plus("x", "y")),
    ("x - y + z", plus("x", neg("y"), "z")),
    ("-x y", neg(times("x", "y"))),
    ("-x^2", neg(to("x", 2))),
    ("x - (y - z)", minus("x", minus("y", "z"))),
    ("x y z", times(times("x", "y"), "z")),
    (r"x \cdot y", times("x", "y", r"\cdot")),
    (r"x \times y * z", times(times("x", "y", r"\times"), "z", "*")),
    (r"x \odot y z", times("x", times("y", "z"), r"\odot")),
    (r"x \circ y", times("x", "y", r"\odot")),
    (r"x \oslash y : z", times(times("x", "y", r"\oslash"), "z", ":")),
    ("2x", times(2, "x")),
    ("2(x + y)", times(2, plus("x", "y"))),
    ("(x)(y)", times("x", "y")),
    ("y(1 - x)", times("y", minus(1, "x"))),
    # quotients
    (r"\frac{x}{y}", over("x", "y")),
    (r"\dfrac xy", over("x", "y")),
    (r"\frac12 y", times(over(1, 2), "y")),
    (r"\frac1m", over(1, "m")),
    ("a/b", over("a", "b")),
    ("a/b/c", over(over("a", "b"), "c")),
    (r"a/b \cdot c", times(over("a", "b"), "c", r"\cdot")),
    # scripts
    ("x^2", to("x", 2)),
    ("x^{10}", to("x", 10)),
    ("x^{-1}", to("x", neg(1))),
    ("x_i^2", to(at("x", "i"), 2)),
    ("x^2_i", to(at("x", "i"), 2)),
    ("X_{ij}", at("X", "i", "j")),
    ("X_{i j}", at("X", "i", "j")),
    ("X_{i,j}", at("X", "i", "j")),
    ("X_{i1}", at("X", "i", 1)),
    ("X_{1,2}", at("X", 1, 2)),
    ("x_{i+1}", at("x", plus("i", 1))),
    (r"x_{2 \cdot i}", at("x", times(2, "i", r"\cdot"))),
    (r"x_\ell", at("x", r"\ell")),
    *((rf"X^{s}", t("X")) for s in (r"\top", r"{\top}", "T", "{T}", r"\intercal")),
    *((rf"X^{s}", t("X")) for s in (r"\mathrm T", r"{\mathrm T}", r"\mathrm{T}", r"{\mathsf{T}}")),
    (r"X^{\text{T}}", t("X")),
    (r"(x y)^\top", t(times("x", "y"))),
    (r"\frac{a}{b}^2", to(over("a", "b"), 2)),
    # roots
    (r"\sqrt x", to("x", over(1, 2))),
    (r"\sqrt2", to(2, over(1, 2))),
    (r"\sqrt[3]{x}", to("x", over(1, 3))),
    # functions
    (r"\log x", log("x")),
    (r"\log x y", log(times("x", "y"))),
    (r"\log x + y", plus(log("x"), "y")),
    (r"\log x \cdot y", times(log("x"), "y", r"\cdot")),
    (r"\log(x) y", times(log("x"), "y")),
    (r"\log(x)/y", over(log("x"), "y")),
    (r"\log x^2", log(to("x", 2))),
    (r"\log^2 x", to(log("x"), 2)),
    (r"\log^2(x)", to(log("x"), 2)),
    (r"\log x \log y", times(log("x"), log("y"))),
    (r"\log x f(y)", times(log("x"), call("f", "y"))),
    (r"\log \sigma(x)", log(call(r"\sigma", "x"))),
    (r"\log \log x y", log(log(times("x", "y")))),
    (r"\log_2 x", call(r"\log_2", "x")),
    (r"\log_{10}(x)", call(r"\log_{10}", "x")),
    (r"\ln x", call(r"\ln", "x")),
    (r"\exp(-x)", call(r"\exp", neg("x"))),
    ("e^{-x}", exp(neg("x"))),
    ("e^{(x + y)}", exp(plus("x", "y"))),
    ("f(x)", call("f", "x")),
    ("f(x)^2", to(call("f", "x"), 2)),
    ("f'(x)", call("f", "x", primes=1)),
    (r"f^{\prime\prime}(x)", call("f", "x", primes=2)),
    ("f[x]", call("f", "x")),
    # sums over an index
    (r"\sum_{i=1}^{m} w_i", total("i", 1, "m", at(W, "i"))),
    (r"\sum_i w_i", total("i", 1, "m", at(W, "i"))),
    (r"\sum_j w_j", total("j", 0, "k", at(W, "j"))),
    (r"\sum_{s=0}^k w_s w_s", total("s", 0, "k", times(at(W, "s"), at(W, "s")))),
    (r"\Sigma_{i=1}^{m} w_i", total("i", 1, "m", at(W, "i"))),
    (r"\sum\limits_{i=1}^m w_i", total("i", 1, "m", at(W, "i"))),
    (r"\prod_i w_i", BigOperator("prod", "i", Number("1"), Name("m"), at(W, "i"))),
    (r"\sum_i w_i : y", total("i", 1, "m", times(at(W, "i"), "y", ":"))),
    (r"(\sum_i w_i) + w_i", plus(total("i", 1, "m", at(W, "i")), at(W, "i"))),
    (r"\sum_i w_i + x", plus(total("i", 1, "m", at(W, "i")), "x")),
    (
        r"\sum_{s=1}^m w_s + \sum_{s=1}^m w_s",
        plus(total("s", 1, "m", at(W, "s")), total("s", 1, "m", at(W, "s"))),
    ),
    # groups that are not shown
    ("{x}", Name("x")),
    ("{x + y}", plus("x", "y")),
    ("{x y} z", times(times("x", "y"), "z")),
    (r"\boxed{x} + y", plus("x", "y")),
    (r"\cancel{x} y", times("x", "y")),
    (r"\underbrace{x + y}_{\text{both}} + z", plus(plus("x", "y"), "z")),
    (r"\underbrace{x}_{a + b} y", times("x", "y")),
    (r"\left( x \right)", Name("x")),
    (r"\mathbf{1} - x", minus(Constant("ones"), "x")),
]


@pytest.mark.parametrize(("latex", "tree"), TREES, ids=[latex for latex, _ in TREES])
def test_tree(latex, tree):
    assert read(latex) == tree


AMBIGUOUS = [
    # products
    "⟦x 2⟧",
    "⟦2 3⟧",
    "x^⟦10⟧",
    r"⟦2\frac12⟧",
    "⟦x(y)⟧",
    "⟦x_i(y)⟧",
    "⟦x(2)⟧",
    r"⟦\frac{\partial y}{\partial x}(x)⟧",
    "⟦x(y)^2⟧",
    r"⟦\pi(x)⟧",
    r"⟦\mathbf{1}(x)⟧",
    "⟦a/bc⟧",
    r"⟦a/b(⟧x + y)",
    # functions
    r"\log ⟦x (⟧1 - x)",
    r"\log ⟦x/⟧y",
    "⟦max⟧(x, y)",
    "10^⟦-⟧5",
    r"\log ⟦f(x) y⟧",
    r"⟦\log(x)^⟧2",
    r"⟦\sin^{-1}⟧ x",
    r"⟦\sigma^⟧2(x)",
    r"⟦f^⟧{-1}(x)",
    # scripts
    "x_i⟦_⟧j",
    "x^2⟦^⟧3",
    "x^{⟦(i)⟧}",
    "x^{⟦[2]⟧}",
    "x_{⟦(1)⟧}",
    # what is not shown
    "⟦{a + b}⟧c",
    "⟦{ab}⟧^2",
    "⟦{x^2}⟧^3",
    "-⟦{a + b}⟧",
    "a - ⟦{b + c}⟧",
    "a/⟦{bc}⟧",
    r"⟦{\log x}⟧ y",
    r"⟦\boxed{a + b}⟧c",
    r"⟦\underbrace{a + b}_{x}⟧ c",
    # sums
    r"\sum_i \sum_⟦i⟧ X_{ii}",
    r"\sum_i⟦_⟧j x",
    "⟦1,000⟧",
]


@pytest.mark.parametrize("latex", AMBIGUOUS)
def test_what_can_be_read_in_two_ways_is_refused(latex):
    refused("ambiguous", latex)


SCOPES = [
    r"\sum_{i=1}^m w_i + ⟦w_i⟧",
    r"\sum_i w_i ⟦- w_i⟧",
    r"-\sum_i w_i w_i + ⟦w_i⟧",
    r"\frac{-1}{m} \sum_{i=1}^m w_i + ⟦(1 - w_i) \log(1 - w_i)⟧",
    r"\sum_i w_i + x + ⟦\frac{w_i}{2}⟧",
    r"\sum_i w_i + ⟦x \log(1 - w_i)⟧",
    r"\sum_{s=1}^m w_s + ⟦w_s⟧",
    r"\sum_{s=1}^m w_s + ⟦\frac{1}{1 + e^{w_s}}⟧",
    r"\prod_{s=1}^m w_s ⟦- s⟧",
    r"\sum_i \sum_j X_{ij} + ⟦w_j⟧",
    r"\frac{\sum_i w_i + ⟦w_i⟧}{2}",
    r"x^{\sum_i w_i + ⟦w_i⟧}",
    r"f(\sum_i w_i + ⟦w_i⟧)",
    r"(\sum_i w_i + ⟦w_i⟧)",
    r"\log \sum_i w_i + ⟦w_i⟧",
    r"y \cdot \sum_i w_i + ⟦w_i⟧",
    r"\sum_i w_i \\ + ⟦w_i⟧",
]


@pytest.mark.parametrize("latex", SCOPES)
def test_a_sum_ends_before_the_next_sign(latex):
    refused("unbracketed-scope", latex)


MISSING = [
    "x ⟦+⟧",
    r"x ⟦\cdot⟧",
    r"⟦\cdot⟧ x",
    "x ⟦/⟧",
    "x⟦^⟧",
    r"\frac{x⟦}⟧",
    r"\frac⟦{}⟧{x}",
    r"⟦\log⟧",
    r"⟦\log⟧ + x",
    "⟦f⟧",
    "⟦f⟧ x",
    "⟦f'⟧",
    r"⟦\sum⟧ \mathbf{w}",
    r"⟦\sum⟧_{i=1} w_i",
    r"⟦\sum⟧_i",
    r"⟦\sum⟧_{i=1}^{m} +w_i",
    "⟦^⟧2",
    "⟦_⟧1",
    "⟦'⟧",
    "(⟦)⟧",
    "(x ⟦+⟧)",
]


@pytest.mark.parametrize("latex", MISSING)
def test_what_is_missing_is_said_at_its_place(latex):
    refused("missing-operand", latex)


UNSUPPORTED = [
    "⟦|⟧x",
    r"\log ⟦|⟧x",
    "x ⟦|⟧ y",
    "(x ⟦|⟧ y)",
    "⟦|⟧ x = y |",
    "⟦|⟧(x | y)",
    r"⟦\|⟧ x |",
    r"⟦\Vert⟧ x",
    r"⟦\max⟧ x",
    r"\lVert x \rVert⟦_p⟧",
    r"\lVert x \rVert⟦_{\infty}⟧",
    "|x|⟦_⟧i",
    r"x ⟦\pm⟧ y",
    r"x ⟦\sim⟧ y",
    r"x ⟦\to⟧ y",
    r"⟦\int⟧ x",
    "x⟦!⟧",
    "x⟦?⟧",
    "x⟦'⟧",
    r"x^⟦*⟧",
    r"x^{⟦*⟧}",
    r"x⟦^\prime⟧",
    r"x^⟦\circ⟧",
    "{x⟦,⟧ y}",
    "(x ⟦=⟧ y)",
    "x^{y ⟦=⟧ z}",
    r"\sin_⟦b⟧ x",
    r"\sum_{⟦1⟧ \le i} w_i",
    r"\sum_{⟦i < j < 3⟧} w_i",
    r"x^{⟦\text{max}⟧}",
    r"x ⟦\mid⟧ y",
    r"X^{⟦\top⟧ 2}",
    "⟦f_⟧1(x)",
]


@pytest.mark.parametrize("latex", UNSUPPORTED)
def test_what_has_no_meaning_yet_is_said_so(latex):
    refused("unsupported", latex)


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unknown-command", r"x + ⟦\foo⟧{y}"),
        ("unknown-command", r"x ⟦\simeq⟧ y"),
        ("unknown-command", r"x ⟦\bmod⟧ 2"),
        ("ambiguous", r"a ⟦\over⟧ b"),
        ("ambiguous", r"{a ⟦\over⟧ b \over c}"),
        ("unbalanced-bracket", "[x⟦)⟧"),
        ("free-index", "x_⟦q⟧"),
        ("free-index", "X_{i⟦q⟧}"),
        ("free-index", r"\left(\sum_{s=1}^{m} w_s\right) w_⟦s⟧"),
        ("free-index", r"\sum_⟦s⟧ w_s"),
        ("free-index", r"\sum_{s=1}^{m} w_s = w_⟦s⟧"),
    ],
)
def test_other_findings(code, latex):
    refused(code, latex)


@pytest.mark.parametrize(
    ("code", "latex", "help"),
    [
        ("unknown-command", r"⟦\apha⟧ x", r"did you mean \alpha?"),
        ("unknown-command", r"⟦\farc⟧{1}{2}", r"did you mean \frac?"),
        ("unknown-command", r"⟦\foo⟧ x", "spell it out, or define it in macros.json"),
        ("missing-operand", r"⟦\tanh'⟧ x", r"write \tanh'(…)"),
        ("missing-operand", "⟦f⟧ + x", "write f(…), or define it without arguments"),
        (
            "missing-operand",
            "⟦=⟧ x",
            "write the left side here too: a chain does not go on from one formula to the next",
        ),
        (
            "unknown-symbol",
            r"⟦\lambda⟧ > 0",
            r"declare it with its set in a given block: $\lambda \in \mathbb{R}_{>0}$",
        ),
        ("unknown-symbol", r"\frac{\partial ⟦q⟧}{\partial x}", "define it: $q := …$"),
        ("unknown-symbol", r"\frac{\partial ⟦\bar{x}⟧}{\partial x}", "did you mean x?"),
    ],
)
def test_help(code, latex, help):
    assert refused(code, latex).help == help


def test_t_as_a_declared_name_is_no_transpose():
    names = Names(frozenset({"x", "T"}))
    refused("ambiguous", "⟦x^{T⟧}", names)
    assert read(r"x^\top", names=names) == t("x")


@pytest.mark.parametrize("latex", ["x y", r"\sum_i w_i w_i", r"\frac{x}{y} z", "f(x + y) z"])
def test_a_span_covers_what_the_node_says(latex):
    tree = read(f"a + {latex}").terms[1]
    assert (tree.span.start, tree.span.end) == (4, 4 + len(latex))


def test_a_call_keeps_its_primes_and_a_product_its_sign():
    assert read("f''(x)") == Call("f", (Name("x"),), 2)
    assert read(r"\tanh'(x)") == Call(r"\tanh", (Name("x"),), 1)
    assert read(r"\log^{\prime\prime}[x]") == Call(r"\log", (Name("x"),), 2)
    assert read(r"x \cdot y") == Product(Name("x"), Name("y"), r"\cdot")
