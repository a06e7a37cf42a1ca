"""The error of three ways to measure a slope, against the step."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, axes, powers_of_ten, say
from snippets.gradient_checking import central, complex_step, forward, loss, sigmoid

SMALLEST = 1e-17
"""What is 0 in double precision is drawn here, since a logarithm has no 0."""


def picture() -> Picture:
    h = np.logspace(-16, 0, 97)
    true = sigmoid(0.7) - 0.3
    figure, (ax,) = axes(260)
    ax.set(xscale="log", yscale="log", xlim=(1e-16, 1), ylim=(SMALLEST, 10))
    ax.set(xlabel="step h", ylabel="error of the slope")
    ways = (("forward", forward, "logit"), ("central", central, "prediction"))
    for _, way, colour in (*ways, ("complex step", complex_step, "weights")):
        errors = np.maximum([abs(way(loss, 0.7, step) - true) for step in h], SMALLEST)
        ax.plot(h, errors, color=COLOURS[colour], linewidth=1.2)
    say(ax, 3e-5, 1e-3, "forward", "logit", ha="right")
    say(ax, 2e-3, 3e-10, "central", "prediction", ha="left", va="top")
    say(ax, 1e-12, 2e-16, "complex step", "weights", va="bottom")
    powers_of_ten(ax.xaxis)
    powers_of_ten(ax.yaxis)
    return Picture(figure)
