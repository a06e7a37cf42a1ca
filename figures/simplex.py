"""Where a step of gradient descent moves three probabilities, for several labels."""

import numpy as np
from figures.tools.drawing import COLOURS, Picture, Slider, axes, say
from snippets.softmax import gradient, jacobian, softmax

CORNERS = np.array([[0, 0], [1, 0], [0.5, np.sqrt(0.75)]])
LABELS = {
    "class 1": (1.0, 0.0, 0.0),
    "class 2": (0.0, 1.0, 0.0),
    "class 3": (0.0, 0.0, 1.0),
    "classes 1 and 2 alike": (0.5, 0.5, 0.0),
    "a soft label": (0.2, 0.3, 0.5),
}
PARTS = 11


def picture() -> Picture:
    places = np.array(
        [
            (a, b, PARTS - a - b)
            for a in range(1, PARTS - 1)
            for b in range(1, PARTS - a)
        ]
    ) / PARTS  # fmt: skip
    changes = {}
    for name, label in LABELS.items():
        y = np.array(label)
        scores = np.log(places)
        changes[name] = np.array([-jacobian(o) @ gradient(o, y) for o in scores]) @ CORNERS
        assert np.allclose([softmax(o) for o in scores], places)

    figure, (ax,) = axes(330)
    ax.set(xlim=(-0.1, 1.1), ylim=(-0.1, 0.97), aspect="equal")
    ax.set_axis_off()
    ax.fill(*CORNERS.T, fill=False, edgecolor=COLOURS["quiet"], linewidth=0.8)
    for number, (x, y) in enumerate(CORNERS, 1):
        below = y == 0
        say(
            ax,
            x,
            y - 0.02 if below else y + 0.02,
            f"class {number}",
            "ink",
            ha="center",
            va="top" if below else "bottom",
        )
    dots = places @ CORNERS
    arrows = ax.quiver(*dots.T, *dots.T, color=COLOURS["prediction"], scale=4, width=0.006)
    goal = ax.scatter([0], [0], c=[COLOURS["label"]], s=36, zorder=3)
    names = list(LABELS)

    def show(position: int) -> None:
        arrows.set_UVC(*changes[names[position]].T)
        goal.set_offsets([np.array(LABELS[names[position]]) @ CORNERS])

    says = [f"{name}: labels {', '.join(f'{v:g}' for v in LABELS[name])}" for name in names]
    return Picture(figure, Slider("labels", says, show, [arrows, goal], start=0))
