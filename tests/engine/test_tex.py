r"""LaTeX documents: which formulas they show, where they stand, and what is declared."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import codes, marked

from eqproof.check import check_pages
from eqproof.page import read_page, tex, tex_macros, tex_text
from eqproof.source import Source

GIVEN = "\\begin{given}\n  $a, b \\in \\mathbb{R}$\n\\end{given}\n\n"


def page(text):
    return read_page(Source("a.tex", text))


def formulas(text):
    found = page(text)
    assert not found.diagnostics
    return [formula.latex for formula in found.formulas]


def findings(text):
    return check_pages([Source("a.tex", text)])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$a$, \\(b\\), \\[c\\] and $$d$$", ["a", "b", "c", "d"]),
        ("\\begin{align*}\na &= b\n\\end{align*}", ["\\begin{align*}\na &= b\n\\end{align*}"]),
        ("\\begin {math} a \\end {math}", ["\\begin {math} a \\end {math}"]),
        ("costs \\$5 and \\$6, and $a$", ["a"]),
        ("a line\\\\[2pt] and \\\\[a] $b$", ["b"]),
        ("$a$ % $b$\n100\\% of $c$", ["a", "c"]),
        ("\\\\% $a$\n$b$", ["b"]),
        ("\\verb|$a$| \\verb*+$b$+ \\lstinline{$c$} $d$", ["d"]),
        ("\\begin{verbatim}\n$a$\n\\end{verbatim}\n$b$", ["b"]),
        ("\\begin{lstlisting}[language=C]\n$a$\n\\end{lstlisting} $b$", ["b"]),
        ("\\begin{comment}$a$\\end{comment}$b$", ["b"]),
        ("\\iffalse $a$ \\ifx $b$ \\fi $c$ \\fi $d \\iff e$", ["d \\iff e"]),
        ("\\if0 $a$ \\fi $b$ \\if 0\n$c$ \\fi", ["b"]),
        ("\\url{a%20b} $a$ \\href{x%y}{$b$}", ["a", "b"]),
        ("\\ensuremath{a^2} and \\footnote{$b$}", ["a^2", "b"]),
        ("\\[ a \\text{ if $b > 0$} \\]", [" a \\text{ if $b > 0$} "]),
        ("$a \\text{ if $b$}$", ["a \\text{ if $b$}"]),
        ("$a % why\n + b$", ["a      \n + b"]),
        ("\\documentclass{x} \\title{$a$} \\begin{document} $b$ \\end{document} $c$", ["b"]),
        ("\\section{The case $a$}", ["a"]),
    ],
)
def test_formulas_are_those_that_a_reader_sees(text, expected):
    assert formulas(text) == expected


@pytest.mark.parametrize(
    ("text", "displayed"),
    [
        *(("$a$", False), ("\\(a\\)", False), ("\\begin{math}a\\end{math}", False)),
        *(("$$a$$", True), ("\\[a\\]", True), ("\\begin{gather}a\\end{gather}", True)),
    ],
)
def test_displays_are_known(text, displayed):
    assert [formula.display for formula in page(text).formulas] == [displayed]


def test_a_line_with_a_comment_alone_ends_no_formula():
    assert len(formulas("\\[\na\n  % why\n= a\n\\]")) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("⟦$⟧a\n\nb", "never closed"),
        ("⟦$$⟧a", "never closed"),
        ("⟦\\[⟧a\n\nb\\]", "an empty line ends"),
        ("⟦\\(⟧a", "never closed"),
        ("⟦\\begin{align}⟧ a\n\n\\end{align}", "an empty line ends"),
        ("⟦\\begin{verbatim}⟧ $a$", "never closed"),
        ("⟦\\begin⟧{given}\n$a \\in \\mathbb{R}$", "never closed"),
    ],
)
def test_what_is_never_closed_is_a_finding(text, message):
    text, span = marked(text)
    (found,) = page(text).diagnostics
    assert (found.code, found.span) == ("unclosed-formula", span)
    assert message in found.message


# -- given blocks and sections -------------------------------------------------------------------


def test_a_given_block_holds_for_its_section():
    text = (
        "\\section{One}\n" + GIVEN + "\\subsection{Below}\n$a + b = b + a$\n"
        "\\section{Two}\n\\begin{given}$a \\in \\mathbb{R}_{>0}$\\end{given} $\\sqrt{a^2} = a$"
    )
    assert findings(text).ok
    text, span = marked(GIVEN.join(["\\section{One}\n", "\\section{Two}\n$⟦a⟧ = b$"]))
    assert codes(findings(text))[0] == ("unknown-symbol", span)


def test_a_given_block_above_the_first_section_holds_for_the_document():
    assert findings(f"{GIVEN}\\section{{One}} $a + b = b + a$ \\section{{Two}} $a b = b a$").ok


def test_a_whole_document_is_proved():
    report = findings(
        "\\documentclass{article}\n\\newenvironment{given}{\\begin{itemize}}{\\end{itemize}}\n"
        "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}\n\\begin{document}\n"
        "\\begin{given}\n\\item $y \\in \\{0, 1\\}$, the label\n\\item $p \\in (0, 1)$\n"
        "\\item $L := -y \\log p - (1 - y) \\log(1 - p)$\n\\end{given}\n"
        "\\begin{align}\n\\pd{L}{p} &= -\\frac{y}{p} + \\frac{1 - y}{1 - p} \\label{a} \\\\[2pt]\n"
        "% together\n&= \\frac{p - y}{p (1 - p)}\n\\end{align}\n\\end{document}\n"
    )
    assert report.ok
    assert [link.verdict for e in report.equations for link in e.links][-2:] == ["proved"] * 2


@pytest.mark.parametrize(
    "text",
    [
        "$a + b = ⟦b - a⟧$",
        "\\(a + b = ⟦b - a⟧\\)",
        "% $a$\n\\[ a + b % sum\n = ⟦b - a⟧ \\]",
        "\\begin{align}\n a + b &= b + a \\\\\n % no\n &= ⟦b - a⟧\n\\end{align}",
        "\\begin{verbatim}$$\\end{verbatim}$$a + b = ⟦b - a⟧$$",
        "\\newcommand{\\x}{a}\\newcommand{\\foo}[1][x]{$#1$}$\\x + b = ⟦b - \\x⟧$",
    ],
)
def test_a_wrong_sign_is_found_at_its_place(text):
    text, span = marked(GIVEN + text)
    assert codes(findings(text)) == [("sides-differ", span)]


# -- macros --------------------------------------------------------------------------------------


def test_macros_that_no_formula_uses_are_none_of_the_page():
    text = "\\def\\odd#1.{x}\\newcommand{\\w}[2][y]{@#1}\\newcommand\\R{\\mathbb{R}}$1 = 1 + 0$"
    assert formulas(text) == ["1 = 1 + 0"]


@pytest.mark.parametrize(
    "macro",
    [
        r"\newcommand{\all}{a + b}",
        r"\newcommand\all{a + b}",
        r"\newcommand*{\all}{a + b}",
        r"\renewcommand {\all} {a + b}",
        r"\DeclareRobustCommand{\all}{a + b}",
        r"\def\all{a + b}",
        r"\newcommand{\plus}{+}\def\all{a \plus b}",
        r"\newcommand{\all}{\ensuremath{a + b}\xspace}",
        r"\newcommand{\all}{$a + b$}",
        r"\newcommand{\one}[1]{#1}\newcommand{\all}{\one{a} + b}",
        "\\newcommand{\\all}{% why\n a + b}",
        r"\let\first=a\newcommand{\all}{a + b}",
    ],
)
def test_macros_of_the_preamble_hold(macro):
    text = f"\\documentclass{{x}}{macro}\\begin{{document}}{GIVEN}$\\all = b + a$\\end{{document}}"
    assert findings(text).diagnostics == ()


def test_an_operator_of_the_preamble_holds():
    text = r"\DeclareMathOperator{\relu}{relu}$\relu(t) := \max(0, t)$ and $\relu(-1) = 0$"
    assert findings(text).ok


def test_a_definition_that_cannot_be_read_is_found_where_a_formula_uses_it():
    text, span = marked(r"⟦\newcommand{\x}[1]⟧[a]{#1} $\x = 1$")
    assert codes(findings(text))[0] == ("unsupported", span)


def test_a_macro_that_is_a_formula_in_text_is_read_where_it_is_used():
    head = r"\newcommand{\sq}[1]{\ensuremath{#1^2}}" + GIVEN
    assert formulas(f"{head} so \\sq{{a}} is there")[-1] == "\\sq{a}"
    text, span = marked(f"{head} so \\sq{{a}} and \\sq{{⟦q⟧}} are there")
    assert codes(findings(text)) == [("unknown-symbol", span)]


@pytest.mark.parametrize(
    "macros",
    [
        r"\newcommand{\be}{\begin{equation}}\newcommand{\ee}{\end{equation}}",
        r"\def\be{\[}\def\ee{\]}",
        r"\def\be{the \ensuremath{L} is $}\def\ee{$}",
    ],
)
def test_macros_that_open_a_formula_are_a_finding(macros):
    found = page(f"{macros} so \\be a = b \\ee").diagnostics
    assert [one.code for one in found] == ["unsupported"] * 2
    assert "\\be stands for the ends of a formula" in found[0].message


# -- nothing fails -------------------------------------------------------------------------------

PIECES = (
    r"$ $$ \[ \] \( \) { } \\ \begin{align} \end{align} \begin{given} \end{given} \begin{document}"
    r" \end{document} \newcommand \def \let \x {\x} [1] #1 \ensuremath % \% \verb| | \iffalse \fi"
    r" \section{ a = b \begin{verbatim} \end{verbatim} \text{ \newenvironment \url{ & \ "
).split(" ")
texts = st.lists(st.sampled_from([*PIECES, "\n", "\n\n", " "]), max_size=14).map("".join)


@given(texts)
def test_any_text_is_read_and_every_formula_stands_where_it_says(text):
    found = page(text)
    for formula in found.formulas:
        inner = formula.inner
        assert formula.span.start <= inner.start <= inner.end <= formula.span.end <= len(text)
        assert len(formula.latex) == inner.end - inner.start


@given(texts)
def test_no_text_makes_the_checker_fail(text):
    assert "internal-error" not in {found.code for found in findings(text).diagnostics}


@pytest.mark.parametrize("module", [tex, tex_macros, tex_text])
def test_the_examples_of_the_modules(module):
    assert doctest.testmod(module).failed == 0
