r"""What Hypothesis draws: syntax trees that LaTeX can say, and token soup.

The trees are closed over one notation, ``NAMES``, and have sensible shapes nowhere: printing and
parsing do not ask for that.
"""

from hypothesis import strategies as st

from eqproof.latex.family import Family
from eqproof.latex.forms import Form, Slot
from eqproof.latex.names import Names
from eqproof.latex.nodes import (
    Add,
    Array,
    At,
    BigOperator,
    Branch,
    Call,
    Cases,
    Comparison,
    Component,
    Constant,
    Derivative,
    Differential,
    Draw,
    Expectation,
    Fraction,
    Gradient,
    Indicator,
    Law,
    Limit,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Row,
    Slice,
    TensorFunction,
    Transpose,
    walk,
)

QUANTITIES = ("x", "y", r"\hat{y}", r"\mathbf{w}", r"\hat{\mathbf{y}}", "X", "m", "W_{1}", r"\ell")
FUNCTIONS = ("f", r"\sigma")
BUILT_IN = (r"\log", r"\exp", r"\tanh", r"\log_2", r"\abs")
TENSOR = ("diag", "tr", "det", "norm", "norm1", "norm2", "normF")
INDICES = ("i", "j")
FAMILIES = {
    "v^": Family(r"v^{(\cdot)}", "entry"),
    "u^": Family(r"u^{(\cdot)}", "member"),
    "q_": Family(r"q_{\cdot}", "row"),
}
FORMS = (
    Form("g", r"g_{\cdot}(\cdot)", (Slot("free", "x"),), ("i", "x"), indexed=True),
    Form("s", r"s(\cdot)_{\cdot}", (Slot("free", "x"),), ("x", "i"), entries=True),
    Form("P", r"P(t = 1 \mid \cdot)", (Slot("value", "t", "1"), Slot("free", "x")), ("x",)),
)
NAMES = Names(
    frozenset((*QUANTITIES, *(family.key for family in FAMILIES.values()))),
    frozenset(FUNCTIONS),
    {i: (Number("1"), Name("m")) for i in INDICES},
    families=FAMILIES,
    forms={form.base: (form,) for form in FORMS},
)

numbers = st.sampled_from(["0", "1", "2", "10", "0.5"]).map(Number)
quantities = st.sampled_from(QUANTITIES).map(Name)
indices = st.sampled_from(INDICES).map(Name)
constants = st.sampled_from(["e", "pi", "ones", "zeros", "identity"]).map(Constant)
places = st.one_of(indices, st.sampled_from(["1", "2"]).map(Number))
components = st.builds(
    Component, quantities, st.one_of(st.tuples(places), st.tuples(places, places))
)
slices = st.one_of(
    st.builds(Slice, quantities, places, st.sampled_from(["row", "column", "member"])),
    st.builds(Component, st.just(Name(r"v^{(\cdot)}")), st.tuples(places)),
    st.builds(lambda i: Slice(Name(r"u^{(\cdot)}"), i, "member", r"u^{(\cdot)}"), places),
    st.builds(lambda i: Slice(Name(r"q_{\cdot}"), i, "row", r"q_{\cdot}"), places),
    st.builds(lambda i, j: Component(Name(r"u^{(\cdot)}"), (i, j)), places, places),
)
variables = st.one_of(quantities, components, slices)
atoms = st.one_of(quantities, components, slices, numbers, constants)
product_signs = st.sampled_from(
    ["", "", r"\cdot", r"\times", "*", r"\odot", r"\oslash", r"\otimes", ":", r"\langle"]
)


def _terms(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(trees, min_size=2, max_size=3).map(tuple)


comparison_signs = st.sampled_from(["=", r"\ne", "<", r"\le", ">", r"\ge"])


def _above(trees: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    one = trees.map(lambda tree: (tree,))
    conditions = st.builds(Comparison, trees, comparison_signs, trees)
    return st.one_of(
        st.builds(Add, _terms(trees)),
        st.builds(Negative, trees),
        st.builds(Product, trees, trees, product_signs),
        st.builds(Fraction, trees, trees, st.booleans()),
        st.builds(Power, trees, trees),
        st.builds(Transpose, trees),
        st.builds(TensorFunction, st.sampled_from(TENSOR), trees),
        st.builds(Call, st.sampled_from(FUNCTIONS), one, st.integers(0, 2)),
        st.builds(Call, st.sampled_from(BUILT_IN), one),
        st.builds(lambda i, x: Call(FORMS[0].key, (i, x)), places, trees),
        st.builds(lambda x, i: Call(FORMS[1].key, (x, i)), trees, places),
        st.builds(Call, st.just(FORMS[2].key), one),
        st.builds(Call, st.sampled_from([r"\max", r"\min"]), _terms(trees)),
        st.builds(
            BigOperator, st.sampled_from(["sum", "prod"]), st.sampled_from(INDICES),
            numbers, quantities, trees, st.one_of(st.none(), conditions),
        ),
        st.builds(Indicator, conditions),
        st.builds(_array, _terms(trees), st.integers(1, 2)),
        st.builds(_cases, st.lists(st.tuples(trees, conditions), min_size=1, max_size=2), trees),
        st.builds(
            Derivative, trees, st.lists(variables, min_size=1, max_size=2).map(tuple), st.booleans()
        ),
        st.builds(
            Derivative, trees, quantities.map(lambda name: (Transpose(name),)), st.booleans()
        ),
        st.builds(Gradient, trees, variables),
        st.builds(Differential, trees),
        st.builds(At, trees, st.sampled_from(["x", "y", r"\hat{y}"]), trees),
        st.builds(
            Limit, trees, st.sampled_from(["x", "y"]), trees, st.sampled_from(["", "+", "-"])
        ),
        st.builds(Limit, trees, st.just("x"), st.none(), st.sampled_from(["+", "-"])),
        st.builds(_mean, trees, st.sampled_from(["mean", "variance"]), indices, quantities),
    )  # fmt: skip


def _mean(body: Node, kind: str, index: Name, chances: Node) -> Expectation:
    return Expectation(body, kind, (Draw(index.key, Law("categorical", (chances,))),))


def _array(cells: tuple[Node, ...], rows: int) -> Array:
    """Return an array of two or three cells, side by side or below one another."""
    return Array((Row(cells),) if rows == 1 else tuple(Row((cell,)) for cell in cells))


def _cases(branches: list[tuple[Node, Comparison]], rest: Node) -> Cases:
    return Cases((*(Branch(*branch) for branch in branches), Branch(rest, None)))


def _is_sayable(tree: Node) -> bool:
    """No index runs inside a sum or a mean in which it runs already."""
    return not any(
        any(
            _runs(n) == index
            for inside in (node.body, getattr(node, "condition", None))
            if inside is not None
            for n in walk(inside)
        )
        for node in walk(tree)
        if (index := _runs(node)) is not None
    )


def _runs(node: Node) -> str | None:
    """Return the index that runs in *node*."""
    match node:
        case BigOperator(index=index):
            return index
        case Expectation(draws=(Draw(index),)):
            return index
        case _:
            return None


trees: st.SearchStrategy[Node] = st.recursive(atoms, _above, max_leaves=8).filter(_is_sayable)

TOKENS = (
    r"x y \hat{y} y_i w \mathbf{w} \mathbf{x} X X_{ij} i m q 1 2 12 0.5 + - = < \le := \in"
    r" \cdot \odot : / * ( ) [ ] { } \{ \} _ ^ ' , ; . & \\ \frac \frac12 \sum \sum_{i=1}^{m}"
    r" \sum_i \prod \log \exp \sigma f f' e I \pi \mathbf{1} \partial \partial_x \nabla"
    r" \nabla_{\mathbf{w}} \frac{\partial}{\partial \frac{\partial \mathrm{d} d \top ^\top T"
    r" \dots \cdots \sqrt \quad \left( \right) \left \right \left. \begin{align} \end{align}"
    r" \delta_{ij} \mathbb{1}[ \mathbf{1}\{ \sum_{i<j} \sum_{j \ne i} \substack{"
    r" \text{if} \text{otherwise} & \begin{dcases}"
    r" \begin{cases} \end{cases} \text{a} \tag{1} \label{a} \eqref{a} \overset{?}{=} \overset"
    r" \underbrace \boxed \unknown \max | ! ? #1 \mathbb{R} \mathbb{R}^{m} \infty ^{(i)} ^{-1}"
    r" \begin{bmatrix} \end{bmatrix} \vdots \ddots \begin{array}"
    r" \| \lVert \rVert \lvert \rvert \left| \right| \left\| \right\| \vert \min(x,y)"
    r" \operatorname{tr} \mathrm{diag} \text{tr} \otimes \langle \rangle"
    r" \mathbb{E} \mathbb{E}_{i \sim y} \sim \operatorname{Var} E \mathrm{Bernoulli}"
    r" \left. \right|_{x=0} |_{x=0} \right| \Big| \lim \lim_{x\to0} \lim_{x\to\infty} ^+"
    r" \rightarrow \forall (i=j) \text{if} log tanh(x) \overset{a}{=} {\bf \unicode{x3c3} σ ... ||"
    r" \hspace{1in} \color{red} ~~(3) 1(i=j) [i=j] \_ \( ,\quad \text{otherwise} \text{not} >="
    r" ^2 _{i} _1 \over \eqalign % ~ é ⟦ \ \colon \to"
).split()

soup = st.lists(st.sampled_from(TOKENS), max_size=14).map(" ".join)
glued_soup = st.lists(st.sampled_from(TOKENS), max_size=8).map("".join)
any_text = st.one_of(soup, glued_soup, st.text(max_size=30))
