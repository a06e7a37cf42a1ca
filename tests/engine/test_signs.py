"""Signs: what is known of them is certain, at every end of a domain and for every size."""

from fractions import Fraction as Rational

import pytest
import sympy as sp
from claims import claim
from hypothesis import given, settings
from hypothesis import strategies as st

from eqproof.exact.terms import Delta, Exp, Log, Ranged, Total, dimension
from eqproof.proof.signs import Sign, negated, plus, sign, times

GIVEN = r"""
- $x \in \mathbb{R}$, $u \in \mathbb{R}_{>0}$, $v \in [0, 2]$, $p \in [0, 1]$, $q \in (0, 1)$
- $h \in [0, 1)$, $n \in (-1, 0]$, $t \in \{0, 1\}$, $s \in \{-1, 1\}$
- $\mathbf{w} \in (0, 1)^{m}$, $b \in (1, \infty)$, $c \in [2, \infty)$, $d \in (-\infty, -1]$
"""
FACTS = claim(GIVEN, "1 + 1 = 2")[1]
X, U, V, P, Q, H, N, T, S = (sp.Symbol(k, real=True) for k in "xuvpqhnts")
B, C, D = (sp.Symbol(k, real=True) for k in "bcd")
COUNT = dimension("m")
I = Ranged.make("i", COUNT)  # noqa: E741
W = sp.IndexedBase(r"\mathbf{w}", real=True)[I]

KNOWN = [
    (X, Sign.UNKNOWN),
    (X**2, Sign.NONNEGATIVE),
    (X**2 + 1, Sign.POSITIVE),
    (X**-2, Sign.POSITIVE),
    (U, Sign.POSITIVE),
    (P, Sign.NONNEGATIVE),
    (1 - P, Sign.NONNEGATIVE),
    (1 - H, Sign.POSITIVE),
    (N, Sign.NONPOSITIVE),
    (N + 1, Sign.POSITIVE),
    (Q * (1 - Q), Sign.POSITIVE),
    (P * (1 - P), Sign.NONNEGATIVE),
    (1 - 2 * Q, Sign.UNKNOWN),
    (2 - V - P, Sign.UNKNOWN),
    (3 - V - P, Sign.NONNEGATIVE),
    (3 - V - H, Sign.POSITIVE),
    (T, Sign.NONNEGATIVE),
    (S, Sign.NONZERO),
    (S + 1, Sign.NONNEGATIVE),
    (S * Q, Sign.NONZERO),
    (S**2, Sign.POSITIVE),
    (Exp(X), Sign.POSITIVE),
    (Exp(X) - 1, Sign.UNKNOWN),
    (Log(1 + U), Sign.POSITIVE),
    (Log(Q), Sign.NEGATIVE),
    (Log(U), Sign.UNKNOWN),
    (Log(1 + P), Sign.NONNEGATIVE),
    (B - 1, Sign.POSITIVE),
    (2 - B, Sign.UNKNOWN),
    (1 - B, Sign.NEGATIVE),
    (Log(B), Sign.POSITIVE),
    (C - 2, Sign.NONNEGATIVE),
    (C - 1, Sign.POSITIVE),
    (2 - C, Sign.NONPOSITIVE),
    (S * C - 2 * S, Sign.UNKNOWN),
    (S * C + 2 - 2 * S, Sign.UNKNOWN),
    (D + 1, Sign.NONPOSITIVE),
    (D + 2, Sign.UNKNOWN),
    (-D - 1, Sign.NONNEGATIVE),
    (C - D - 3, Sign.NONNEGATIVE),
    (B - D - 2, Sign.POSITIVE),
    (X**3, Sign.UNKNOWN),
    (U**X, Sign.POSITIVE),
    (P**X, Sign.UNKNOWN),
    (Delta(I, 1), Sign.NONNEGATIVE),
    (Total(W, (I, COUNT)), Sign.POSITIVE),
    (Total(W, (I, COUNT - 1)), Sign.NONNEGATIVE),
    (Total(-W, (I, COUNT - 2)), Sign.NONPOSITIVE),
    (Total(W * S, (I, COUNT)), Sign.UNKNOWN),
    (1 - W, Sign.POSITIVE),
    (I, Sign.POSITIVE),
    (COUNT, Sign.POSITIVE),
    (COUNT - 2, Sign.UNKNOWN),
    (Ranged.make("q", COUNT) - 1, Sign.UNKNOWN),
    (1 - Ranged.make("p", COUNT), Sign.UNKNOWN),
]


@pytest.mark.parametrize(("expression", "expected"), KNOWN, ids=str)
def test_known_signs(expression, expected):
    assert sign(expression, FACTS) is expected


TRUTHS = {
    Sign.POSITIVE: lambda x: x > 0,
    Sign.NEGATIVE: lambda x: x < 0,
    Sign.ZERO: lambda x: x == 0,
    Sign.NONNEGATIVE: lambda x: x >= 0,
    Sign.NONPOSITIVE: lambda x: x <= 0,
    Sign.NONZERO: lambda x: x != 0,
    Sign.UNKNOWN: lambda _: True,
}
NUMBERS = [Rational(n, d) for n in range(-4, 5) for d in (1, 2, 3)]


@pytest.mark.parametrize("one", Sign)
@pytest.mark.parametrize("two", Sign)
def test_the_arithmetic_of_signs_is_that_of_numbers(one, two):
    ones = [x for x in NUMBERS if TRUTHS[one](x)]
    twos = [x for x in NUMBERS if TRUTHS[two](x)]
    assert all(TRUTHS[times(one, two)](x * y) for x in ones for y in twos)
    assert all(TRUTHS[plus(one, two)](x + y) for x in ones for y in twos)
    assert all(TRUTHS[negated(one)](-x) for x in ones)


def polynomials():
    symbols = st.sampled_from([X, U, V, P, Q, H, N, T, S])
    numbers = st.integers(-3, 3).map(sp.Integer)
    factors = st.one_of(symbols, symbols.map(lambda x: 1 - x), numbers)
    terms = st.lists(factors, min_size=1, max_size=3).map(lambda f: sp.Mul(*f))
    return st.lists(terms, min_size=1, max_size=4).map(lambda t: sp.expand(sp.Add(*t)))


VALUES = {
    X: (-3, Rational(1, 2), 0, 2),
    U: (Rational(1, 9), 1, 5),
    V: (0, 1, 2),
    P: (0, Rational(1, 3), 1),
    Q: (Rational(1, 99), Rational(1, 2), Rational(98, 99)),
    H: (0, Rational(1, 2), Rational(98, 99)),
    N: (Rational(-98, 99), Rational(-1, 2), 0),
    T: (0, 1),
    S: (-1, 1),
}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(polynomials(), st.lists(st.integers(0, 11), min_size=9, max_size=9))
def test_a_sign_holds_at_every_point_of_the_domain(polynomial, choice):
    found = sign(polynomial, FACTS)
    point = {
        symbol: sp.Rational(numbers[n % len(numbers)])
        for n, (symbol, numbers) in zip(choice, VALUES.items(), strict=True)
    }
    assert TRUTHS[found](polynomial.xreplace(point))
