"""Pages that ask too much of a checker: deep, long, wide, huge."""

from collections.abc import Mapping

GIVEN = r"""!!! given
    - $x, y \in \mathbb{R}$, $q \in (0, 1)$, $\mathbf{w} \in \mathbb{R}^{m}$
    - $X \in \mathbb{R}^{m \times d}$, $i, j \in \{1, \dots, m\}$
    - $f \colon \mathbb{R} \to \mathbb{R}$

"""
DEEP = 10_000
"""So deep is a nest where its formula is refused for its length."""


def formula(latex: str, given: str = "") -> str:
    """Return a page with one display below a given block, to which lines may be added."""
    lines = "".join(f"    - {line}\n" for line in given.splitlines())
    return f"{GIVEN.rstrip()}\n{lines}\n$$\n{latex}\n$$\n"


def nested(before: str, after: str, inside: str = "x", depth: int = DEEP) -> str:
    return formula(f"{before * depth}{inside}{after * depth} = {inside}")


chained = [
    r"$a_{\mathrm{x0}} := x$",
    *(rf"$a_{{\mathrm{{x{n}}}}} := a_{{\mathrm{{x{n - 1}}}}}^2 + 1$" for n in range(1, 200)),
]
names = [rf"{{\mathrm{{a{n}}}}}" for n in range(1000)]

DEEPLY_NESTED: Mapping[str, str] = {
    "brackets": nested("(", ")"),
    "open brackets": formula("(" * DEEP),
    "closed brackets": formula("x" + ")" * DEEP),
    "braces": nested("{", "}"),
    "open braces": formula("{" * DEEP),
    "delimiters": nested(r"\left(", r"\right)"),
    "open delimiters": formula(r"\left(" * DEEP + "x"),
    "square brackets": nested("[", "]"),
    "fractions": nested(r"\frac{1}{", "}"),
    "open fractions": formula(r"\frac" * DEEP),
    "powers": nested("x^{", "}"),
    "open powers": formula("x^" * DEEP + "x"),
    "subscripts": nested("x_{", "}"),
    "roots": nested(r"\sqrt{", "}"),
    "logarithms": formula(r"\log " * DEEP + "q = 1"),
    "exponentials": nested("e^{", "}"),
    "signs": formula("-" * DEEP + "x = x"),
    "sums": nested(r"\sum_{k=1}^{m} ", ""),
    "derivatives": nested(r"\frac{\partial}{\partial x} ", ""),
    "decorations": formula(r"\hat" * DEEP + "{x} = x"),
    "primes": formula("f" + "'" * DEEP + "(x) = 0"),
    "absolute values": nested("|", "|"),
    "norms": nested(r"\lVert ", r" \rVert", r"\mathbf{w}"),
    "calls": nested("f(", ")"),
    "transposes": formula(r"X" + r"^\top" * 9 + " = X") + nested("(", r")^\top", "X", 3000),
    "cases": nested(r"\begin{cases} x & ", r" \end{cases}", "x = 1", 2000),
    "environments": formula(r"\begin{aligned}" * DEEP + "x"),
    "boxes": nested(r"\boxed{", "}"),
    "braces below": nested(r"\underbrace{", "}_{a}"),
    "block quotes": ">" * DEEP + " $x = x$\n",
    "spaced block quotes": "> " * DEEP + "$x = x$\n",
    "lists": "".join(f"{'    ' * n}- $1 = {n}$\n" for n in range(200)),
    "list marks": "- " * DEEP + "$x$\n",
    "admonitions": "".join(f"{'    ' * n}!!! note\n" for n in range(200)),
    "emphasis": "*" * DEEP + "$x$" + "*" * DEEP,
    "links": "[" * DEEP + "$x$" + "](" * DEEP,
    "images": "![" * DEEP + "$x$",
    "html": "<div>" * DEEP + "$x$" + "</div>" * DEEP,
    "comments": "<!--" * DEEP + "$x$",
    "code": "`" * DEEP + "$x$",
    "definitions": formula(r"a_{\mathrm{x199}} = 1", "\n".join(chained)),
}
LONG: Mapping[str, str] = {
    "words": "word " * 200_000 + "\n",
    "one word": "x" * 1_000_000,
    "dollars": "$" * 1_000_000,
    "spaced dollars": "$ " * 500_000,
    "formulas": "$x$ " * 5_000,
    "backslashes": "\\" * 1_000_000,
    "back ticks": "` " * 100_000,
    "letters": formula("x" * 1_000_000),
    "digits": formula("1" * 1_000_000 + " = 1"),
    "few digits": formula("1" * 5_000 + " = 1"),
    "decimals": formula("0." + "1" * 100_000 + " = 1"),
    "terms": formula(" + ".join(["x"] * 5_000) + " = x"),
    "factors": formula(" ".join(["x"] * 5_000) + " = x"),
    "chain": formula(" = ".join(["x + 1"] * 200)),
    "commands": formula(r"\foo" * 100_000),
    "spaces": formula("x =" + " " * 1_000_000 + "x + 0"),
    "comments": formula("% a\n" * 50_000 + "x = x"),
    "rows": formula(
        r"\begin{align}" + "".join(f"x &= {n} \\\\\n" for n in range(100)) + r"x &= x \end{align}"
    ),
    "matrix rows": formula(r"\begin{pmatrix}" + r"x & y \\" * 5_000 + r"\end{pmatrix} = 0"),
    "cells": formula(r"\begin{align}" + "& x " * 50_000 + r"\end{align}"),
    "labels": formula("".join(rf"x \label{{a{n}}} " for n in range(5_000))),
    "lines": "\n" * 1_000_000 + "$x$",
    "table": "| a " * 5_000 + "|\n" + "|---" * 5_000 + "|\n" + "| $x$ " * 5_000 + "|\n",
    "declarations": "!!! given\n"
    + "".join(f"    - $x_{{{n}}} \\in \\mathbb{{R}}$\n" for n in range(1_000)),
    "names": formula(
        "x = 1", ", ".join(rf"$v_{{\mathrm{{a{n}}}}} \in \mathbb{{R}}$" for n in range(1_000))
    ),
    "product of sums": formula(" ".join(["(x + y + q)"] * 60) + " = 0"),
    "power of a sum": formula("(x + y + q + 1)^{500} = 0"),
    "sum of powers": formula(" + ".join(f"x^{{{n}}} y^{{{n}}}" for n in range(600)) + " = 0"),
    "many fractions": formula(
        " + ".join(rf"\frac{{1}}{{x^2 + {n}}}" for n in range(1, 200)) + " = 0"
    ),
    "many names": formula(
        " ".join(rf"(1 + b_{{\mathrm{{a{n}}}}})" for n in range(60)) + " = 0",
        ", ".join(rf"$b_{{\mathrm{{a{n}}}}} \in \mathbb{{R}}$" for n in range(60)),
    ),
    "many labels": formula(
        " + ".join(rf"b_{{\mathrm{{a{n}}}}}" for n in range(60)) + " = 0",
        ", ".join(rf"$b_{{\mathrm{{a{n}}}}} \in \{{0, 1\}}$" for n in range(60)),
    ),
    "many dimensions": formula(
        "x = 1",
        ", ".join(
            rf"$V_{{\mathrm{{a{n}}}}} \in \mathbb{{R}}^{{m_{n} \times d_{n}}}$" for n in range(60)
        ),
    ),
    "absolute values": formula(" + ".join(f"|x + {n} y|" for n in range(40)) + " = 0"),
    "maxima": formula(r"\max(" + ", ".join(f"x + {n} y" for n in range(100)) + ") = 0"),
    "nested sums": formula(
        "".join(rf"\sum_{{k_{{\mathrm{{{chr(97 + n)}}}}}=1}}^{{m}} " for n in range(20)) + "x = x"
    ),
}
HUGE: Mapping[str, str] = {
    latex: formula(latex)
    for latex in (
        r"9^{9^{9^9}} = 9^{9^{9^9}} + 1",
        r"9^{9^9} = 1",
        r"9^{9^{9}} \approx 1.0",
        r"10^{10^{10}} = 10^{10^{10}} + x",
        r"10^{-10^{10}} = 0",
        r"x^{10^{10}} = x",
        r"(1 + x)^{10^6} = 1",
        r"(x + y)^{999999999999} = x",
        r"2^{x^{9^{9^9}}} = 1",
        r"e^{e^{e^{e^{e^{e}}}}} = 1",
        r"e^{10^{10^{10}}} > 0",
        r"\exp(\exp(\exp(\exp(\exp(x))))) = 1",
        r"\log(10^{10^{10}}) = 1",
        r"\sum_{k=1}^{10^{12}} k = 1",
        r"\sum_{k=1}^{10^{12}} x = 10^{12} x",
        r"\sum_{k=1}^{10^{12}} w_k = 1",
        r"\sum_{k=1}^{9^{9^9}} x = x",
        r"\prod_{k=1}^{10^{12}} k = 1",
        r"\prod_{k=1}^{10^{12}} x = x",
        r"\sum_{k=1}^{1000} \sum_{l=1}^{1000} \sum_{i=1}^{1000} k l i x = 1",
        r"\sum_{k=10^{12}}^{m} x = 1",
        r"\sum_{k : k < 10^{12}} x = 1",
        r"\sin(10^{10^{10}}) = 1",
        r"\tanh(10^{10^5}) = 1",
        r"\sqrt{10^{10^{10}}} = 1",
        r"\frac{1}{10^{10^{10}}} = 0",
        r"w_{10^{12}} = 1",
        r"w_{999999999999999999999} = 1",
        r"x^{99999999999999999999} - x^{99999999999999999998} = 0",
        r"\frac{\partial^{1000000} x^2}{\partial x^{1000000}} = 0",
        r"\frac{\partial^{50}}{\partial x^{50}} e^{x^2 y} = 0",
        r"f^{(1000000)}(x) = 0",
        r"999999999999999999999999999999 x = 1",
        r"0.000000000000000000000000000001 x = 0",
        r"1 \approx 0." + "9" * 3000,
        r"2^{1/9999999999} = 1",
        r"(-1)^{9^{9^9}} = -1",
        r"0^{9^{9^9}} = 0",
        r"1^{9^{9^9}} = 1",
        r"q^{9^{9^9}} = 0",
        r"\log_2 (2^{2^{2^{2^{2^{2}}}}}) = 1",
        r"100000! = 1",
        r"\binom{1000000}{500000} = 1",
        r"\frac{d^{100}}{dx^{100}} \frac{1}{1 + e^{-x}} = 0",
        r"x \cdot 10^{400} = 1",
        r"e^{-10^{400}} > 0",
        r"\mathbf{1}^\top \mathbf{1} = 10^{10^{10}}",
    )
} | {
    "a vector of a million": formula(
        r"\mathbf{v}^\top \mathbf{v} = 1", r"$\mathbf{v} \in \mathbb{R}^{1000000}$"
    ),
    "a matrix of a million": formula(
        r"\mathbf{v}^\top V \mathbf{v} = 1",
        "$\\mathbf{v} \\in \\mathbb{R}^{1000000}$, $V \\in \\mathbb{R}^{1000000 \\times 1000000}$",
    ),
    "a square of a thousand": formula(r"V V = V", r"$V \in \mathbb{R}^{1000 \times 1000}$"),
    "an offset of a million": formula(r"v_1 = 1", r"$\mathbf{v} \in \mathbb{R}^{m + 1000000}$"),
    "a dimension of 10 to 12": formula(r"v_1 = 1", r"$\mathbf{v} \in \mathbb{R}^{10^{12}}$"),
    "an index of 10 to 12": formula(r"l = 1", r"$l \in \{1, \dots, 1000000000000\}$"),
    "a finite set of a range": formula(r"l = 1", r"$l \in \{1, \dots, 10^{12}\}$"),
    "a finite set of thousands": formula(
        r"l = 1", rf"$l \in \{{{', '.join(map(str, range(5000)))}\}}$"
    ),
    "a vector of labels": formula(r"v_1 = 1", r"$\mathbf{v} \in \{0, 1\}^{1000000}$"),
    "a huge interval": formula(r"v = 1", r"$v \in (10^{-400}, 10^{400})$"),
    "an interval of long ends": formula(r"v = 1", rf"$v \in (0, {'9' * 5000})$"),
    "a huge hypothesis": formula(r"v = 1", "$v \\in \\mathbb{R}$\n$v = 9^{9^{9^9}}$"),
    "hard hypotheses": formula(
        "v = 1",
        "$v, u \\in \\mathbb{R}$\n$v^5 + u^7 = 3$\n$\\sin(v u) = \\frac{1}{2}$\n$e^{v} + u^3 = 2$",
    ),
    "many hypotheses": formula(
        "v_1 = 1",
        "$\\mathbf{v} \\in \\mathbb{R}^{50}$\n" + "\n".join(f"$v_{n} = {n}$" for n in range(1, 10)),
    ),
}

NESTS = {
    "brackets": ("(", ")"),
    "braces": ("{", "}"),
    "delimiters": (r"\left(", r"\right)"),
    "fractions": (r"\frac{1}{", "}"),
    "powers": ("x^{", "}"),
    "subscripts": ("x_{", "}"),
    "roots": (r"\sqrt{", "}"),
    "exponentials": ("e^{", "}"),
    "signs": ("-(", ")"),
    "logarithms": (r"\log(", ")"),
    "calls": ("f(", ")"),
    "sums": (r"\sum_{k=1}^{m} (", ")"),
    "derivatives": (r"\frac{\partial}{\partial x} (", ")"),
    "absolute values": (r"\left|", r"\right|"),
    "indicators": (r"\mathbb{1}[x < ", "]"),
    "cases": (r"\begin{cases} x & x > 0 \\ ", r" & x \le 0 \end{cases}"),
}
SHALLOW: Mapping[str, str] = {
    f"{name}, {depth} deep": nested(*around, depth=depth)
    for name, around in NESTS.items()
    for depth in (20, 90, 200, 4_900 // len("".join(around)))
}
