"""The slope of the loss with a weight for label 1."""

from figures.tools.drawing import Picture
from figures.tools.family import family
from snippets.variants import weighted_slope


def picture() -> Picture:
    weights = [0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0]
    return family(weighted_slope, "q", weights, start=6)
