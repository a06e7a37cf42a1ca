"""Offsets, lines and columns."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eqproof import source
from eqproof.source import Source, Span


def test_examples_of_the_module_hold():
    assert doctest.testmod(source).failed == 0


@pytest.mark.parametrize(
    ("text", "offset", "position"),
    [
        ("", 0, (1, 1)),
        ("abc", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("𝒙é\nb", 1, (1, 2)),
        ("a\n", 2, (2, 1)),
        ("a", 99, (1, 2)),
    ],
)
def test_position(text, offset, position):
    assert Source("a.md", text).position(offset) == position


@pytest.mark.parametrize(
    ("number", "line"), [(1, "one"), (2, ""), (3, "three"), (4, "last")], ids=str
)
def test_a_line_comes_without_its_break(number, line):
    assert Source("a.md", "one\r\n\nthree\nlast").line(number) == line


def test_the_carets_stand_below_the_span():
    assert Source("a.md", "x\n$a + b$").excerpt(Span(5, 6)) == (2, "$a + b$", "   ^")


def test_a_span_of_several_lines_is_marked_on_its_first():
    assert Source("a.md", "ab\ncd").excerpt(Span(1, 4)) == (1, "ab", " ^")


def test_an_empty_span_has_one_caret():
    assert Source("a.md", "ab").excerpt(Span(1, 1)) == (1, "ab", " ^")


def test_spans_move_and_join():
    assert Span(1, 2).shifted(3) == Span(4, 5)
    assert Span(4, 5).to(Span(1, 2)) == Span(1, 5)


@given(st.text(alphabet="a\n\r𝒙"), st.integers(0, 50))
def test_a_position_names_the_place_of_its_character(text, offset):
    page = Source("a.md", text)
    offset = min(offset, len(text))
    line, column = page.position(offset)
    assert sum(len(part) for part in text.split("\n")[: line - 1]) + line - 1 + column - 1 == offset
