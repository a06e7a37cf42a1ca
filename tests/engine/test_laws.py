"""Laws, some true and some false, with random formulas put in: what is proved is so in numbers.

The exact side alone is asked, and the numbers are looked at afterwards, also for tensors of a
single entry, which the sampler does not draw.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from claims import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from eqproof.notation.symbols import Variable
from eqproof.numbers.evaluate import Matrix, Point
from eqproof.proof.decision import points_for
from eqproof.proof.exact import prove
from eqproof.proof.facts import Facts
from eqproof.proof.numeric import Difference, look
from eqproof.statements.claims import Claim

GIVEN = r"""
- $x, y \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$, $q \in (0, 1)$, $h \in [0, 1]$, $n \in (-1, 0]$
- $t \in \{0, 1\}$, $s \in \{-1, 1\}$
- $\mathbf{w} \in \mathbb{R}^{m}$, $\mathbf{v} \in (0, 1)^{m}$, $i, j, k \in \{1, \dots, m\}$
- $a^{(i)} \in \mathbb{R}$, $\mathbf{b}_i \in \mathbb{R}^{d}$
- $\mathbf{c}_i := a^{(i)} \mathbf{b}_i$
- $g_i(x) := a^{(i)} x^2 + v_i$, $s(\mathbf{w})_i := x w_i + v_i$
- $r_i \in \{1, \dots, m\}$
- $Z \in \mathbb{R}^{m \times m}$
- $f \colon \mathbb{R} \to \mathbb{R}$, $F \colon \mathbb{R}^{m} \to \mathbb{R}$
- $\ell \colon \mathbb{R} \times \mathbb{R} \to \mathbb{R}$
- $z := x u + q$
- $b \sim \mathrm{Bernoulli}(q)$
- $P(x, u) := z x + u$
- $p := \mathbf{w}^\top \mathbf{w}$, $Q(\mathbf{w}) := p + \mathbf{w}^\top \mathbf{v}$
- $r \in \{1, \dots, m\}$, $o := w_r^2$
"""
LAWS = r"""
\log(A B) = \log A + \log B
\log(A^2) = 2 \log A
\log \frac{A}{B} = \log A - \log B
e^{A + B} = e^A e^B
e^{A B} = e^A + e^B
e^{\log A} = A
(A^2)^{1/2} = A
A^2 A^{-1} = A
(A B)^3 = A^3 B^3
(A + B)^2 = A^2 + B^2
\frac{A + B}{C} = \frac{A}{C} + \frac{B}{C}
\frac{A}{B + C} = \frac{A}{B} + \frac{A}{C}
\sum_{k=1}^{m} A = m A
\sum_{k=1}^{m} A v_k = A \sum_{k=1}^{m} v_k
\sum_{k=1}^{m} v_k w_k = (\sum_{k=1}^{m} v_k) (\sum_{k=1}^{m} w_k)
\sum_{k=1}^{m} A v_k = A v_1 + \sum_{k=2}^{m} A v_k
\sum_{k=1}^{m-2} A = (m - 2) A
\sum_{k=1}^{m} (A + v_k)^2 = m A^2 + 2 A \sum_{l=1}^{m} v_l + \sum_{k=1}^{m} v_k^2
\frac{\partial (A B)}{\partial u} = B \frac{\partial A}{\partial u} + A \nabla_u B
\frac{\partial}{\partial u} e^{A} = e^{A} \frac{\partial A}{\partial u}
\frac{\partial}{\partial w_i} (A^2) = 2 A
\frac{\partial}{\partial z} (A z) = A
\frac{\partial}{\partial x} f(A) = f'(A)
\frac{\partial}{\partial x} f(A) = f'(A) \frac{\partial A}{\partial x}
\mathrm{d} (A B) = A \mathrm{d} B + B \mathrm{d} A
\nabla_{\mathbf{b}_i} (A \mathbf{b}_j^\top \mathbf{b}_j) = 2 A \delta_{ij} \mathbf{b}_i
\frac{\partial}{\partial \mathbf{b}_i} (A \mathbf{b}_j^\top \mathbf{b}_j) = 2 A \mathbf{b}_i
\frac{\partial}{\partial a^{(i)}} \sum_{k=1}^{m} A a^{(k)} = A
\frac{\partial}{\partial a^{(i)}} \sum_{k=1}^{m} A a^{(k)} = m A
\nabla_{\mathbf{b}_i} (A \sum_{k=1}^{m} \mathbf{c}_k^\top \mathbf{b}_k) = 2 A a^{(i)} \mathbf{b}_i
A \mathbf{c}_i = A a^{(j)} \mathbf{b}_i
\sum_{k=1}^{m} g_k(A) = A^2 \sum_{k=1}^{m} a^{(k)} + \sum_{k=1}^{m} v_k
\sum_{k=1}^{m} g_k(A) = m g_i(A)
A \frac{\partial g_i(x)}{\partial x} = 2 A a^{(i)} x
g_i(A + B) = g_i(A) + g_i(B)
s(A \mathbf{w})_i = A s(\mathbf{w})_i + (1 - A) v_i
s(A \mathbf{w})_i = A s(\mathbf{w})_i
A \frac{\partial s(\mathbf{w})_i}{\partial w_j} = A x \delta_{ij}
A \frac{\partial s(\mathbf{w})_i}{\partial w_j} = A x
\sum_{k=1}^{m} A \mathbb{1}[r_i = k] v_k = A v_{r_i}
\sum_{k=1}^{m-1} A \mathbb{1}[r_i = k] v_k = A v_{r_i}
A \frac{\partial w_{r_i}}{\partial w_j} = A \delta_{r_i j}
A \frac{\partial w_{r_i}}{\partial w_j} = A \delta_{i j}
A v_{r_i} = A v_{r_j}
A Z_{i,:}^\top = A Z_{:,i}
(A Z)_{i,:} Z_{:,j} = A \sum_{k=1}^{m} Z_{ik} Z_{kj}
A t = A t^2
A s^2 = A
A s^3 = A t
A \frac{\partial w_i}{\partial w_j} = 0
A \delta_{ij} w_i = A \delta_{ij} w_j
A \delta_{ij} = A
\sum_{k : k \ne i} A v_k = A \sum_{k=1}^{m} v_k - A v_i
\sum_{k : k \ne i} A v_k = A \sum_{k=1}^{m} v_k - A
\sum_{i < j} A w_i w_j = A \sum_{i, j : i \ne j} w_i w_j
\sum_{i < j} (A + w_i) w_j = \sum_{i > j} (A + w_i) w_j
\sum_{i, j : i < j} A = \frac{m (m - 1)}{2} A
\mathbb{1}[A < B] + \mathbb{1}[B \le A] = 1
\mathbb{1}[A < B] + \mathbb{1}[B < A] = 1
\mathbb{1}[A = B] A = \mathbb{1}[A = B] B
\mathbb{1}[A > 0] A \ge 0
\begin{cases} A & t = 1 \\ B & \text{otherwise} \end{cases} = t A + (1 - t) B
\begin{cases} A & A > B \\ B & \text{otherwise} \end{cases} = B + \mathbb{1}[A > B] (A - B)
\begin{cases} A & A > B \\ B & \text{otherwise} \end{cases} = A
\begin{cases} \frac{A}{C} & C \ne 0 \\ B & C = 0 \end{cases} = \frac{A}{C} + \mathbb{1}[C = 0] B
\partial_x \begin{cases} A & s = 1 \\ B & s < 0 \end{cases} = \frac{\partial A}{\partial x}
\begin{cases} A & t > h \\ B & t \le h \end{cases} \ge 0
\frac{\partial}{\partial x} (\mathbb{1}[A < B] C) = \mathbb{1}[A < B] \frac{\partial C}{\partial x}
|A B| = |A| |B|
|A + B| = |A| + |B|
|A| = A
\sqrt{A^2} = |A|
\sqrt{A^2} = A
|A|^3 = A^2 |A|
\max(A, B) + \min(A, B) = A + B
\max(A, B) = A
\max(A, B) = \frac{A + B + |A - B|}{2}
\lVert A \mathbf{w} \rVert = |A| \lVert \mathbf{w} \rVert
\lVert A \mathbf{w} \rVert = A \lVert \mathbf{w} \rVert
\lVert \mathbf{w} + A \mathbf{v} \rVert^2 = \lVert \mathbf{w} \rVert^2 + A^2 \mathbf{v} : \mathbf{v}
\nabla_{\mathbf{w}} \lVert \mathbf{w} + A \mathbf{v} \rVert^2 = 2 (\mathbf{w} + A \mathbf{v})
\frac{\partial}{\partial x} |A| = \frac{A}{|A|} \frac{\partial A}{\partial x}
\frac{\partial}{\partial x} |A| = \frac{\partial A}{\partial x}
\frac{\partial}{\partial x} \max(A, B) = \frac{\partial A}{\partial x}
\mathbb{E}[A + B] = \mathbb{E}[A] + \mathbb{E}[B]
\mathbb{E}[A B] = \mathbb{E}[A] \mathbb{E}[B]
\mathbb{E}[A b] = \mathbb{E}[A] q
\mathbb{E}[b A] = q \left. A \right|_{b = 1}
\mathbb{E}[A] = A
\operatorname{Var}(A) = \mathbb{E}[A^2] - \mathbb{E}[A]^2
\operatorname{Var}(A + B) = \operatorname{Var}(A) + \operatorname{Var}(B)
\lim_{x \to y} A = \left. A \right|_{x = y}
\lim_{g \to 0} \left. \frac{A - B}{x} \right|_{x = g} = 0
\lim_{x \to \infty} \frac{A}{A} = 1
\lim_{x \to \infty} e^{-x} A = 0
\lim_{g \to 0} \frac{\left. A \right|_{x = x + g} - A}{g} = \frac{\partial A}{\partial x}
\left. A B \right|_{x = q} = \left. A \right|_{x = q} \left. B \right|_{x = q}
\left. A \right|_{x = B} = A
\left. \partial_x A \right|_{x = u} = \partial_u \left. A \right|_{x = u}
\left. \partial_x (A B) \right|_{x = y} = \left. A \partial_x B + B \partial_x A \right|_{x = y}
\left. \nabla_{\mathbf{w}} A \right|_{\mathbf{w} = A \mathbf{v}} = \nabla_{\mathbf{w}} A
P(A, B) = (A B + q) A + B
P(A, B) = z A + B
\frac{\partial}{\partial x} P(A, 0) = q \frac{\partial A}{\partial x}
\frac{\partial}{\partial x} P(A, 0) = z \frac{\partial A}{\partial x}
\partial_z P(A, B) = (2 A B + q) \partial_z A + (A^2 + 1) \partial_z B
\left. P(A, B) \right|_{x = y} = P(\left. A \right|_{x = y}, \left. B \right|_{x = y})
Q(A \mathbf{v}) = A^2 \mathbf{v}^\top \mathbf{v} + A \mathbf{v}^\top \mathbf{v}
Q(A \mathbf{w}) = A Q(\mathbf{w})
\nabla_{\mathbf{w}} Q(A \mathbf{v}) = 2 A \mathbf{w} + \mathbf{v}
\partial_x Q(A \mathbf{w}) = (2 A p + \mathbf{w}^\top \mathbf{v}) \partial_x A
F(\mathbf{w} + A \mathbf{v} - A \mathbf{v}) = F(\mathbf{w})
A F(\mathbf{v}) = F(A \mathbf{v})
\frac{\partial}{\partial w_i} F(A \mathbf{v}) = 0
\partial_x \partial_u F(A \mathbf{w}) = \partial_u \partial_x F(A \mathbf{w})
\frac{\partial}{\partial x} \ell(A, B) = \frac{\partial}{\partial x} \ell(B, A)
\partial_x \ell(A, C) = \left. \partial_y \ell(y, C) \right|_{y = A} \partial_x A
A o = A w_i^2
\sum_{k=1}^{m} o v_k A = o A \sum_{k=1}^{m} v_k
|A| \ge A
|A + B| \le |A| + |B|
|A + B| \ge |A| + |B|
\max(A, B) \ge A
\max(A, B) > A
A h > 0
A^2 \ge 0
A^2 > 0
A < A + q
A h \le A^2
A + n < A
"""
SUMS = (r"\sum_{l=1}^{m} v_l", r"\mathbf{w}^\top \mathbf{v}")
MEMBERS = ("a^{(1)}", "a^{(2)}", r"\mathbf{b}_1^\top \mathbf{c}_2")
VALUES = ("o", "P(x, u)", "P(y, q)", r"F(\mathbf{w})", r"Q(\mathbf{v})", r"\ell(x, u)")
LEAVES = (*"xyuqhntszb012", "w_1", "v_1", "-1", *SUMS, *MEMBERS, *VALUES)
formulas = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("({0[0]}) + ({0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}) ({0[1]})".format),
        st.tuples(inner, inner).map(r"\frac{{{0[0]}}}{{{0[1]}}}".format),
        inner.map("({})^2".format),
        inner.map("e^{{{}}}".format),
        inner.map(r"\log({})".format),
        inner.map("f({})".format),
        inner.map(r"\lvert {} \rvert".format),
    ),
    max_leaves=4,
)


def points(link: Claim, facts: Facts) -> Iterator[Point]:
    for point in points_for(link, facts)[:10]:
        yield point
        yield single(point, link)


def single(point: Point, link: Claim) -> Point:
    """Return *point* with one entry left of every tensor."""

    def cut(key: str, matrix: Matrix) -> Matrix:
        variable = link.notation.lookup(key)
        assert isinstance(variable, Variable)
        rows, columns = (1 if dim.name else dim.offset for dim in variable.shape)
        return tuple(row[:columns] for row in matrix[:rows])

    return replace(
        point,
        dims=dict.fromkeys(point.dims, 1),
        values={key: cut(key, matrix) for key, matrix in point.values.items()},
        increments={key: cut(key, matrix) for key, matrix in point.increments.items()},
        indices=dict.fromkeys(point.indices, 1),
    )


@pytest.mark.parametrize("law", LAWS.strip().splitlines())
@settings(max_examples=15, deadline=None, derandomize=True)
@given(one=formulas, two=formulas, three=formulas)
def test_what_is_proved_agrees_with_the_numbers(law, one, two, three):
    parts = f"- $A := {one}$\n- $B := {two}$\n- $C := {three}$\n"
    link, facts = claim(GIVEN + parts, law)
    if prove(link, facts) is None:
        return
    for point in points(link, facts):
        assert not isinstance(look(link, point)[1], Difference), point
