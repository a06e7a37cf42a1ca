"""The mean loss while training, with the right derivative and with the lost sign."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, axes, say
from snippets.derivation.sign_error import right, slip, train


def picture() -> Picture:
    steps = np.arange(0, 101, 2)
    figure, (ax,) = axes(220)
    ax.set(xlim=(0, 100), xlabel="steps of gradient descent", ylabel="mean loss J")
    curves = {slope: [train(slope, n)[0] for n in steps] for slope in (right, slip)}
    ax.set_ylim(0, 1.1 * max(curves[slip]))
    ax.plot(steps, curves[right], color=COLOURS["prediction"])
    ax.plot(steps, curves[slip], color=COLOURS["wrong"], linestyle="--")
    say(ax, 98, curves[right][-1], "right", "prediction", ha="right", va="bottom")
    say(ax, 60, curves[slip][30], "sign lost  ", "wrong", ha="right", va="bottom")
    return Picture(figure)
