"""The average loss against the prediction, for a probability of label 1 that can be moved."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, say
from snippets.likelihood import average_loss


def picture() -> Picture:
    p = np.linspace(0.005, 0.995, 100)
    figure, (ax,) = axes(250)
    ax.set(xlim=(0, 1), ylim=(0, 3), xlabel="prediction p", ylabel="average loss")
    ax.plot(p, [average_loss(t, t) for t in p], color=COLOURS["quiet"], linestyle="--", linewidth=1)
    say(ax, 0.5, 0.6, "entropy", "ink", ha="center", va="top")
    curve = ax.plot(p, p, color=COLOURS["prediction"])[0]
    dot = ax.scatter([0.5], [0], c=[COLOURS["label"]], s=24, zorder=3)

    chances = np.arange(1, 20) / 20

    def show(position: int) -> None:
        chance = chances[position]
        curve.set_ydata([average_loss(chance, t) for t in p])
        dot.set_offsets([(chance, average_loss(chance, chance))])

    says = [
        f"π = {c:.2f}: smallest average loss {average_loss(c, c):.3f}, at p = {c:.2f}"
        for c in chances
    ]
    return Picture(figure, Slider("probability π of label 1", says, show, [curve, dot], start=13))
