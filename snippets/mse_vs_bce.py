"""The squared error of a sigmoid next to the cross entropy: slopes, and a second minimum."""

import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


# --8<-- [start:slopes]
def show_slopes():
    print("         cross entropy               half the squared error")
    print("logit    label 1  label 0  label 0.3    label 1  label 0  label 0.3")
    for z in (-45.0, -5.0, -np.log(2), 0.7, 5.0, 45.0):
        p, factor = sigmoid(z), sigmoid(z) * sigmoid(-z)
        slopes = [p - y for y in (1.0, 0.0, 0.3)]
        row = [*slopes, *(slope * factor for slope in slopes)]
        print(f"{z:6.2f}" + "{:10.4f}{:9.4f}{:11.4f}{:11.4f}{:9.4f}{:11.4f}".format(*row))


# --8<-- [end:slopes]


# --8<-- [start:minima]
def mean_squared_error(b):
    x = np.array([1.0, 0.2, 5.0])
    y = np.array([0.0, 1.0, 1.0])
    return np.mean((sigmoid(b * x) - y) ** 2)


def show_minima():
    weights = np.linspace(-4, 4, 8001)
    losses = np.array([mean_squared_error(b) for b in weights])
    lower = (losses[1:-1] < losses[:-2]) & (losses[1:-1] < losses[2:])
    for b, loss in zip(weights[1:-1][lower], losses[1:-1][lower], strict=True):
        print(f"local minimum at weight {b:6.3f}, mean squared error {loss:.4f}")


# --8<-- [end:minima]


def complex_step(function, point, h=1e-20):
    return float(np.imag(function(point + 1j * h)) / h)


def squared_error_slope(z, y):
    return complex_step(lambda t: (1 / (1 + np.exp(-t)) - y) ** 2 / 2, z)


def cross_entropy_slope(z, y):
    return complex_step(lambda t: y * np.log(1 + np.exp(-t)) + (1 - y) * np.log(1 + np.exp(t)), z)


def curvature(t, y):
    """Return the slope of the slope, which is written out by hand: label y, logit t."""

    def slope(z):
        p = 1 / (1 + np.exp(-z))
        return (p - y) * p * np.exp(-z) / (1 + np.exp(-z))

    return complex_step(slope, t)


WITNESSES = {
    "Q1": squared_error_slope,
    "Q2": squared_error_slope,
    "Q3": cross_entropy_slope,
    "Q4": lambda p: complex_step(lambda q: q * (1 - q) ** 2, p),
    "Q5": lambda: max(q * (1 - q) ** 2 for q in np.arange(1, 3) / 3),
    "Q6": lambda p: 4 / 27 - p * (1 - p) ** 2,
    "Q7": lambda t: curvature(t, 1),
    "Q8": lambda t: curvature(t, 0),
}


def main():
    print("== slopes ==")
    show_slopes()
    print("== minima ==")
    show_minima()


if __name__ == "__main__":
    main()
