"""Slopes by the logit for both labels, and how a parameter of the loss changes them."""

from collections.abc import Callable, Sequence

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, say

LOGITS = np.linspace(-6, 6, 61)


def family(
    slope: Callable[[float, float, float], float], name: str, values: Sequence[float], start: int
) -> Picture:
    """Draw *slope* of (logit, label, parameter) for both labels; a slider moves the parameter.

    The pale lines are prediction minus label: the slope without the change.
    """
    figure, (ax,) = axes(250)
    plain = 1 / (1 + np.exp(-LOGITS))
    curves = {
        value: [[slope(z, label, value) for z in LOGITS] for label in (0.0, 1.0)]
        for value in values
    }
    reach = np.array(list(curves.values()))
    ax.set(xlim=(-6, 6), ylim=(min(-1.1, reach.min() * 1.1), max(1.1, reach.max() * 1.1)))
    ax.set(xlabel="logit z", ylabel="slope of the loss by z")
    for label in (0.0, 1.0):
        ax.plot(LOGITS, plain - label, color=COLOURS["quiet"], linewidth=0.9, linestyle="--")
    lines = [ax.plot(LOGITS, plain, color=COLOURS[colour])[0] for colour in ("prediction", "label")]
    high, low = ax.get_ylim()[1], ax.get_ylim()[0]
    say(ax, -5.8, 0.06 * high, "label 0", "prediction", va="bottom")
    say(ax, 5.8, 0.08 * low, "label 1", "label", ha="right", va="top")

    def show(position: int) -> None:
        for line, curve in zip(lines, curves[values[position]], strict=True):
            line.set_ydata(curve)

    says = [f"{name} = {value:g}" for value in values]
    return Picture(figure, Slider(name, says, show, lines, start))
