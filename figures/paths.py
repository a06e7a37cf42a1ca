"""Gradient descent and Newton's method on the same data, step by step."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, say
from snippets.hessian import example_data, gradient, hessian, mean_loss

STEPS = 12
RATE = 2.0
START = (0.5, 1.0)


def picture() -> Picture:
    X, y = example_data()
    X = X[:, 1:]  # without the bias, so that all weights fit on paper
    descent, newton = [np.array(START)], [np.array(START)]
    for _ in range(STEPS):
        descent.append(descent[-1] - RATE * gradient(X, descent[-1], y))
        w = newton[-1]
        newton.append(w - np.linalg.solve(hessian(X, w), gradient(X, w, y)))

    figure, (ax,) = axes(330)
    first, second = np.linspace(-0.6, 2.8, 91), np.linspace(-2.3, 1.3, 91)
    losses = [[mean_loss(X, np.array([a, b]), y) for a in first] for b in second]
    levels = np.min(losses) + np.array([0.01, 0.05, 0.12, 0.25, 0.45, 0.7, 1.0, 1.4])
    ax.contour(first, second, losses, levels, colors=COLOURS["faint"], linewidths=1)
    ax.set(xlabel="weight w₁", ylabel="weight w₂", aspect="equal")
    ax.grid(visible=False)
    paths = [np.array(descent), np.array(newton)]
    lines = [
        ax.plot([], [], marker=marker, markersize=4, linewidth=1.2, color=COLOURS[colour])[0]
        for marker, colour in (("o", "prediction"), ("D", "weights"))
    ]
    say(ax, 0.7, 0.75, "gradient descent", "prediction")
    say(ax, 0.6, -2.05, "Newton", "weights", ha="right", va="top")

    def show(position: int) -> None:
        for line, path in zip(lines, paths, strict=True):
            line.set_data(*path[: position + 1].T)

    says = [
        f"step {n}: loss {mean_loss(X, descent[n], y):.4f} by descent,"
        f" {mean_loss(X, newton[n], y):.4f} by Newton"
        for n in range(STEPS + 1)
    ]
    return Picture(figure, Slider("steps", says, show, lines, start=STEPS))
