r"""What quantities of this field usually are: losses, predictions, linear parts, as definitions.

They are answers to a question and never more: a page that does not say what ``L`` is may mean any
of them. Each comes with the words for people, and is written with the names of the page.
"""

import re
from collections.abc import Iterator, Sequence

from eqproof.inference import customs
from eqproof.inference.customs import shown
from eqproof.inference.layers import layers
from eqproof.inference.quantities import Page, Part, Usual
from eqproof.latex.names import plain_letters

LABELS = customs.LABELS
PREDICTIONS = customs.PREDICTIONS | {"y", "h", "z", r"\mu", "g", "f"}
LOGITS = customs.LOGITS | {"x", "o", "s", "a", "v", "h", r"\theta", "y", r"\tilde{z}"}
WEIGHTS = customs.WEIGHTS - {"x"} | {"W", "v", "a"}


def usual(name: str, page: Page) -> Iterator[Usual]:
    """Yield what *name* may usually be, the likeliest first."""
    whole = _own(name, page)
    uses = page.usage.uses
    yield from _softmaxes([one for one in page.guesses if one in uses and uses[one].behind], page)
    yield from _sigmoids(name, page)
    if whole is None:
        return
    labels = [p for p in page.parts(LABELS) if p.key != name and not page.usage.use(p.key).varied]
    taken = {name, *(p.key for p in labels[:1])}
    for prediction in _predictions(page, taken):
        varied = [k for k, u in page.usage.uses.items() if u.varied and k in page.guesses]
        further = [k for k in varied if k not in (prediction.key, name)]
        chains = list(_activations(prediction, page, {*taken, prediction.key})) if further else []
        for words, loss in _losses(whole, labels[:1], prediction, page):
            if not further:
                yield Usual(words, loss)
            for how, lines in chains:
                if ("softmax" in how) == ("the cross" in words or "entry" in words):
                    yield Usual(f"{words}, {how}", (*loss, *lines))
    yield from _one_hot([whole, *labels] if _is_label(whole) else labels, page)
    a_loss = customs.letter_of(name) in customs.LOSSES or page.guesses[name].kind == "function"
    any_loss = list(layers(whole.key, page.head(whole.key), page))
    yield from any_loss if a_loss else ()
    targets = [whole, *(p for p in page.parts(customs.PREDICTIONS) if p.key != name)]
    for target in targets:
        if customs.letter_of(target.key) not in customs.LOSSES:
            for how, lines in _activations(target, page, {target.key}):
                yield Usual(how.removeprefix("with "), lines)
    yield from () if a_loss else any_loss


def _own(name: str, page: Page) -> Part | None:
    """Return the quantity that is in doubt, as it is defined."""
    guess = page.guesses.get(name)
    if guess is None:
        return None
    if guess.kind == "function":
        return Part(name, page.head(name))
    return page.part(name) if guess.kind in ("number", "column", "member") else None


def _predictions(page: Page, taken: set[str]) -> Iterator[Part]:
    """Yield what may be predicted, the likeliest first."""
    found = [p for p in page.parts(PREDICTIONS) if p.key not in taken]
    sure = customs.OPEN_UNIT
    found.sort(key=lambda p: page.usage.use(p.key).varied)
    likely = [p for p in found if page.guesses[p.key].range == sure]
    yield from likely[:2] or found[:1]
    applied = page.sigmoid
    if applied is not None and not found:
        yield applied


def _losses(
    loss: Part, labels: Sequence[Part], of: Part, page: Page
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield losses of a prediction in words and as definitions."""
    name = shown(of.key)
    focal = r"\gamma" in page.guesses
    if focal and not of.way:
        scale = r"\alpha_{t} " if r"\alpha_{t}" in page.guesses else ""
        body = rf"-{scale}(1 - {of.entry})^\gamma \log {of.entry}"
        yield "the focal loss", (rf"{loss.entry} := {body}",)
        return
    classes = [g for g in page.guesses.values() if g.kind == "label"]
    if classes and of.way == "column":
        number = classes[0].key + classes[0].mark
        picked = of.at(number).entry
        yield f"minus the logarithm of the entry of {name}", (rf"{loss.entry} := -\log {picked}",)
        return
    if not labels:
        return
    label = labels[0]
    if bool(label.way) != bool(of.way):
        return
    if label.way and label.index != of.index:
        label = label.at(of.index)
    y, p, i = label.entry, of.entry, of.index
    binary = rf"{y} \log {p} + (1 - {y}) \log(1 - {p})"
    if loss.way and loss.index != i:
        return
    if not of.way or loss.way:
        head = loss.entry
        yield f"the binary cross entropy of {name}", (rf"{head} := -\left({binary}\right)",)
        yield f"half the squared error of {name}", (rf"{head} := \frac{{1}}{{2}} ({p} - {y})^2",)
        yield f"the log-likelihood of {name}", (rf"{head} := {binary}",)
        return
    total = rf"\sum_{{{i}}}"
    one = rf"\sum_{{{i}}} {y} = 1"
    cross = rf"{loss.entry} := -{total} {y} \log {p}"
    scale = _scale(page)
    if of.way == "column" and not scale:
        words = f"the cross entropy of {name}"
        yield words, (cross,)
        yield f"{words}, for entries of {shown(label.key)} that add up to 1", (cross, one)
    for factor in [*([scale] if scale else []), ""]:
        mean = "mean" if factor else "sum"
        yield (
            f"the {mean} of the binary cross entropies",
            (rf"{loss.entry} := -{factor}{total} \left({binary}\right)",),
        )
    half = scale.replace("{1}", "{1}").replace("}{", "}{2") if scale else r"\frac{1}{2} "
    yield "half the squared error", (rf"{loss.entry} := {half}{total} ({p} - {y})^2",)


def _scale(page: Page) -> str:
    r"""Return the factor of a mean, as the page writes it: ``\frac{1}{m}``."""
    found = re.search(r"\\[dt]?frac\s*\{?1\}?\s*\{?([a-zA-Z])\}?(?![a-zA-Z0-9^])", page.text)
    if found is None:
        return ""
    guess = page.guesses.get(found[1])
    sizes = {*page.usage.limits, *customs.SIZES}
    counts = guess is None or guess.kind == "size"
    return rf"\frac{{1}}{{{found[1]}}} " if counts and found[1] in sizes else ""


def _activations(of: Part, page: Page, taken: set[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what a prediction is made of, in words and as definitions."""
    logits = [p for p in page.parts(LOGITS) if p.key not in taken and p.way == of.way]
    logits.sort(key=lambda p: not page.usage.use(p.key).varied)
    name = shown(of.key)
    for logit in logits[:1]:
        z = logit.at(of.index) if of.way else logit
        by = shown(logit.key)
        if of.way == "column":
            j = page.letter(of.index)
            total = rf"\sum_{{{j}}} e^{{{z.at(j).entry}}}"
            named = [k for k in page.guesses if customs.letter_of(k) == r"\Sigma"]
            extra = tuple(rf"{k} := {total}" for k in named)
            below = named[0] if named else total
            softmax = rf"{of.entry} := \frac{{e^{{{z.entry}}}}}{{{below}}}"
            yield f"with {name} the softmax of {by}", (softmax, *extra)
        primed = page.usage.use(of.key).primed and not of.way
        prime = rf"{of.key}' := \frac{{\partial {of.key}}}{{\partial {logit.key}}}"
        sigmoid = rf"{of.entry} := \frac{{1}}{{1 + e^{{-{z.entry}}}}}"
        linear = _linear(z, page, {*taken, of.key})
        yield (
            f"with {name} the sigmoid of {by}",
            (sigmoid, *linear, *([prime] if primed else [])),
        )
    if not logits:
        for _, argument in _arguments(of, page):
            words = f"with {name} the sigmoid of a linear part"
            yield words, (rf"{of.entry} := \frac{{1}}{{1 + e^{{-({argument})}}}}",)


def _is_label(part: Part) -> bool:
    return customs.letter_of(part.key) in LABELS


def _one_hot(labels: Sequence[Part], page: Page) -> Iterator[Usual]:
    """Yield that labels have one 1 among zeros, at an index of the page."""
    indices = [key for key, guess in page.guesses.items() if guess.kind == "index"]
    for label in labels:
        use = page.usage.use(label.key)
        plain = label.way == "column" and not (use.differentiated or use.varied)
        others = [i for i in indices if plain and i != label.index]
        for other in others[:1]:
            words = f"{shown(label.key)} is 1 at {other}, and 0 elsewhere"
            yield Usual(words, (rf"{label.entry} := \mathbb{{1}}[{label.index} = {other}]",))


def _linear(of: Part, page: Page, taken: set[str]) -> tuple[str, ...]:
    """Return the definition of a linear part where the page takes derivatives by its weights."""
    found = [argument[0] for argument in _arguments(of, page)]
    if not any(page.usage.use(key).varied for key in (*found, "b") if key not in taken):
        return ()
    return tuple(rf"{of.entry} := {argument}" for _, argument in list(_arguments(of, page))[:1])


def _weights(page: Page) -> Iterator[tuple[str, str]]:
    """Yield weights of the page, each with what it is multiplied by, as LaTeX."""
    inputs = [k for k in page.guesses if customs.letter_of(k) == "x"]
    for key, guess in page.guesses.items():
        if customs.letter_of(key) in WEIGHTS and guess.kind in ("number", "column"):
            for x in inputs:
                one = page.guesses[x]
                yield key, x + (one.mark if one.kind == "member" else "")


def _arguments(of: Part, page: Page) -> Iterator[tuple[str, str]]:
    """Yield linear parts made of weights and inputs of the page."""
    bias = " + b" if "b" in page.guesses else ""
    if bias and not list(_weights(page)) and not {"w", "x"} & page.usage.uses.keys():
        yield "b", rf"w^\top x{page.guesses[of.key].mark} + b"
    for weight, x in _weights(page):
        if "_" in x or "^" in x or not of.way:
            yield weight, rf"{weight}^\top {x}{bias}"


def _softmaxes(columns: Sequence[str], page: Page) -> Iterator[Usual]:
    r"""Yield the softmax for functions whose values have entries, as ``s(x)_i``."""
    for key in columns:
        use = page.usage.uses[key]
        if len(use.calls) == use.seen and len(use.applied) == 1 and use.applied[0]:
            index = min(use.behind)
            j = page.letter(index)
            column = (plain_letters(use.applied[0]) or use.applied)[0]
            total = rf"\sum_{{{j}}} e^{{{column}_{{{j}}}}}"
            body = rf"\frac{{e^{{{column}_{{{index}}}}}}}{{{total}}}"
            yield Usual("the softmax", (rf"{key}({use.applied[0]})_{{{index}}} := {body}",))


def _sigmoids(name: str, page: Page) -> Iterator[Usual]:
    """Yield the sigmoid for a function of one number."""
    use, guess = page.usage.uses.get(name), page.guesses.get(name)
    if use is None or guess is None or guess.kind != "function" or not use.calls:
        return
    if len(use.applied) == 1 and not use.behind:
        yield Usual("the sigmoid", (rf"{name}(t) := \frac{{1}}{{1 + e^{{-t}}}}",))
