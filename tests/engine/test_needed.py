"""Hypotheses that no claim needs."""

from collections.abc import Mapping

import pytest
from claims import page
from support import codes, marked

from eqproof import deciding
from eqproof.check import check_pages
from eqproof.proof.budget import TimeUp
from eqproof.source import Source

GIVEN = r"""
- $a, b, c \in \mathbb{R}$, $u \in \mathbb{R}$
- $\mathbf{o}, \mathbf{y} \in \mathbb{R}^{K}$, $i, j \in \{1, \dots, K\}$
- $p_c := \frac{e^{o_c}}{\sum_{k=1}^{K} e^{o_k}}$
- $L := -\sum_{k=1}^{K} y_k \log p_k$
"""


def below(hypothesis: str, *claims: str) -> str:
    """Return a page that assumes the *hypothesis* and claims the others."""
    given = GIVEN.replace("p_c", "p_i").replace("o_c", "o_i") + f"- ${hypothesis}$\n"
    return page(given, "\n\n".join(f"$$\n{claim}\n$$" for claim in claims)).text


NEEDED = {
    "for the equation": (r"\sum_{k=1}^{K} y_k = 1", r"\frac{\partial L}{\partial o_i} = p_i - y_i"),
    "for one of two equations": ("a = 2", r"(b + 1) b = b^2 + b", "a b = 2 b"),
    "to be defined": (r"a \ne 0", r"\frac{a}{a} = 1"),
    "to be defined behind a logarithm": ("a > 0", r"\log(a^2 b^2 + a) - \log(a b^2 + 1) = \log a"),
    "for the sign": ("a > b", r"e^c (a - b) > 0"),
    "for what stays as it is": (
        r"\mathrm{d} \mathbf{y} = \mathbf{0}",
        r"\mathrm{d} (a \mathbf{y}) = \mathbf{y} \mathrm{d} a",
    ),
    "through another": ("a = b$, $b = 2", "c a = 2 c"),
}


@pytest.mark.parametrize("name", NEEDED)
def test_a_hypothesis_that_a_claim_needs(name):
    hypothesis, *claims = NEEDED[name]
    assert codes(check_pages([Source("page.md", below(hypothesis, *claims))])) == []


UNNEEDED = {
    "true all the same": ("a = 2", "(a + b)^2 = a^2 + 2 a b + b^2"),
    "about something else": ("c = 2", "(a + b)^2 = a^2 + 2 a b + b^2"),
    "wrong all the same": (r"\sum_{k=1}^{K} y_k = 1", r"p_i \overset{?}{=} y_i"),
    "defined all the same": (r"a \ne 0", r"\frac{a + e^b}{e^b} = \frac{a}{e^b} + 1"),
    "by definition": ("a = 2", r"L = -\sum_{k=1}^{K} y_k \log p_k"),
    "no claim at all": ("a = 2",),
    "only a mention": ("a = 2", "a + b"),
}


@pytest.mark.parametrize("name", UNNEEDED)
def test_a_hypothesis_that_no_claim_needs_is_a_finding_where_it_stands(name):
    hypothesis, *claims = UNNEEDED[name]
    text, span = marked(below(f"⟦{hypothesis}⟧", *claims))
    (finding,) = check_pages([Source("page.md", text)]).diagnostics
    assert (finding.code, finding.span) == ("unneeded-hypothesis", span)
    touched = name in ("true all the same", "wrong all the same", "defined all the same")
    what = "every claim stands without" if touched else "no claim speaks of"
    assert finding.message == f"{what} what is assumed here"
    assert finding.help == "leave it out, or show the step that needs it"


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        (("(a + b)^2 = a^2 + b^2",), "sides-differ"),
        (("a + b = b + a", "q = 1"), "unknown-symbol"),
        (("a + b = b + a", r"\mathbf{o} = \mathbf{o}^\top"), "shape-mismatch"),
    ],
)
def test_nothing_is_said_of_it_while_there_is_something_to_mend(claims, code):
    report = check_pages([Source("page.md", below("a = 2", *claims))])
    assert [finding.code for finding in report.diagnostics] == [code]


def test_of_two_that_say_the_same_either_could_go():
    text = below("a = 2$, $2 = a", "a b = 2 b")
    report = check_pages([Source("page.md", text)])
    assert [finding.code for finding in report.diagnostics] == ["unneeded-hypothesis"] * 2


def test_two_that_only_together_make_a_claim_stand():
    text = below("a = b$, $b = c", "a + u = u + c")
    assert codes(check_pages([Source("page.md", text)])) == []


def test_the_set_of_a_name_is_no_hypothesis():
    given = r"""
- $x \in \{1, \dots, K\}$ and $p, q \in \Delta^{K-1}$, with $q(x) > 0$
- $H(p, q) := -\sum_x p(x) \log q(x)$
"""
    text = page(given, r"$$ H(p, q) = -\sum_x p(x) \log q(x) $$").text
    assert codes(check_pages([Source("page.md", text)])) == []


def test_what_is_assumed_beside_the_set_of_a_name_is_one():
    text, span = marked(
        page(r"- $p \in \Delta^{K-1}$, $⟦p_1 > 0⟧$", r"$$ 2 p_1 = p_1 + p_1 $$").text
    )
    (finding,) = check_pages([Source("page.md", text)]).diagnostics
    assert (finding.code, finding.span) == ("unneeded-hypothesis", span)


def test_a_hypothesis_counts_for_its_own_scope():
    given = r"- $a \in \mathbb{R}$" + "\n- $a = 2$"
    first, second = page(given, "$a^2 = 4$").text, page(given, "$2 a = a + a$").text
    text = first.replace("# Page", "# One") + "\n" + second.replace("# Page", "# Two")
    report = check_pages([Source("page.md", text)])
    assert [finding.code for finding in report.diagnostics] == ["unneeded-hypothesis"]
    assert report.diagnostics[0].span.start == text.rindex("a = 2")


def test_one_that_contradicts_the_others_is_reported_for_that_only():
    text = below("a = 2$, $a = 3", "a b = 2 b")
    report = check_pages([Source("page.md", text)])
    assert [finding.code for finding in report.diagnostics] == ["unsatisfiable-hypothesis"]


@pytest.mark.parametrize("fault", [TimeUp, ValueError])
def test_what_cannot_be_settled_in_time_is_no_word_against_it(fault, monkeypatch):
    def fail(*_):
        raise fault

    assert deciding.decide  # loaded, so that links are decided as ever
    text = below("a = 2", "(a + b)^2 = a^2 + 2 a b + b^2")
    monkeypatch.setattr("eqproof.proof.sampling.sample", fail)  # of the trial alone
    memory = _Memory()
    assert "unneeded-hypothesis" not in [
        d.code for d in check_pages([Source("page.md", text)], cache=memory).diagnostics
    ]


class _Memory(dict[str, str]):
    """A cache."""

    load = dict.get
    store = dict.__setitem__


@pytest.mark.parametrize("cases", [NEEDED, UNNEEDED], ids=["needed", "unneeded"])
def test_the_answer_is_kept(cases: Mapping[str, tuple[str, ...]], monkeypatch):
    memory = _Memory()
    pages = [Source(name, below(*case)) for name, case in cases.items()]
    cold = check_pages(pages, cache=memory)

    def refuse(*_):
        raise AssertionError("nothing is left to settle")

    monkeypatch.setattr("eqproof.proof.decision.decide", refuse)
    monkeypatch.setattr("eqproof.proof.sampling.sample", refuse)
    assert check_pages(pages, cache=memory) == cold


def test_what_could_not_be_assumed_refutes_nothing():
    given = r"- $A \in \mathbb{R}^{n \times n}$, $v \in \mathbb{R}^{n}$"
    claim = r"$$ v^\top A v \ge 0 $$"
    without = check_pages([page(given, claim)])
    assert [d.code for d in without.diagnostics] == ["relation-fails"]
    report = check_pages([page(given + "\n- $A \\succeq 0$", claim)])
    assert [d.code for d in report.diagnostics] == ["unsupported"]
    assert report.equations[-1].links[0].verdict == "undecided"
