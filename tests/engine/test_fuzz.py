"""Whatever is put in, findings come out: in bounded time and memory, without an internal error.

Each page is checked by another process that may use a gigabyte. A page has ``SECONDS`` at most,
with one link that may take ten of them. ``--hypothesis-profile=explore`` runs everything; by itself
a few of each kind are tried, other ones on another day are not.
"""

from collections.abc import Mapping
from random import Random

import pytest
from fuzzing import check_apart
from hypothesis import settings
from nasty import DEEPLY_NESTED, HUGE, LONG, SHALLOW, formula
from strategies import TOKENS

FEW = settings().max_examples < 1000
KINDS = {"nested": DEEPLY_NESTED, "nests": SHALLOW, "long": LONG, "huge": HUGE}
QUICK = {
    "nested": ("brackets", "braces", "powers", "block quotes", "links", "environments"),
    "nests": ("brackets, 90 deep", "powers, 20 deep", "subscripts, 200 deep", "cases, 20 deep"),
    "long": ("letters", "back ticks", "digits"),
    "huge": (
        r"9^{9^{9^9}} = 9^{9^{9^9}} + 1",
        r"10^{10^{10}} = 10^{10^{10}} + x",
        r"\sum_{k=1}^{10^{12}} k = 1",
        r"\prod_{k=1}^{10^{12}} k = 1",
        r"w_{999999999999999999999} = 1",
        "an interval of long ends",
        "a dimension of 10 to 12",
    ),
}


def check(pages: Mapping[str, str]) -> None:
    answers = check_apart(pages.values())
    bad = {name: a.bad for (name, _), a in zip(pages.items(), answers, strict=True) if a.bad}
    assert not bad


@pytest.mark.parametrize("kind", KINDS)
def test_pages_that_ask_too_much(kind):
    pages = KINDS[kind]
    check({name: pages[name] for name in QUICK[kind]} if FEW else pages)


WORDS = (
    *("\n\n", "\n", "    ", "# ", "> ", "- ", "1. ", "```", "`", "$", "$$", r"\[", r"\]", r"\("),
    *(r"\)", "!!! given", "!!! broken", "| ", "|---|", "<div>", "</div>", "<!--", "-->", "[", "]("),
    *(")", "***", "_", "word ", "$x$", r"$$x = y$$", r"$x \in \mathbb{R}$", "--8<--", "\t", "\r"),
    *("&amp;", "{: .a}", "~~~", "+++", ": ", "\x00", "\x02", "\ufeff", "é", "\U0001f600", "\u2028"),
)
FORMULAS = (
    "x = x + 0", r"\frac{x}{y} = 1", r"\sum_{i=1}^{m} w_i = 1", r"\mathbf{w}^\top \mathbf{w} \ge 0",
    r"\frac{\partial f(x)}{\partial x} = f'(x)", r"e^{x + y} = e^x e^y", r"\log q < 0", "X X^\\top",
)  # fmt: skip


def soup(random: Random, words: tuple[str, ...], most: int) -> str:
    return "".join(random.choices(words, k=random.randrange(most)))


def cut(random: Random) -> str:
    """Return two formulas with a piece of one in the place of a piece of the other."""
    one, two = random.sample(FORMULAS, 2)
    start, end = sorted(random.choices(range(len(one) + 1), k=2))
    first, last = sorted(random.choices(range(len(two) + 1), k=2))
    return one[:start] + two[first:last] + one[end:]


def drawn(random: Random) -> Mapping[str, str]:
    """Return a random page of each kind."""
    raw = random.randbytes(random.randrange(400))
    tokens = tuple(f"{token} " for token in TOKENS)
    return {
        "bytes": raw.decode("utf-8", "replace"),
        "latin": raw.decode("latin-1"),
        "bytes in a formula": formula(raw.decode("latin-1").replace("\n", " ")),
        "markdown": soup(random, WORDS, 60),
        "markdown and LaTeX": soup(random, (*WORDS, *tokens), 60),
        "LaTeX": formula(soup(random, tokens, 20)),
        "an equation": formula(f"{soup(random, tokens, 6)} = {soup(random, tokens, 6)}"),
        "a declaration": formula("x = y", f"${soup(random, tokens, 8)}$"),
        "a cut": formula(cut(random)),
    }


def test_soup_of_every_kind():
    many = 12 if FEW else 600
    pages = {f"{kind} {n}": page for n in range(many) for kind, page in drawn(Random(n)).items()}
    check(pages)
