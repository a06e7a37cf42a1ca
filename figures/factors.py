"""The two scalar factors of the chain rule against the logit, and their product."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, powers_of_ten, say
from snippets.derivation.scalar import prediction_gradient, sigmoid, sigmoid_gradient

LABEL = 0.0


def picture() -> Picture:
    z = np.linspace(-6, 6, 121)
    by_prediction = np.array([prediction_gradient(LABEL, sigmoid(t)) for t in z])
    by_logit = np.array([sigmoid_gradient(t) for t in z])
    curves = [by_prediction, by_logit, by_prediction * by_logit]
    colours = [COLOURS["prediction"], COLOURS["logit"], COLOURS["ink"]]

    figure, (ax,) = axes(250)
    ax.set(yscale="log", xlim=(-6, 6), xlabel="logit z, label 0", ylabel="size of the factor")
    powers_of_ten(ax.yaxis)
    for curve, colour in zip(curves, colours, strict=True):
        ax.plot(z, curve, color=colour)
    say(ax, 2.0, 40, "∂ℓ/∂ŷ", "prediction", ha="right")
    say(ax, 4.0, 0.004, "∂ŷ/∂z", "logit", ha="right")
    say(ax, 5.9, 1.3, "product: ŷ − y", "ink", ha="right")
    line = ax.axvline(0, color=COLOURS["quiet"], linewidth=0.8)
    dots = ax.scatter([0, 0, 0], [1, 1, 1], c=colours, s=24, zorder=3)
    positions = range(0, len(z), 5)

    def show(position: int) -> None:
        n = positions[position]
        line.set_xdata([z[n], z[n]])
        dots.set_offsets([(z[n], curve[n]) for curve in curves])

    says = [
        f"z = {z[n]:.1f}: {curves[0][n]:.4g} · {curves[1][n]:.4g} = {curves[2][n]:.4g}"
        for n in positions
    ]
    return Picture(figure, Slider("logit z", says, show, [line, dots], start=16))
