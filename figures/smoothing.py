"""The slope of the loss with smoothed labels."""

from figures.tools.drawing import Picture
from figures.tools.family import family
from snippets.variants import WITNESSES


def picture() -> Picture:
    amounts = [0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5]
    return family(WITNESSES["V5"], "ε", amounts, start=2)
