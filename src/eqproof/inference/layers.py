r"""A loss of which nothing is said but what its derivatives are taken by: any function of a layer.

``\frac{\partial L}{\partial W} = \frac{\partial L}{\partial z} x^\top`` holds for every ``L`` that
depends on ``W`` through ``z := W x + b`` alone, and so do the other rules of backpropagation.
"""

from collections.abc import Iterator

from eqproof.inference import customs
from eqproof.inference.customs import shown
from eqproof.inference.quantities import Page, Usual

WEIGHTS = frozenset({"W", "w", r"\theta", r"\Theta"})
SUMS = frozenset({"z", "Z", "s", "u", "v"})
INPUTS = frozenset({"x", "a", "h", "X", "A", "H"})
BIASES = frozenset({"b", "B"})
OUTPUTS = frozenset({"a", "h", "y", r"\hat{y}", "o"})
ERRORS = frozenset({"e", r"\delta", "E"})


def layers(name: str, loss: str, page: Page) -> Iterator[Usual]:
    """Yield what *name*, written *loss* where it is defined, is for any further layers."""
    uses = page.usage.uses
    by = [k for k in page.guesses if k in uses and uses[k].varied and k != name]
    if not by:
        return
    rows, columns = _sizes(page)
    sums = _first(page, SUMS, "z")
    primed = [k for k in page.guesses if k in uses and uses[k].primed and uses[k].calls]
    outputs = [k for k in by if customs.letter_of(k) in OUTPUTS]
    weights, bias = _first(page, WEIGHTS, "W"), _first(page, BIASES, "b")
    inputs = next(
        (k for k in page.guesses if customs.letter_of(k) in INPUTS and k not in (sums, *outputs)),
        "x",
    )
    if customs.letter_of(name) in SUMS:
        yield Usual("weights times inputs", (rf"{name} := {weights} {inputs}",))
        return
    through = outputs[0] if primed and outputs else sums
    any_loss = (
        rf"{loss} := F({through})",
        rf"F \colon \mathbb{{R}}^{{{rows}}} \to \mathbb{{R}}",
    )
    errors = [k for k in page.guesses if customs.letter_of(k) in ERRORS and k != name]
    error = tuple(rf"{k} := \frac{{\partial {name}}}{{\partial {sums}}}" for k in errors[:1])
    active: tuple[str, ...] = ()
    if through != sums:
        active = (rf"{through} := {primed[0]}({sums})",)
    words = f"any function of {shown(through)}"
    linear = any(customs.letter_of(k) in WEIGHTS | BIASES | INPUTS - OUTPUTS for k in by)
    if active and not linear:
        yield Usual(
            f"{words}, with {shown(through)} made of {shown(sums)}",
            (*any_loss, *active, rf"{sums} \in \mathbb{{R}}^{{{rows}}}", *error),
        )
        return
    for transposed in (False, True):
        size = rf"{columns} \times {rows}" if transposed else rf"{rows} \times {columns}"
        product = rf"{weights}^\top {inputs}" if transposed else rf"{weights} {inputs}"
        how = "the transposed weights times the inputs" if transposed else "weights times inputs"
        yield Usual(
            f"{words}, with {shown(sums)} {how} plus biases",
            (
                *any_loss,
                *active,
                rf"{sums} := {product} + {bias}",
                rf"{weights} \in \mathbb{{R}}^{{{size}}}",
                rf"{inputs} \in \mathbb{{R}}^{{{columns}}}",
                rf"{bias} \in \mathbb{{R}}^{{{rows}}}",
                *error,
            ),
        )


def _first(page: Page, letters: frozenset[str], otherwise: str) -> str:
    """Return the first quantity of *page* with one of these *letters*."""
    return next((k for k in page.guesses if customs.letter_of(k) in letters), otherwise)


def _sizes(page: Page) -> tuple[str, str]:
    """Return two letters for sizes that the page does not use."""
    usage = page.usage
    taken = {customs.letter_of(key) for key in (*usage.uses, *usage.letters, *usage.limits)}
    free = [letter for letter in customs.SPARE if letter not in taken]
    return (free[0], free[1]) if len(free) > 1 else ("n_{1}", "n_{2}")
