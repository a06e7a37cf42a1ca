"""The slope of the focal loss, for exponents from 0 to 5."""

import numpy as np
from figures.tools.drawing import Picture
from figures.tools.family import family
from snippets.variants import focal_slope


def slope(z: float, label: float, gamma: float) -> float:
    # the loss for label 0 is that for label 1 at the opposite logit
    return focal_slope(z, gamma) if label else -focal_slope(-z, gamma)


def picture() -> Picture:
    return family(slope, "γ", [float(g) for g in np.arange(0, 5.25, 0.25)], start=8)
