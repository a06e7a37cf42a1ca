"""Cross entropy and half the squared error of label 1: the losses, and their slopes."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, say
from snippets.mse_vs_bce import cross_entropy_slope, sigmoid, squared_error_slope

LABEL = 1.0


def picture() -> Picture:
    z = np.linspace(-6, 6, 121)
    losses = [-np.log(sigmoid(z)), (sigmoid(z) - LABEL) ** 2 / 2]
    slopes = [
        np.array([slope(t, LABEL) for t in z])
        for slope in (cross_entropy_slope, squared_error_slope)
    ]
    colours = [COLOURS["prediction"], COLOURS["wrong"]]
    figure, (above, below) = axes(380, rows=2)
    above.set(xlim=(-6, 6), ylim=(0, 6), ylabel="loss")
    below.set(ylim=(-1.05, 0.1), xlabel="logit z, label 1", ylabel="slope by z")
    for ax, pair in ((above, losses), (below, slopes)):
        for curve, colour, style in zip(pair, colours, ("-", "--"), strict=True):
            ax.plot(z, curve, color=colour, linestyle=style)
    say(above, -2.6, 3.0, "cross entropy", "prediction")
    say(above, -5.8, 0.7, "half the squared error", "wrong")
    say(below, 0.3, -0.62, "cross entropy", "prediction")
    say(below, -5.8, -0.14, "half the squared error", "wrong", va="top")
    lines = [ax.axvline(0, color=COLOURS["quiet"], linewidth=0.8) for ax in (above, below)]
    dots = [ax.scatter([0, 0], [0, 0], c=colours, s=24, zorder=3) for ax in (above, below)]
    positions = range(0, len(z), 5)

    def show(position: int) -> None:
        n = positions[position]
        for line in lines:
            line.set_xdata([z[n], z[n]])
        for spots, pair in zip(dots, (losses, slopes), strict=True):
            spots.set_offsets([(z[n], curve[n]) for curve in pair])

    says = [f"z = {z[n]:.1f}: slopes {slopes[0][n]:.4f} and {slopes[1][n]:.4f}" for n in positions]
    return Picture(figure, Slider("logit z", says, show, [*lines, *dots], start=2))
