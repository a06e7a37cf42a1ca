"""The relative error of four forms of the loss for label 1, against the logit."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, axes, powers_of_ten, say
from snippets.stability import FORMS, true_loss

SMALLEST = 1e-17
"""What is right to the last digit is drawn here, since a logarithm has no 0."""
LABEL = 1.0
LOOKS = {
    "as defined": ("wrong", "-"),
    "difference": ("logit", "-"),
    "maximum": ("prediction", "-"),
    "two softplus": ("ink", ":"),
}


def picture() -> Picture:
    z = np.linspace(-45, 45, 361)
    true = np.array([float(true_loss(t, LABEL)) for t in z])
    figure, (ax,) = axes(260)
    ax.set(yscale="log", xlim=(-45, 45), ylim=(SMALLEST, 30))
    ax.set(xlabel="logit z, label 1", ylabel="relative error")
    for name, (colour, style) in LOOKS.items():
        with np.errstate(divide="ignore", invalid="ignore"):
            losses = FORMS[name](z, LABEL)
        errors = np.maximum(abs(losses / true - 1), SMALLEST)
        ax.plot(z, errors, color=COLOURS[colour], linestyle=style, linewidth=1.2)
    say(ax, 18, 1e-4, "difference", "logit", ha="right")
    say(ax, 27, 1e-8, "as defined", "wrong", ha="left", va="top")
    say(ax, -44, 1e-15, "maximum, two softplus (dotted)", "prediction", va="bottom")
    powers_of_ten(ax.yaxis)
    return Picture(figure)
