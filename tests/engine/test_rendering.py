"""Reports as text, JSON and workflow commands."""

import json
from pathlib import Path

import pytest
from support import marked

from eqproof import rendering
from eqproof.diagnostics import Diagnostic, Equation, Link, Report
from eqproof.source import Source, Span


def finding(page, message="the two sides are not equal", **rest):
    text, span = marked(page)
    return Diagnostic("sides-differ", Source("docs/a.md", text), span, message, **rest)


FOUND = finding(
    "text\n\n  $$\n  &= ⟦x + 1⟧\n  $$",
    witness={"y": "0", r"\hat{y}": "1/2"},
    left="2",
    right="-2",
    help="equal if the sign is flipped",
)


def link(verdict, **rest):
    return Link("1", "=", "x", "y", Span(3, 5), verdict, **rest)


def report():
    source = Source("docs/a.md", "a\n$x = y = z$\n")
    links = (
        link("proved", by="rational-normal-form", points=24),
        link("by-definition"),
        link("refuted", witness={"x": "1"}, expected="refuted"),
        link("proved", expected="refuted"),
    )
    equation = Equation(source, Span(2, 13), "claim", "x = y = z", False, ("1",), "name", links)
    return Report(2, (equation,), (FOUND,))


# -- text ----------------------------------------------------------------------------------------


def test_a_finding_shows_place_excerpt_numbers_and_help():
    assert rendering.diagnostic_text(FOUND) == (
        "docs/a.md:4:6: error[sides-differ]: the two sides are not equal\n"
        "    4 |   &= x + 1\n"
        "      |      ^^^^^\n"
        "      = at y = 0, ŷ = 1/2: left 2, right -2\n"
        "      = help: equal if the sign is flipped"
    )


def test_a_finding_without_numbers_and_help():
    assert rendering.diagnostic_text(finding("$⟦x⟧$")).splitlines()[1:] == [
        "    1 | $x$",
        "      |  ^",
    ]


def test_a_point_alone_and_sides_alone():
    alone = finding("$⟦x⟧$", witness={"x": "0"})
    assert rendering.values_text(alone) == "at x = 0"
    assert rendering.values_text(finding("$⟦x⟧$", left="1", right="2")) == "left 1, right 2"


def test_a_file_that_was_not_read_has_no_excerpt():
    missing = Diagnostic("missing-file", Source("a.md", ""), Span(0, 0), "no such file")
    assert rendering.diagnostic_text(missing) == "a.md:1:1: error[missing-file]: no such file"


@pytest.mark.parametrize(
    ("page", "line", "carets"),
    [
        ("\t$⟦x⟧$", "\t$x$", "\t ^"),
        ("数 $⟦x⟧$", "数 $x$", "    ^"),
        ("y\u0302 $⟦x⟧$", "y\u0302 $x$", "   ^"),
        ("$⟦数⟧$", "$数$", " ^^"),
        ("$⟦x\ny⟧$", "$x", " ^"),
        ("$x⟦⟧$", "$x$", "  ^"),
        ("⟦$x$⟧\r\n", "$x$", "^^^"),
        ("\x1b[2J$⟦x⟧$", "␛[2J$x$", "     ^"),
    ],
)
def test_carets_stand_below_what_they_mark(page, line, carets):
    _, excerpt, marks = rendering.diagnostic_text(finding(page)).splitlines()
    assert excerpt == f"    1 | {line}"
    assert marks == f"      | {carets}"


def test_a_long_line_is_shown_in_part():
    page = "a " * 100 + "$⟦x⟧$" + " b" * 100
    _, excerpt, carets = rendering.diagnostic_text(finding(page)).splitlines()
    assert len(excerpt) < 140
    assert excerpt.count("…") == 2
    assert excerpt[carets.index("^")] == "x"


def test_colour_marks_place_code_and_carets():
    plain = rendering.text(report())
    coloured = rendering.text(report(), colour=True)
    assert "\x1b[31m^^^^^\x1b[0m" in coloured
    for code in ("\x1b[31m", "\x1b[1m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_the_last_line_sums_up():
    assert rendering.text(report()).splitlines()[-1] == (
        "1 finding on 2 pages with 1 formula; 4 steps: 2 proved, "
        "1 by definition, 1 refuted as expected."
    )
    assert rendering.text(Report(1)) == (
        "no findings on 1 page with 0 formulas; 0 steps: none decided.\n"
    )


# -- JSON ----------------------------------------------------------------------------------------


def test_the_json_document():
    document = json.loads(rendering.as_json(report()))
    links = document["equations"][0].pop("links")
    assert document == {
        "schema": 1,
        "summary": {
            "pages": 2,
            "equations": 1,
            "proved": 2,
            "refuted_as_expected": 1,
            "errors": 1,
        },
        "equations": [
            {
                "page": "docs/a.md",
                "line": 2,
                "column": 1,
                "tags": ["1"],
                "label": "name",
                "class": "claim",
                "latex": "x = y = z",
            }
        ],
        "diagnostics": [
            {
                "code": "sides-differ",
                "page": "docs/a.md",
                "line": 4,
                "column": 6,
                "end_line": 4,
                "end_column": 11,
                "message": "the two sides are not equal",
                "witness": {"y": "0", "\\hat{y}": "1/2"},
                "left": "2",
                "right": "-2",
                "help": "equal if the sign is flipped",
            }
        ],
    }
    assert links[0] == {
        "tag": "1",
        "relation": "=",
        "left": "x",
        "right": "y",
        "line": 2,
        "column": 2,
        "verdict": "proved",
        "by": "rational-normal-form",
        "points": 24,
        "witness": None,
    }
    assert links[2]["witness"] == {"x": "1"}
    assert [entry.get("expected") for entry in links] == [None, None, "refuted", "refuted"]


def test_the_keys_of_the_json_stand_in_their_order():
    document = json.loads(rendering.as_json(report()))
    assert list(document) == ["schema", "summary", "equations", "diagnostics"]
    assert list(document["summary"]) == [
        *("pages", "equations", "proved", "refuted_as_expected", "errors")
    ]
    assert list(document["equations"][0]) == [
        *("page", "line", "column", "tags", "label", "class", "latex", "links")
    ]
    assert list(document["equations"][0]["links"][2]) == [
        *("tag", "relation", "left", "right", "line", "column", "verdict", "by", "points"),
        *("witness", "expected"),
    ]
    assert list(document["diagnostics"][0]) == [
        *("code", "page", "line", "column", "end_line", "end_column", "message", "witness"),
        *("left", "right", "help"),
    ]


def test_letters_of_other_alphabets_are_written_as_they_are():
    assert "ŷ" in rendering.as_json(Report(1, (), (finding("$⟦x⟧$", message="ŷ"),)))


# -- GitHub --------------------------------------------------------------------------------------


def test_a_workflow_command():
    assert rendering.github(report()).splitlines()[0] == (
        "::error file=docs/a.md,line=4,col=6,endLine=4,endColumn=11,title=sides-differ::"
        "the two sides are not equal%0Aat y = 0, ŷ = 1/2: left 2, right -2%0A"
        "help: equal if the sign is flipped"
    )


def test_signs_of_workflow_commands_are_escaped():
    source = Source("a,b:c%.md", "$x$")
    found = Diagnostic("undecided", source, Span(0, 3), "50% of\r\nthis: a, b")
    (command, _) = rendering.github(Report(1, (), (found,))).splitlines()
    assert command == (
        "::error file=a%2Cb%3Ac%25.md,line=1,col=1,endLine=1,endColumn=4,title=undecided::"
        "50%25 of%0D%0Athis: a, b"
    )


def keys(value):
    """Return all keys of the JSON, those of a witness left out: they are names of the page."""
    if isinstance(value, list):
        return set().union(*map(keys, value))
    if not isinstance(value, dict):
        return set()
    return set(value).union(*(keys(v) for k, v in value.items() if k != "witness"))


def test_every_key_of_the_json_is_documented():
    page = Path(__file__).parents[2].joinpath("docs/eqproof/command.md").read_text("utf-8")
    said = keys(json.loads(rendering.as_json(report())))
    assert not {key for key in said if f"`{key}`" not in page}
