"""The softplus and its tangent, whose slope is the prediction and whose start is the entropy."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, say
from snippets.derivation.other_routes import WITNESSES, entropy, loss


def picture() -> Picture:
    z = np.linspace(-5, 5, 101)
    figure, (ax,) = axes(250)
    ax.set(xlim=(-5, 5), ylim=(-1.2, 5), xlabel="logit", ylabel="softplus ζ")
    ax.plot(z, [loss(t, 0.0) for t in z], color=COLOURS["ink"])
    say(ax, 3.9, 3.3, "ζ", "ink")
    ends = np.array([z[0], z[-1]])
    line = ax.plot(ends, ends, color=COLOURS["prediction"])[0]
    dots = ax.scatter([0, 0], [0, 0], c=[COLOURS["ink"], COLOURS["prediction"]], s=24, zorder=3)

    points = np.arange(-4, 4.25, 0.25)

    def show(position: int) -> None:
        t = points[position]
        height, slope = loss(t, 0.0), WITNESSES["O6"](t)
        line.set_ydata(height + slope * (ends - t))
        dots.set_offsets([(t, height), (0, height - slope * t)])

    says = [
        f"z = {t:.2f}: slope {WITNESSES['O6'](t):.3f}, height at 0 {entropy(t):.3f}" for t in points
    ]
    return Picture(figure, Slider("logit z", says, show, [line, dots], start=22))
