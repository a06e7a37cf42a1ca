"""Declarations inferred from pasted lines: the block, the verdicts under it, the questions."""

import dataclasses
import json

import pytest

from eqproof import cli
from eqproof.infer import infer, infer_page
from eqproof.inference.pasted import as_page
from eqproof.inference.proposal import propose
from eqproof.source import Source

SECOND_SOURCE = r"""
\frac{\partial J}{\partial \hat{y}_i}
  &= -1 \left( \frac{\partial}{\partial \hat{y}_i} \left( y_i \log(\hat{y}_i)
     + (1 - y_i) \log(1 - \hat{y}_i) \right) \right) \\
  &= -1 \left( \frac{\partial}{\partial \hat{y}_i} y_i \log(\hat{y}_i)
     + \frac{\partial}{\partial \hat{y}_i} (1 - y_i) \log(1 - \hat{y}_i) \right) \\
  &= -1 \left( \frac{y_i}{\hat{y}_i} + \frac{1 - y_i}{1 - \hat{y}_i} \right)
"""

LOGISTIC = r"""
L = -[y \log \hat{y} + (1 - y) \log(1 - \hat{y})]
\hat{y} = \sigma(z)
z = w^\top x + b
\frac{\partial L}{\partial w} = (\hat{y} - y) x
"""

# what is pasted, the lines of the block, the verdicts of the links
DERIVATIONS = {
    "one example": (
        LOGISTIC,
        [
            r"$y \in [0, 1]$",
            r"$w \in \mathbb{R}^{n}$",
            r"$x \in \mathbb{R}^{n}$",
            r"$b \in \mathbb{R}$",
            r"$\sigma(t) := \frac{1}{1 + e^{-t}}$",
            r"$L := -[y \log \hat{y} + (1 - y) \log(1 - \hat{y})]$",
            r"$\hat{y} := \sigma(z)$",
            r"$z := w^\top x + b$",
        ],
        ["by-definition", "by-definition", "by-definition", "proved"],
    ),
    "the derivative of the sigmoid": (
        r"\sigma'(x) = \sigma(x) (1 - \sigma(x))",
        [r"$x \in \mathbb{R}$", r"$\sigma(t) := \frac{1}{1 + e^{-t}}$"],
        ["proved"],
    ),
    "the softmax": (
        r"""p_i = \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}

        \frac{\partial p_i}{\partial z_j} = p_i (\delta_{ij} - p_j)""",
        [
            r"$i \in \{1, \dots, K\}$",
            r"$j \in \{1, \dots, K\}$",
            r"$z \in \mathbb{R}^{K}$",
            r"$p_i := \frac{e^{z_i}}{\sum_{j=1}^{K} e^{z_j}}$",
        ],
        ["by-definition", "proved"],
    ),
    "a batch": (
        r"""
        J(\theta) = -\frac{1}{m} \sum_{i=1}^{m} \ell_i

        \ell_i = y^{(i)} \log a^{(i)} + (1 - y^{(i)}) \log(1 - a^{(i)})

        a^{(i)} = \frac{1}{1 + e^{-\theta^T x^{(i)}}}

        \frac{\partial J}{\partial \theta} = \frac{1}{m} \sum_{i=1}^{m} (a^{(i)} - y^{(i)}) x^{(i)}
        """,
        [
            r"$i \in \{1, \dots, m\}$",
            r"$\theta \in \mathbb{R}^{n}$",
            r"$y^{(i)} \in [0, 1]$",
            r"$x^{(i)} \in \mathbb{R}^{n}$",
            r"$J(\theta) := -\frac{1}{m} \sum_{i=1}^{m} \ell_i$",
            r"$\ell_i := y^{(i)} \log a^{(i)} + (1 - y^{(i)}) \log(1 - a^{(i)})$",
            r"$a^{(i)} := \frac{1}{1 + e^{-\theta^T x^{(i)}}}$",
        ],
        ["by-definition", "by-definition", "by-definition", "proved"],
    ),
    "least squares": (
        r"$$ L = \frac{1}{2} (X w - y)^\top (X w - y), \qquad \nabla_w L = X^\top (X w - y) $$",
        [
            r"$X \in \mathbb{R}^{m \times n}$",
            r"$w \in \mathbb{R}^{n}$",
            r"$y \in [0, 1]^{m}$",
            r"$L := \frac{1}{2} (X w - y)^\top (X w - y)$",
        ],
        ["by-definition", "proved"],
    ),
    "typed by hand": (
        "ŷ = σ(z)\nL = −y log(ŷ) − (1 − y) log(1 − ŷ)\n\\frac{∂L}{∂z} = ŷ − y.",
        [
            r"$z \in \mathbb{R}$",
            r"$y \in [0, 1]$",
            r"$\sigma(t) := \frac{1}{1 + e^{-t}}$",
            r"$ŷ := σ(z)$",
            r"$L := −y log(ŷ) − (1 − y) log(1 − ŷ)$",
        ],
        ["by-definition", "by-definition", "proved"],
    ),
}


def verdicts(inferred):
    return [link.verdict for equation in inferred.report.equations for link in equation.links]


def paste(text):
    return infer(Source("paste.md", text))


@pytest.mark.parametrize("name", DERIVATIONS)
def test_a_pasted_derivation(name):
    text, block, expected = DERIVATIONS[name]
    found = paste(text)
    assert [entry.line for entry in found.entries] == block
    assert verdicts(found) == expected
    assert found.questions == ()


# the same derivations with slips: what is changed, and to what
TWINS = [
    ("one example", r"(\hat{y} - y) x", r"(\hat{y} + y) x"),
    ("one example", r"(\hat{y} - y) x", r"\hat{y} (1 - \hat{y}) x"),
    ("the derivative of the sigmoid", r"\sigma(x) (1", r"\sigma(x) (2"),
    ("the softmax", r"\delta_{ij} - p_j", r"\delta_{ij} + p_j"),
    ("the softmax", r"p_i (\delta_{ij}", r"(\delta_{ij}"),
    ("a batch", r"(a^{(i)} - y^{(i)}) x", r"(y^{(i)} - a^{(i)}) x"),
    ("a batch", r"\theta} = \frac{1}{m}", r"\theta} = "),
    ("least squares", r"= X^\top (X w - y)", r"= 2 X^\top (X w - y)"),
    ("least squares", r"= X^\top (X w - y)", r"= X (X w - y)"),
    ("typed by hand", "= ŷ − y", "= y − ŷ"),
]


@pytest.mark.parametrize(("name", "right", "wrong"), TWINS)
def test_a_slip_is_never_proved(name, right, wrong):
    text = DERIVATIONS[name][0]
    changed = text.replace(right, wrong)
    assert changed != text
    found = paste(changed)
    assert not found.report.ok
    assert verdicts(found)[-1:] != ["proved"]


def test_the_question_that_many_have_read():
    found = paste(rf"\begin{{align}}{SECOND_SOURCE}\end{{align}}")
    (wrong,) = [d for d in found.report.diagnostics if d.code == "sides-differ"]
    assert wrong.source.text[wrong.span.start : wrong.span.end].startswith(
        r"-1 \left( \frac{y_i}{\ha"
    )
    assert wrong.help is not None
    assert wrong.help.startswith("equal if the sign of the second term is flipped")
    assert [q.text for q in found.questions] == ["what is J? No line says J = …"]


# lines that do not say enough: what is asked about them
QUESTIONS = {
    "how names depend on each other": (
        "L = -y \\log p\n\\frac{\\partial L}{\\partial w} = p - y",
        "how does L depend on w? No line says it",
    ),
    "two derivatives that nothing connects": (
        "L = -y \\log p\n\\frac{\\partial L}{\\partial w} = \\frac{\\partial L}{\\partial z} x",
        "how does L depend on w? No line says it",
    ),
    "an equation between names": (r"\frac{p}{e^u} = 1 - p", "what has u to do"),
    "labels": (r"y^2 = y", "is y 0 or 1, or any number from 0 to 1?"),
    "a letter that is usually positive": (
        r"\sqrt{\lambda^2} = \lambda",
        "is λ always in the set that is proposed?",
    ),
    "labels that add up to one": (
        r"\left( \sum_{k=1}^{K} y_k \right) a_j - y_j = a_j - y_j",
        "do the entries of y add up to 1?",
    ),
    "an equation that is solved": (
        "n (1 - p) = k p\n\np = \\frac{n}{n + k}",
        "what has k to do",
    ),
    "a value that would make it true": ("(u + v)^2 = u^2 + v^2\n\nv = 0", "what has v to do"),
    "a bound of nothing": (r"v_k \le \frac{1}{4}", "is this meant for every v"),
    "entries that are listed": (
        r"a_1 = \frac{1}{1 + e^{u_1}} \\ \vdots \\ a_m = \frac{1}{1 + e^{u_m}}",
        "what has a to do",
    ),
    "a function that is differentiated": (
        r"X^\top X \theta = \frac{\partial J(\theta)}{\partial \theta}",
        "what is J? No line says J = …",
    ),
    "a capital that can only be a number": (
        r"A \odot (1 - A) = A (1 - A)",
        "is A a number, a column or a matrix?",
    ),
    "numbers multiplied entry by entry": (
        r"u \odot (1 - v) = u (1 - v)",
        "is u a number, a column or a matrix?",
    ),
    "two names for the same": (
        r"\sum_{i=1}^{m} \mathbf{x}_i (y_i - t_i) = X^\top (\mathbf{y} - \mathbf{t})",
        "what has X to do",
    ),
    "what is differentiated": (
        r"\frac{\partial L}{\partial a} = \frac{a - y}{a (1 - a)}",
        "what is L? No line says L = …",
    ),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_the_lines_do_not_say_is_asked(name):
    text, question = QUESTIONS[name]
    found = paste(text)
    assert any(q.text.startswith(question) for q in found.questions), found.questions
    assert verdicts(found)[-1:] in ([], ["undecided"])
    assert not found.report.ok


def test_a_definition_alone_is_not_proved():
    found = paste(r"L = -y \log p + (1 - y) \log(1 - p)")
    assert verdicts(found) == ["by-definition"]


def test_the_usual_meaning_of_a_letter_is_checked_against_the_lines():
    assert verdicts(paste(r"\sigma(x) = \frac{e^x}{1 + e^x}")) == ["proved"]
    assert verdicts(paste(r"\sigma(x) = \frac{e^x}{2 + e^x}")) != ["proved"]


def test_a_page_with_a_block_is_left_alone():
    text = "!!! given\n    - $y \\in \\{0, 1\\}$\n\nHere $y^2 = y$ and $p + y = y + p$.\n"
    found = infer(Source("page.md", text))
    assert [entry.name for entry in found.entries] == ["p"]
    assert found.report.ok
    claims = [e for e in found.report.equations if e.kind == "claim"]
    assert [text[e.span.start : e.span.end] for e in claims] == ["$y^2 = y$", "$p + y = y + p$"]


def test_a_page_that_declares_all_needs_no_block():
    text = (
        "!!! given\n    - $a \\in \\mathbb{R}_{>0}$, $b \\in \\mathbb{R}^{n}$\n\n$$ a b = b a $$\n"
    )
    found = infer(Source("page.md", text))
    assert (found.entries, found.block, found.source_with_block.text) == ((), "", text)


@pytest.mark.parametrize("name", DERIVATIONS)
def test_the_block_is_in_the_page_language(name):
    found = paste(DERIVATIONS[name][0])
    assert found.source_with_block.text.startswith(found.block)
    assert all(found.block.count(entry.line) == 1 for entry in found.entries)
    assert infer(found.source_with_block).entries == ()


def test_every_entry_says_why_and_offers_something_else():
    found = {entry.name: entry for entry in paste(LOGISTIC).entries}
    assert found["L"].why == "the first line about it says so"
    assert r"$y \in \{0, 1\}$" in found["y"].alternatives
    assert r"$\sigma \colon \mathbb{R} \to \mathbb{R}$" in found[r"\sigma"].alternatives
    assert all(entry.why for entry in found.values())


def test_the_same_twice():
    for text, _, _ in DERIVATIONS.values():
        assert dataclasses.asdict(paste(text)) == dataclasses.asdict(paste(text))


BROKEN = ["", "words only", "\\", "$$", "{", "\\frac{", "= 1", "\\begin{align}", "$x$ $", "a &= b"]


@pytest.mark.parametrize("text", BROKEN)
def test_nothing_that_is_pasted_breaks_it(text):
    paste(text)


@pytest.mark.parametrize("text", [LOGISTIC, DERIVATIONS["a batch"][0], SECOND_SOURCE])
def test_no_beginning_of_a_formula_breaks_it(text):
    for end in range(0, len(text), 8):
        propose(as_page(Source("paste.md", text[:end])).page, {})


def test_places_are_those_of_what_was_pasted():
    text = "x + 1\n  = 1 + x\n\n\n\\begin{align}\n  x^2 &= x \\cdot x \\\\\n\n &= x^3\n\\end{align}"
    found = paste(text)
    links = [link for equation in found.report.equations for link in equation.links]
    assert [text[link.span.start : link.span.end].strip() for link in links] == [
        "= 1 + x",
        r"= x \cdot x",
        "= x^3",
    ]


def test_the_command_prints_the_block_first(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paste.tex").write_text(LOGISTIC.replace("- y) x", "+ y) x"), "utf-8")
    assert cli.main(["check", "--infer", "--no-cache", "paste.tex"]) == 1
    shown = capsys.readouterr().out
    assert shown.startswith("paste.tex: this was inferred, and used:\n\n!!! given\n    - $y \\in")
    assert "paste.tex:5:33: error[sides-differ]" in shown
    assert "= help: equal if the sign of the second term is flipped" in shown


def test_the_command_is_content_with_what_is_right(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paste.tex").write_text(LOGISTIC, "utf-8")
    assert cli.main(["check", "--infer", "paste.tex"]) == 0
    assert "no findings" in capsys.readouterr().out


def test_json_carries_the_block(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paste.tex").write_text(QUESTIONS["what is differentiated"][0], "utf-8")
    assert cli.main(["check", "--infer", "--no-cache", "--format", "json", "paste.tex"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert list(document) == ["schema", "summary", "equations", "diagnostics", "inferred"]
    (page,) = document["inferred"]
    assert list(page) == ["page", "block", "entries", "questions"]
    assert page["block"].startswith("!!! given\n")
    assert page["entries"][0].keys() == {"line", "name", "why", "alternatives"}
    assert page["questions"] == [
        {"name": "L", "text": "what is L? No line says L = …", "line": 1, "column": 16}
    ]


def test_a_file_without_a_formula_is_a_finding(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "text.md").write_text("only words\n", "utf-8")
    assert cli.main(["check", "--infer", "text.md"]) == 1
    assert "no-formulas" in capsys.readouterr().out


# what the lines themselves declare


def test_a_set_that_the_lines_state_is_an_entry():
    found = paste(
        "y \\in \\{0, 1\\}\ny^2 = y\n\nand $u, v \\in \\mathbb{R}$ too\n\n$$(u+v)^2 = u^2$$"
    )
    assert [e.line for e in found.entries] == [r"$y \in \{0, 1\}$", r"$u, v \in \mathbb{R}$"]
    assert found.entries[0].why == "a line says so"
    assert verdicts(found) == ["by-definition", "proved", "refuted"]
    assert [d.code for d in found.report.diagnostics] == ["sides-differ"]


def test_what_the_reader_gives_is_kept_and_another_set_in_the_lines_is_a_claim():
    page = (
        "!!! given\n    - $y \\in [0, 1]$\n\n$y \\in \\{0, 1\\}$\n\n$z \\in \\{2\\}$, $z^2 = 4$\n"
    )
    found = infer(Source("page.md", page))
    assert [e.line for e in found.entries] == [r"$z \in \{2\}$"]
    assert verdicts(found)[0] == "refuted"


def test_a_set_that_cannot_be_read_is_no_entry():
    found = paste("y \\in \\foo\n\ny + z = z + y")
    assert [e.name for e in found.entries] == ["y", "z"]
    assert [d.span.start for d in found.report.diagnostics] == [6]
    assert verdicts(found) == ["proved"]


def test_nothing_is_guessed_where_an_entry_of_the_reader_cannot_be_read():
    page = "!!! given\n    - $y \\in$\n\n$$ y + z = z + y $$\n"
    found = infer(Source("page.md", page))
    assert [e.name for e in found.entries] == ["z"]
    assert [d.code for d in found.report.diagnostics] == ["missing-operand"]
    assert verdicts(found) == []


def test_nothing_is_proposed_for_a_name_that_is_left_out():
    source = Source("page.md", "$$ y + z = z + y $$\n")
    found = infer_page(source, without={"y"})
    assert [e.name for e in found.entries] == ["z"]
    assert [d.code for d in found.report.diagnostics] == ["unknown-symbol"]


# what cannot be read beside what can


def test_one_unreadable_line_leaves_the_others_decided():
    text = "(a + b)^2 = a^2 + 2 a b + b^2\n  = \\foo{a}\n  = (b + a)^2\n  = b^2 + a^2\n"
    found = paste(text)
    assert verdicts(found) == ["proved", "refuted"]
    (unread, _) = found.report.diagnostics
    assert (unread.code, text[unread.span.start : unread.span.end]) == ("unknown-command", "\\foo")


@pytest.mark.parametrize(
    "said", ["p = \\foo z", "\\begin{aligned} p &= \\foo z \\\\ u &= u + 0 \\end{aligned}"]
)
def test_what_a_line_says_that_cannot_be_read_is_not_refuted(said):
    found = paste(f"{said}\n\np (1 - p) + q = p q (1 - p)^2\n\n")
    assert verdicts(found)[-1] == "undecided"
    assert "what is p? The line that says it cannot be read" in [q.text for q in found.questions]


# answers

ANSWERED = [
    ("labels", "0 or 1", "proved"),
    ("labels", "any number from 0 to 1", "refuted"),
    ("a letter that is usually positive", "yes", "proved"),
    ("a letter that is usually positive", "no, it may be any number", "refuted"),
    ("labels that add up to one", "yes", "proved"),
    ("an equation between names", "nothing, each is any value", "refuted"),
    ("a bound of nothing", "for every v", "refuted"),
    ("a capital that can only be a number", "a number", "proved"),
]


@pytest.mark.parametrize(("name", "words", "verdict"), ANSWERED)
def test_an_answer_is_entries_under_which_nothing_is_asked(name, words, verdict):
    text, asked = QUESTIONS[name]
    found = paste(text)
    (question,) = {q.text: q for q in found.questions if q.text.startswith(asked)}.values()
    answers = {answer.words: answer.lines for answer in question.answers}
    given = "".join(f"    - {line}\n" for line in answers[words])
    pasted = as_page(Source("paste.md", text)).page.text
    again = infer(Source("paste.md", f"!!! given\n{given}\n{pasted}"))
    assert verdicts(again)[-1] == verdict
    assert again.questions == ()


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_can_be_answered(name):
    text, _ = QUESTIONS[name]
    for question in paste(text).questions:
        assert question.answers or question.start or "depend" in question.text


def test_all_is_told_before_it_is_decided():
    told = []
    source = as_page(Source("d", LOGISTIC)).page
    infer_page(source, watch=told.append)
    assert {source.position(span.start)[0] for span in told} == {2, 3, 4, 5}


def test_what_is_proposed_and_what_is_given_may_use_each_other():
    lines = "$$ L = -y \\log p $$\n\n$$ \\frac{\\partial L}{\\partial p} = -\\frac{y}{p} $$\n"
    found = infer(Source("page.md", f"!!! given\n    - $y \\in \\{{0, 1\\}}$\n\n{lines}"))
    assert [e.line for e in found.entries] == [r"$p \in (0, 1)$", r"$L := -y \log p$"]
    assert verdicts(found)[-1] == "proved"
    assert found.report.ok
    found = infer(Source("page.md", f"!!! given\n    $L := -y \\log p$\n\n{lines}"))
    assert [e.line for e in found.entries] == [r"$y \in [0, 1]$", r"$p \in (0, 1)$"]
    assert found.report.ok
    assert found.source_with_block.text.count("!!! given") == 1
