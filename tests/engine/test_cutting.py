r"""What cannot be read is left out of a display, and nothing that may be a condition."""

import pytest

from eqproof.check import check_pages
from eqproof.inference.cutting import cut
from eqproof.source import Source, Span

GIVEN = "!!! given\n    - $a, b, c, d \\in \\mathbb{R}$\n\n"


def left(tex):
    """Return what is left of a display, without layout, and how many faults were found."""
    source = Source("d", f"{GIVEN}$$ {tex} $$\n")
    found = cut(source, {}, Span(0, len(GIVEN)))
    assert len(found.source.text) == len(source.text)
    for before, after in zip(source.text, found.source.text, strict=True):
        assert after in (before, " ", "\\")
    return " ".join(found.source.text[len(GIVEN) + 2 : -4].split()), len(found.faults)


CUT = [
    (r"a = b \\ = \foo{c} \\ = d \\ = c", r"a = b \\ \\ d \\ = c", 1),
    (r"a = \foo = b = c", "b = c", 1),
    (r"\foo = b = c", "b = c", 1),
    (r"a = b = \foo", "a = b", 1),
    (r"a = b \\ c = \foo \\ c = d", r"a = b \\ \\ c = d", 1),
    (r"a = b \\ (c = c \\ c = d", r"a = b \\ \\ c = d", 1),
    (r"a = \foo, \\ b = c", r"\\ b = c", 1),
    (r"\foo = a = b = \foo", "a = b", 2),
    (r"a = b \\ c + \foo \\ - d = c \\ c = d", r"a = b \\ \\ c = d", 1),
    (r"\begin{align} a &= \foo \\ &= b \\ &= c \end{align}",
     r"\begin{align} b \\ &= c \end{align}", 1),
    (r"a = \begin{cases} \foo & b = c \\ c & b > c \end{cases} = d = b", "d = b", 1),
]  # fmt: skip


@pytest.mark.parametrize(("tex", "rest", "faults"), CUT)
def test_sides_are_left_out_with_their_relations(tex, rest, faults):
    assert left(tex) == (rest, faults)


KEPT = [
    r"a = \foo",
    r"\foo",
    r"a = b, \quad c = \foo",
    r"a = b, \\ c = \foo \\ c = d",
    r"a = b \text{ if } c > \foo \\ c = d",
    r"a = b \\ \foo = c \implies c = d",
    r"a = b \quad \forall c > \foo \\ c = d",
    r"(a = \foo \\ b = c) \\ = d",
]


@pytest.mark.parametrize("tex", KEPT)
def test_nothing_is_left_out_where_lines_may_be_tied(tex):
    assert left(tex)[0] == tex


def test_what_is_readable_stays():
    assert left(r"a = b \\ = c") == (r"a = b \\ = c", 0)


@pytest.mark.parametrize("rest", [rest for _, rest, _ in CUT])
def test_what_is_left_can_be_read(rest):
    report = check_pages([Source("d", f"{GIVEN}$$ {rest} $$\n")])
    assert {d.code for d in report.diagnostics} <= {"sides-differ"}
