"""One example through a network with two hidden units: values forward, slopes backward."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes
from matplotlib.axes import Axes
from snippets.derivation.backprop import backpropagation, sigmoid

X = np.array([[1.0, -0.5]])
V = np.array([[0.6, -0.4], [0.8, 1.2]])
W = np.array([1.5, -1.0])
LABEL = np.array([1.0])

LAYERS = {"x₁": 0, "x₂": 0, "Z₁": 1, "Z₂": 1, "A₁": 2, "A₂": 2, "z": 3, "ŷ": 4}
ACROSS = (0.0, 1.15, 2.15, 3.15, 4.0)
HEIGHTS = {"₁": 1.0, "₂": 0.0}
PLACES = {name: (ACROSS[layer], HEIGHTS.get(name[-1], 0.5)) for name, layer in LAYERS.items()}
WEIGHTS = {
    **{(f"x{j}", f"Z{k}"): V["₁₂".index(j), "₁₂".index(k)] for j in "₁₂" for k in "₁₂"},
    ("A₁", "z"): W[0],
    ("A₂", "z"): W[1],
}
FUNCTIONS = {("Z₁", "A₁"): "tanh", ("Z₂", "A₂"): "tanh", ("z", "ŷ"): "σ"}
SAYS = (
    "forward: the inputs",
    "forward: weighted sums",
    "forward: their tanh",
    "forward: the logit",
    "forward: the prediction",
    "backward: the slope of the loss by the prediction",
    "backward: by the logit, prediction minus label",
    "backward: by the hidden values",
    "backward: by the weighted sums, times 1 − tanh²",
    "backward: by the inputs",
)


def numbers() -> tuple[dict[str, float], dict[str, float]]:
    """Return the value of each name, and the slope of the loss by it."""
    Z = X @ V
    A = np.tanh(Z)
    z = (A @ W)[0]
    y_hat = sigmoid(z)
    values = [*X[0], *Z[0], *A[0], z, y_hat]

    residual = y_hat - LABEL[0]
    by_sums = residual * W * (1 - A[0] ** 2)
    found = backpropagation(X, V, W, LABEL)
    assert np.allclose(found["V"], X.T @ [by_sums])
    slopes = [*found["X"][0], *by_sums, *residual * W, residual, -1 / y_hat]
    return dict(zip(LAYERS, values, strict=True)), dict(zip(LAYERS, slopes, strict=True))


def picture() -> Picture:
    values, slopes = numbers()
    figure, (ax,) = axes(250)
    ax.set(xlim=(-0.35, 4.4), ylim=(-0.5, 1.45))
    ax.set_axis_off()
    for edge, weight in WEIGHTS.items():
        # beside the middle, where two lines cross
        along = 0.36 if {edge[0][-1], edge[1][-1]} == set("₁₂") else 0.5
        _join(ax, edge, _short(weight), along, "weights")
    for edge, function in FUNCTIONS.items():
        _join(ax, edge, function, 0.5, "quiet")
    for name, place in PLACES.items():
        ax.scatter(*place, s=330, c=COLOURS["paper"], edgecolors=COLOURS["quiet"], linewidths=0.8)
        ax.text(*place, name, ha="center", va="center", fontsize=10)
    above = _texts(ax, 0.2, "bottom", "logit")
    under = _texts(ax, -0.2, "top", "slope")

    def show(position: int) -> None:
        for name, layer in LAYERS.items():
            above[name].set_text(_long(values[name]) if layer <= position else "")
            under[name].set_text(_long(slopes[name]) if 9 - layer <= position else "")

    return Picture(figure, Slider("steps", SAYS, show, [*above.values(), *under.values()], 9))


def _join(ax: Axes, edge: tuple[str, str], text: str, along: float, colour: str) -> None:
    """Draw a line between two names, with *text* on it."""
    (x0, y0), (x1, y1) = (PLACES[name] for name in edge)
    ax.plot([x0, x1], [y0, y1], color=COLOURS["faint"], linewidth=1, zorder=0)
    x, y = x0 + along * (x1 - x0), y0 + along * (y1 - y0)
    ax.text(x, y, text, fontsize=9, color=COLOURS[colour], ha="center", va="bottom")


def _texts(ax: Axes, shift: float, align: str, colour: str) -> dict[str, object]:
    look = {"ha": "center", "va": align, "fontsize": 10, "color": COLOURS[colour]}
    return {name: ax.text(x, y + shift, "", **look) for name, (x, y) in PLACES.items()}


def _short(value: float) -> str:
    return f"{value:g}".replace("-", "−")


def _long(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
