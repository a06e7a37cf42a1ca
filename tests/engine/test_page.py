"""Which formulas a page holds, and where; Python-Markdown with arithmatex is the witness."""

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import plain, shown_formulas
from support import codes, everywhere, marked

from eqproof import page as package
from eqproof.page import read_page, text
from eqproof.source import Source, Span


def read(page):
    return read_page(Source("page.md", page))


def latex(page):
    return [plain(formula.latex) for formula in read(page).formulas]


def check_places(page):
    """Every character of a formula stands on the page where the formula says."""
    source = page.source.text
    for formula in page.formulas:
        assert formula.span.start <= formula.inner.start < formula.inner.end <= formula.span.end
        assert len(formula.latex) == formula.inner.end - formula.inner.start
        for char, shown in zip(
            formula.latex, source[formula.inner.start : formula.inner.end], strict=True
        ):
            assert char == shown or (char == " " and shown != "\n")


SHOWN = {
    "inline": "text $x$ text",
    "inline over two lines": "text $x +\ny$ text",
    "round": r"text \(x\) text",
    "several": "$x$ and $y$, $z$",
    "display": "$$x$$",
    "display of several lines": "$$\nx\n  = y\n$$",
    "square": "\\[\nx\n\\]",
    "environment": "\\begin{align}\nx &= y\n\\end{align}",
    "environment with a star": "\\begin{align*}\nx &= y\n\\end{align*}",
    "environment in dollars": "$$\n\\begin{aligned}\nx &= y\n\\end{aligned}\n$$",
    "heading": "# On $x$\n\nOn $y$\n===",
    "emphasis": "**$x$** and *text $y$*",
    "list": "- $x$\n- text\n    - $y$\n\n    text $z$",
    "display in a list": "1. text\n\n    $$\n    x\n    $$\n\n2. $y$",
    "loose list": "- $a$\n\n- $b$\n\n    $$ c $$",
    "quote": "> $x$\n>\n> $$\n> y\n> $$",
    "lazy quote": "> $x$\n$y$",
    "quote in a list": "- text\n\n    > $$\n    > x\n    > $$",
    "admonition": "!!! note\n    $x$\n\n    $$\n    y\n    $$\n\n$z$",
    "title": '!!! note "The $x$"\n    text',
    "details": '??? note "The $x$"\n    $$\n    y\n    $$',
    "tabs": '=== "A"\n    $x$\n\n=== "B"\n    $$\n    y\n    $$',
    "nested boxes": "!!! note\n    !!! tip\n        - $x$\n\n            $$ y $$",
    "table": "| $a$ | b |\n| --- | --- |\n| $c$ | `$d$` |",
    "table with a bar in a formula": "| a | b |\n| --- | --- |\n| $P(y|x)$ | c |",
    "definition list": "Term $x$\n\n:   Text $y$\n\n    $$\n    z\n    $$",
    "footnote": "Text[^1]\n\n[^1]: Note $x$\n\n    $$\n    y\n    $$",
    "link text": "[$x$](other.md)",
    "code span": "`$x$` and ``a ` $y$`` and $z$",
    "code span that is not closed": "` $x$",
    "fence": "```\n$x$\n```\n\n$y$",
    "fence of waves": "~~~ python\n$x$\n~~~\n\n$y$",
    "longer fence": "````\n```\n$x$\n```\n````\n\n$y$",
    "fence in a list": "- text\n\n    ```latex\n    $x$\n\n    $$y$$\n    ```\n\n    $z$",
    "fence in a quote": "> ```\n> $x$\n> ```\n> $y$",
    "fence in a box": '!!! note\n    ``` latex title="a"\n    $x$\n    ```\n\n    $y$',
    "fence that is not closed": "```\n$x$",
    "fence that ends in dedented text": "    ```\n    $x$\n$y$\n",
    "indented code": "text\n\n    $x$\n\n$y$",
    "fence in indented code": "    code\n```\n$x$\n```",
    "comment": "<!-- $x$ -->\n\n$y$",
    "comment of several lines": "<!--\n$x$\n\n$$\ny\n$$\n-->\n\n$z$",
    "comment in a line": "text <!-- $x$ --> $y$",
    "comment that is not closed": "<!-- $x$\n\n$y$",
    "preformatted": "<pre>\n$x$\n\n$y$\n</pre>\n\n$z$",
    "script": "<script>\nif (a < b) { $x$ }\n</script>\n\n$y$",
    "style": "<style>\n$x$\n</style>\n$y$",
    "division": '<div class="a">\n<p>$x$</p>\n\n$y$\n</div>\n\n$z$',
    "division read as Markdown": '<div class="a" markdown>\n\n$x$\n\n</div>\n\n$y$',
    "inline HTML": "text <b>$x$</b>",
    "escaped dollar": r"costs \$5 and $x$ and \$6",
    "escaped backslash": r"\\$x$",
    "lone dollar": "costs $5 and more",
    "two prices": "costs $5 or $6 today",
    "blank inside": "$ x$ and $y $",
    "dollar in a formula": r"$x \$ y$",
    "text before the display": "text\n$$\nx\n$$",
    "text after the display": "$$\nx\n$$ text",
    "empty line inside": "$$\nx\n\ny\n$$",
    "image": "![$x$](a.png) $y$",
    "link destination": "[text](a$b$c) $y$",
    "reference": "[id]: http://a$b$c\n\n$y$",
    "CRLF": "$x$\r\n\r\n$$\r\ny\r\n$$\r\n\r\n> $$\r\n> z\r\n> $$\r\n",
    "tabs as indentation": "-\ttext\n\n\t$$\n\tx\t= y\n\t$$",
    "other alphabets": "𝒙 é $ŷ = 𝒙$",
    "list item with a minus row": "- $$\n  a\n  - b\n  $$",
    "rule": "text\n---\n$x$\n\n***\n\n$y$",
    "rule in a paragraph": "text $x$\n***\n$y$",
    "heading in a paragraph": "text $x$\n# On $y$\n$z$",
    "heading in an item": "- # $x$\n  text $y$\n  text $a$\n- b\n\n- $z$",
    "text below a heading in an item": "- # $x$\n  text $y$\n\n- $z$",
    "reference between lines": "text $x$\n[id]: http://a\n$y$",
    "table of one column": "| $a$ |\n| --- |\n| $b$ |",
    "table without borders": "$a$ | b\n--- | ---\n$c$ | \\` $d$ | `e|` | $f$",
    "table with open ticks": "| a | b |\n| --- | --- |\n| `` $c$ | \\| $d$ ` |",
    "no table": "$a$ | b\n--- | --- | ---\n$c$ | d",
    "control signs": "$x \x02+ y\x03$",
    "heading in a loose item": "- a\n\n- # $x$\n    $y$",
    "items of two lines": "- $a\n= b$\n- text\ntext $c$",
    "items in items": "* * $a$\n    * $b$\n* $c$\n    1. $d$\n    2. $e$\n        text $f$",
    "item of an item after a gap": "* \n\n    * $a$\n\n        $$ b $$\n\n        * $c$",
    "deeper than its list": "- $a$\n\n            $b$",
    "list in a box": "!!! note\n    - $a$\n\n        - $b$\n\n            $$ c $$\n\n    $d$",
    "text below a box": "!!! note\n    $a$\n$b$",
    "text above a box": "$a$\n!!! note\n    $b$",
    "two terms": "A\nB $a$\n:   $b$\n$c$\n:   $d$\n\n:   $e$\n\nC\n:   $f$\n    $g$\n\n    $$ h $$",
    "colon without a term": ":   $x$",
    "colon below a heading": "# A\n\n:   $x$",
    "definition with a rest": "A\n:   $x$\n    $y$\nB $z$",
    "footnotes in one block": "[^1][^2]\n\n[^1]: $a$\n    $b$\n[^2]: $c$\n",
    "footnote below text": "text[^1] $a$\n[^1]: $b$",
    "footnote in a footnote": "[^1][^2]\n\n[^1]: $a$\n\n    $b$\n[^2]: $c$",
    "fence in a quote that goes deeper": "> ```\n> $x$\n>> $y$\n> ```",
    "fence in a quote that ends": "> ```\n> $x$\n>\ntext $y$\n> ```\n\n$z$",
    "raw with a comment": "<div>\n<!-- </div> -->\n<hr>\n<b>\n$x$\n</b></div>\n$y$",
    "raw with a script": "<div><script>if (a</div>b) {}</script>\n$x$\n</div>\n\n$y$",
    "raw with an open script": "<div><script>\n$x$",
    "raw with other signs": "<div>\n1 < 2, </p> <img/>\n$x$\n</div>\n$y$",
    "raw without an end": "<div>\n$x$\n\n$y$",
    "raw beside raw": "<p>$a$</p> text <p>$b$</p> $c$ <!-- d --> $e$",
    "end tag alone": "</div>\n\n$x$",
    "processing instruction": "<?php $x ?>\n\n$y$",
    "nothing": "",
    "blanks": " \n\t\n",
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_page_holds_what_markdown_shows(case):
    page = read(SHOWN[case])
    check_places(page)
    found = [plain(formula.latex) for formula in page.formulas]
    expected = shown_formulas(SHOWN[case])
    assert found == expected


PIECES = [
    *("$x$", "$y = 1$", "$$\nz\n$$", "$$ a $$", r"\(b\)", r"\[c\]", "$r\n s$", "$", "$$", r"\$"),
    *("\\begin{align}\nd\n\\end{align}", "\\begin{cases}x\\end{cases}", "\\\\", "text", "é", "𝒙"),
    *("`$e$`", "`", "``", "```", "~~~", "```\n$f$\n```", "~~~\n$f$\n~~~"),
    *("    ", "  ", " ", "\t", "\n", "\n", "\n\n", "\n\n", "\r\n", "\n    ", "\n\n    "),
    *("- ", "* ", "1. ", "> ", ">", "\n> ", "\n- ", "\n    - ", ":   ", "# ", "## H", "===", "---"),
    *("!!! given\n", '!!! note "T $t$"\n', "??? given\n", '=== "A"\n', "|", "***", "{: .c }"),
    *("| a | b |\n|---|---|\n| $g$ | h |", "[id]: http://x", "<b>$q$</b>", "<br>", "</div>"),
    *("<!-- $n$ -->", "<div>\n$o$\n</div>", "<pre>$p$</pre>"),
]


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_page_holds_what_markdown_shows(page):
    found = read(page)
    check_places(found)
    # a comment behind raw HTML on its line vanishes from the text around it
    expected = sorted(formula.replace(" ", "") for formula in shown_formulas(page))
    assert sorted(plain(f.latex).replace(" ", "") for f in found.formulas) == expected


@settings(deadline=None)
@given(st.text(alphabet="$\\[](){}beginadl`~<>!-#:=|?\"' \n\t\r*1.&^_\x02\x03"))
def test_any_text_is_read(page):
    check_places(read(page))


def test_deep_nesting_is_read():
    for prefix in ("> ", "- ", "1. ", ">", "!!! note\n    "):
        assert read(prefix * 2000 + "$x$") is not None


def test_the_name_of_an_included_file_holds_no_formula():
    assert latex('--8<-- "a$b$c.md"\n\n    ;--8<-- "a$b$c.md"\n\n$y$') == ["y"]


@pytest.mark.parametrize("module", [text, package], ids=["text", "page"])
def test_examples_of_the_modules_hold(module):
    names = {"Source": Source}
    assert doctest.testmod(module, extraglobs=names).failed == 0


# -- where formulas stand ------------------------------------------------------------------------


def test_every_kind_of_place_keeps_positions():
    for place, source, span in everywhere(r"\alpha + ⟦\beta⟧", given="- $x$"):
        *_, formula = read_page(source).formulas
        start = span.start - formula.inner.start
        assert formula.latex[start : start + len(r"\beta")] == r"\beta", place


def test_delimiters_are_in_the_span_and_not_inside():
    page = read("a $x$, \\(y\\)\n\n$$z$$\n\n\\[w\\]")
    source = page.source.text
    spans = [source[f.span.start : f.span.end] for f in page.formulas]
    assert spans == ["$x$", "\\(y\\)", "$$z$$", "\\[w\\]"]
    assert [source[f.inner.start : f.inner.end] for f in page.formulas] == ["x", "y", "z", "w"]
    assert [f.display for f in page.formulas] == [False, False, True, True]


def test_a_bare_environment_is_all_inside():
    (formula,) = read("\\begin{align}x\\end{align}  ").formulas
    assert formula.span == formula.inner == Span(0, 25)


def test_an_environment_inside_of_a_formula_is_a_part_of_it():
    page = read("so $x = \\begin{cases} y \\end{cases}$ holds")
    assert [f.latex for f in page.formulas] == ["x = \\begin{cases} y \\end{cases}"]
    assert not page.diagnostics


def test_what_belongs_to_markdown_is_blank_in_a_formula():
    (formula,) = read("> $$\n> x\n> = y\n> $$").formulas
    assert formula.latex == "\n  x\n  = y\n  "


def test_a_greater_sign_of_the_formula_stays():
    (formula,) = read("$$\nx\n  \\quad > y\n$$").formulas
    assert ">" in formula.latex


def test_windows_line_breaks_do_not_move_positions():
    page, span = marked("a\r\n\r\n$$\r\nx =\r\n⟦y⟧\r\n$$\r\n")
    (formula,) = read(page).formulas
    assert formula.latex[span.start - formula.inner.start] == "y"
    assert "\r" not in formula.latex


# -- front matter --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "formulas"),
    [
        ("---\ntitle: On $x$\ntags:\n  - $y$\n---\n$z$", ["z"]),
        ("---\ntitle: On $x$\n...\n\n$z$", ["z"]),
        ("---\nOn $x$\n\n---\n$z$", ["x", "z"]),
        ("text\n\n---\ntitle: $x$\n---\n", ["x"]),
        ("---\r\ntitle: On $x$\r\n---\r\n$z$", ["z"]),
    ],
)
def test_front_matter_holds_no_formula(page, formulas):
    assert latex(page) == formulas


def test_front_matter_does_not_move_positions():
    page, span = marked("---\ntitle: a\n---\n\n$⟦x⟧$")
    assert read(page).formulas[0].inner == span


# -- given blocks --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head", ["!!! given", '!!! given "Shapes"', "??? given", '???+ given "A"', "!!! given inline"]
)
def test_the_formulas_of_a_given_block_know_it(head):
    page = read(f"$a$\n\n{head}\n    - $b$\n    - text\n\n        $$\n        c\n        $$\n\n$d$")
    assert [formula.given for formula in page.formulas] == [None, 0, 0, None]
    assert len(page.givens) == 1


def test_other_boxes_are_not_given_blocks():
    assert read('!!! note "given"\n    $x$').givens == ()


def test_given_blocks_are_numbered_in_order():
    page = read("!!! given\n    $a$\n\n!!! given\n    $b$\n\n- x\n\n    !!! given\n        $c$")
    assert [given.number for given in page.givens] == [0, 1, 2]
    assert [formula.given for formula in page.formulas] == [0, 1, 2]


def test_a_given_block_ends_with_its_content():
    text, span = marked("a\n\n⟦!!! given\n    $x$\n\n    $y$⟧\n\nb")
    assert read(text).givens[0].span == span


GIVEN = "!!! given\n    $x$\n"


@pytest.mark.parametrize(
    "page",
    [
        f"a\n\n⟦{GIVEN}\nb\n\n## c\n\nd⟧",
        f"# a\n\n⟦{GIVEN}\n## b\n\nc⟧",
        f"# a\n\n## b\n\n⟦{GIVEN}\n### c\n\nd\n\n⟧## e\n\nf",
        f"# a\n\n### b\n\n⟦{GIVEN}\n⟧## c",
        f"# a\n\n## b\n\n### c\n\n⟦{GIVEN}\n⟧### d",
        f"b\n---\n\n⟦{GIVEN}\n⟧c\n---",
        f"## b\n\n⟦{GIVEN}\n```\n## c\n```\n\nd⟧",
        f"## b\n\n⟦{GIVEN}\n!!! note\n    ## c\n\n> ## d⟧",
        f"## b\n\n- text\n\n    ⟦{GIVEN.replace(chr(10), chr(10) + '    ')}\n\n⟧## c",
    ],
)
def test_a_given_block_holds_to_the_end_of_its_section(page):
    text, span = marked(page)
    assert [given.scope for given in read(text).givens] == [span]


# -- quotations ----------------------------------------------------------------------------------


def test_a_quotation_names_its_code_and_shows_its_source():
    page = read('!!! broken "unbalanced-bracket"\n    ```latex\n    a(\n      b\n    ```\n\n$x$')
    (quotation,) = page.quotations
    source = page.source.text
    assert quotation.code == "unbalanced-bracket"
    assert source[quotation.code_span.start : quotation.code_span.end] == "unbalanced-bracket"
    assert source[quotation.inner.start : quotation.inner.end] == quotation.latex
    assert quotation.latex.split() == ["a(", "b"]
    assert [formula.latex for formula in page.formulas] == ["x"]


def test_a_quotation_in_a_quote_is_without_the_signs_of_the_quote():
    (quotation,) = read('> !!! broken "a"\n>     ```\n>     x\n>     y\n>     ```').quotations
    assert quotation.latex == "x\n      y"


@pytest.mark.parametrize(
    "page",
    [
        "⟦!!! broken⟧\n    ```\n    a(\n    ```",
        '⟦!!! broken "unbalanced-bracket"⟧\n    a(',
        '⟦!!! broken "unbalanced-bracket"⟧\n    ```\n    a(\n    ```\n\n    ```\n    b\n    ```',
    ],
)
def test_a_quotation_without_name_or_source_is_a_finding(page):
    text, span = marked(page)
    assert codes(read(text)) == [("quoted-mismatch", span)]
