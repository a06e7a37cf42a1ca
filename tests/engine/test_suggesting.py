"""Answers that are offered where lines leave open what a name is: tried, and never taken for given.

Each derivation is open as it stands, and decided under its first answer. Each has a twin with a
slip, which no answer makes right.
"""

import pytest

from eqproof.infer import infer, infer_page
from eqproof.inference.pasted import as_page
from eqproof.inference.pasted_macros import macros_used
from eqproof.inference.wording import is_words
from eqproof.source import Source

# the lines, the words that the first answer begins with, and a slip: what is changed, and to what
OPEN = {
    "a name that stands for what is on the other side": (
        r"u = \mathbf{b}^\top v = \mathbf{b}^\top f(A x), \quad u = f(A x)^\top \mathbf{b}",
        "v: what stands in its place",
        (r"x)^\top \mathbf{b}", r"x)^\top \mathbf{b} + 1"),
    ),
    "what a derivative is taken of": (
        r"\frac{\partial E}{\partial q} = \frac{\partial (q - t)^2}{\partial q} = 2 (q - t)",
        "E: what stands in its place",
        ("2 (q - t)", "(q - t)"),
    ),
    "a name in several places": (
        r"\frac{\partial q}{\partial z} = \sigma(z) (1 - \sigma(z)) = q (1 - q)",
        "q: what stands in its place",
        (r"\partial z} =", r"\partial z} = 2"),
    ),
    "two values of a function": (
        r"\log \frac{P(t=1|z)}{P(t=0|z)} = \log \frac{\frac{e^z}{1 + e^z}}{\frac{1}{1 + e^z}} = z",
        "P: what stands in its place",
        ("= z", "= 2 z"),
    ),
    "an equation that is solved": (
        r"\frac{p}{1 - p} = e^u",
        "p the sigmoid of u",
        ("e^u", "e^{-u}"),
    ),
    "a binary loss": (
        r"\frac{\partial E}{\partial z} = q - t",
        "the binary cross entropy of q, with q the sigmoid of z",
        ("q - t", "q + t"),
    ),
    "a loss of classes": (
        r"\frac{\partial E}{\partial z_c} = q_c - t_c",
        "the cross entropy of q, for entries of t that add up to 1, with q the softmax of z",
        ("q_c - t_c", "2 q_c - t_c"),
    ),
    "the number of a class": (
        r"\frac{\partial E_i}{\partial z_c} = q_c - \mathbb{1}[t_i = c]",
        "minus the logarithm of the entry of q, with q the softmax of z",
        ("q_c - ", "q_c + "),
    ),
    "a focal loss": (
        (
            r"\frac{\partial E}{\partial p} = \gamma (1 - p)^{\gamma - 1} \log p"
            r" - \frac{(1 - p)^\gamma}{p}"
        ),
        "the focal loss",
        (r"\log p -", r"\log p +"),
    ),
    "a function with entries": (
        (
            r"\frac{\partial g(\mathbf{v})_i}{\partial v_j}"
            r" = g(\mathbf{v})_i (\delta_{ij} - g(\mathbf{v})_j)"
        ),
        "the softmax",
        (r"\delta_{ij} - ", r"\delta_{ij} + "),
    ),
    "indices that differ": (
        r"\frac{\partial g(\mathbf{v})_i}{\partial v_j} = -g(\mathbf{v})_i g(\mathbf{v})_j",
        "the softmax, for different i and j",
        ("= -g", "= g"),
    ),
    "a name for a sum": (
        (
            r"\frac{\partial q_i}{\partial z_i} = \frac{e^{z_i} (\Sigma - e^{z_i})}{\Sigma^2}"
            r" = q_i (1 - q_i)"
        ),
        "q the softmax of z",
        (r"\Sigma - e", r"\Sigma + e"),
    ),
    "any loss of a layer": (
        r"\frac{\partial E}{\partial W} = \frac{\partial E}{\partial z} x^\top",
        "any function of z, with z weights times inputs plus biases",
        (r"W} =", r"W} = 2"),
    ),
    "any loss behind an activation": (
        r"\frac{\partial E}{\partial z} = \frac{\partial E}{\partial a} \odot \sigma'(z)",
        "any function of a, with a made of z",
        (r"\sigma'(z)", r"\sigma(z)"),
    ),
    "weights that are transposed": (
        (
            r"\frac{\partial E}{\partial W} = x \delta^\top"
            "\n"
            r"\frac{\partial E}{\partial b} = \frac{\partial E}{\partial z}"
        ),
        "any function of z, with z the transposed weights",
        (r"= x \delta", r"= -x \delta"),
    ),
}


OPEN |= {
    "members that are columns": (
        r"\sum_{i=1}^{m} \mathbf{u}_i \mathbf{v}_i^\top = U V^\top",
        "the members are the columns",
        (r"= U V^\top", r"= V U^\top"),
    ),
    "members that are rows": (
        r"\sum_{i=1}^{m} \mathbf{u}_i v_i = U^\top \mathbf{v}",
        "the members are the rows",
        (r"= U^\top \mathbf{v}", r"= 2 U^\top \mathbf{v}"),
    ),
    "labels with one 1": (
        r"E = -\sum_{k=1}^{K} t_k \log q_k = -\log q_c",
        "t is 1 at c, and 0 elsewhere",
        (r"\log q_c", r"\log q_c + 1"),
    ),
    "vectors that are rows": (
        (
            r"h(\mathbf{t}, \mathbf{q}) = -\sum_{i=1}^{n} t_i \log q_i"
            r" = -\mathbf{t} \log \mathbf{q}^\top"
        ),
        "all vectors are rows",
        (r"= -\mathbf", r"= \mathbf"),
    ),
    "a derivative with a prime": (
        r"\frac{\partial E}{\partial z} = \frac{a - t}{a (1 - a)} a' = a - t",
        "the binary cross entropy of a, with a the sigmoid of z",
        ("= a - t", "= a + t"),
    ),
    "columns in bold": (
        r"\nabla_{\mathbf{z}} E = \mathbf{q} - \mathbf{t}",
        "the cross entropy of q, for entries of t that add up to 1, with q the softmax of z",
        (r"q} - ", r"q} + "),
    ),
    "a linear layer": (
        r"\frac{\partial z_i}{\partial x_j} = W_{ij}",
        "weights times inputs",
        (r"= W_{ij}", r"= W_{ij} x_j"),
    ),
}


def paste(text, given=()):
    page = as_page(Source("paste.md", text)).page.text
    block = "!!! given\n" + "".join(f"    - {line}\n" for line in given) + "\n" if given else ""
    return infer(Source("paste.md", block + page))


def verdicts(inferred):
    return [link.verdict for equation in inferred.report.equations for link in equation.links]


def answers(inferred):
    return list(dict.fromkeys(a for question in inferred.questions for a in question.answers))


@pytest.mark.parametrize("name", OPEN)
def test_what_is_open_is_asked_and_the_first_answer_decides_it(name):
    text, words, _ = OPEN[name]
    found = paste(text)
    assert not found.report.ok
    assert found.questions
    first = answers(found)[0]
    assert first.words.startswith(words)
    again = paste(text, first.lines)
    assert again.report.ok
    assert again.questions == ()
    assert "proved" in verdicts(again)


@pytest.mark.parametrize("name", OPEN)
def test_no_answer_makes_a_slip_right(name):
    text, _, (right, wrong) = OPEN[name]
    changed = text.replace(right, wrong)
    assert changed != text
    found = paste(changed)
    assert not found.report.ok
    for answer in answers(found):
        assert not paste(changed, answer.lines).report.ok, answer


def test_one_answer_settles_all_questions_that_it_can():
    text = (
        r"\frac{\partial E}{\partial z_c} = -\sum_{k=1}^{K} \frac{t_k}{q_k}"
        r" \frac{\partial q_k}{\partial z_c} = q_c \sum_{k=1}^{K} t_k - t_c = q_c - t_c"
    )
    found = paste(text)
    assert len(found.questions) > 1
    assert len({(q.text, q.answers) for q in found.questions}) == 1


# what the lines themselves define, which was not seen before

DEFINED = {
    "a function at a value": (
        r"P(t = 1 \mid z) = \sigma(z) = \frac{e^z}{1 + e^z}",
        ["by-definition", "proved"],
        (r"{1 + e^z}", "{2 + e^z}"),
    ),
    "two values": (
        (
            "P(t=1|z) = \\sigma(z)\n\nP(t=0|z) = 1 - \\sigma(z)\n\n"
            r"P(t=1|z) + P(t=0|z) = 1"
        ),
        ["by-definition", "by-definition", "proved"],
        ("= 1 - ", "= 2 - "),
    ),
    "a function with entries": (
        (
            r"q_c = g(\mathbf{v})_c = \frac{e^{v_c}}{\sum_{k=1}^{K} e^{v_k}}, \quad"
            r" \sum_{c=1}^{K} q_c = 1"
        ),
        ["by-definition", "by-definition", "proved"],
        ("q_c = 1", "q_c = 2"),
    ),
    "what begins with a bracket": (
        r"d = \left( W v \right) \odot f'(z), \qquad d - f'(z) \odot W v = 0",
        ["by-definition", "proved"],
        ("d - f", "d + f"),
    ),
    "a total of its parts": (
        r"E = \frac{1}{n} \sum_{i=1}^{n} E_i, \qquad n E = \sum_{i=1}^{n} E_i",
        ["by-definition", "proved"],
        ("n E", "E"),
    ),
    "a letter with an accent": (
        r"C = \|Y - \hat{Y}\|^2, \qquad C = (Y - \hat{Y})^\top (Y - \hat{Y})",
        ["by-definition", "proved"],
        (r"C = (Y -", r"C = (Y +"),
    ),
    "cases in words": (
        (
            "{\\ell}(p, y) = \\begin{cases} -\\log p & \\text{if $y$ is 1} \\\\"
            " -\\log(1 - p) & \\text{if $y$ is 0} \\end{cases}\n"
            "= -y \\log(p) - (1 - y) \\log(1 - p)"
        ),
        ["by-definition", "proved"],
        ("= -y", "= y"),
    ),
}


@pytest.mark.parametrize("name", DEFINED)
def test_what_the_lines_define(name):
    text, expected, _ = DEFINED[name]
    found = paste(text)
    assert verdicts(found) == expected
    assert found.report.ok


@pytest.mark.parametrize("name", DEFINED)
def test_a_slip_behind_a_definition_is_never_proved(name):
    text, expected, (right, wrong) = DEFINED[name]
    changed = text.replace(right, wrong)
    assert changed != text
    assert verdicts(paste(changed))[len(expected) - 1 :] != ["proved"]
    assert not paste(changed).report.ok


def test_a_letter_for_one_example_after_the_other_is_asked_about():
    found = paste("f(x) = 3 x\n\n\\frac{df}{dx} = 3\n\nf(x) = e^x\n\n\\frac{df}{dx} = e^x\n\n")
    assert verdicts(found) == ["by-definition", "proved", "undecided", "undecided"]
    assert {q.text for q in found.questions} == {"is f defined anew on the way?"}


def test_all_is_told_before_it_is_decided_under_an_answer_too():
    told = []
    source = as_page(Source("paste.md", OPEN["a binary loss"][0])).page
    infer_page(source, watch=told.append)
    assert told
    assert {source.text[span.start : span.end].strip() for span in told} == {"q - t"}


def test_a_number_below_and_a_letter_above_a_name():
    found = paste(r"u_{1}^h u_{2}^h = v_{1}^h + 1")
    assert verdicts(found) == ["undecided"]
    assert [e.name for e in found.entries] == ["u_{1}^{h}", "u_{2}^{h}", "v_{1}^{h}"]


def test_a_long_gap_in_a_line_takes_no_time():
    # a pattern with two ways to read a blank would try them all
    assert not is_words(f"a {' ' * 200}\\\\[1em]", marked=False)
    assert is_words(f"a {' ' * 200} word, and", marked=False)


def test_what_stands_last_is_defined_and_not_proved():
    assert verdicts(paste("u + v = w")) == ["by-definition"]


def test_the_lines_of_an_answer_and_what_is_inferred_are_one_block():
    found = paste("v = B u\n\n u = f(z)", [r"$u := f(z)$"])
    assert found.source_with_block.text.count("!!! given") == 1
    assert found.report.ok
    assert [entry.name for entry in found.entries] == ["B", "z", "f", "v"]


def test_what_is_left_out_of_a_display_leaves_no_empty_line():
    rows = "\n".join([r"\begin{aligned}", "(a + b)^2", "&=", "", r"\foo{a}", r"\\", "&= b^2 + a^2",
                      r"\\ &= a^2 + b^2", r"\end{aligned}"])  # fmt: skip
    codes = {d.code for d in paste(rows.replace("\n\n", "\n")).report.diagnostics}
    assert codes == {"unknown-command"}


# macros of other people


def test_a_macro_whose_name_tells_its_meaning_is_an_entry():
    found = paste(r"\pd{}{\bx} \bx^\top \bA \bx = (\bA + \bA^\top) \bx")
    assert verdicts(found) == ["proved"]
    assert found.report.ok
    (entry,) = [e for e in found.entries if e.name == r"\bA"]
    assert (entry.line, entry.why) == (r"$\newcommand{\bA}{\mathbf{A}}$", "its name tells")
    assert verdicts(paste(r"\pd{}{\bx} \bx^\top \bA \bx = 2 \bA \bx")) != ["proved"]


@pytest.mark.parametrize("name", [*"mu nu xi beta bm bar bf mp vec hat beth mho".split()])
def test_a_command_with_a_meaning_is_no_macro(name):
    assert list(macros_used(rf"\{name}", set())) == []


@pytest.mark.parametrize("name", ["bx", "bW", "bdelta", "btheta", "yhat", "vx", "mW", "pd", "R"])
def test_a_command_without_a_meaning_is_one(name):
    assert [said.names for said in macros_used(rf"\{name}", set())] == [(rf"\{name}",)]


def test_a_macro_that_the_lines_define_keeps_its_meaning():
    found = paste(r"\newcommand{\bx}{x^2} x \bx = x^3")
    assert [e.name for e in found.entries] == ["x"]
    assert verdicts(found) == ["proved"]


def test_what_an_arrow_joins_is_not_taken_apart():
    found = paste(r"\foo{x} > 1 \Leftrightarrow e^{-x} < 1 \Leftrightarrow x > 0")
    assert verdicts(found) == []
    assert [d.code for d in found.report.diagnostics] == ["unknown-command"]
