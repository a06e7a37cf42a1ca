"""Other routes to the derivative of the binary cross entropy by the logit."""

import numpy as np
import sympy as sp


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def cross_entropy(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# --8<-- [start:symbolic]
def show_symbolic():
    y, z, a, u = sp.symbols("y z a u", positive=True)

    sigma = 1 / (1 + sp.exp(-z))
    loss = -(y * sp.log(sigma) + (1 - y) * sp.log(1 - sigma))
    short = sp.log(1 + sp.exp(z)) - y * z
    by_both = [
        sp.diff(form, z).subs(sp.exp(z), u).subs(sp.exp(-z), 1 / u) for form in (loss, short)
    ]
    print("both forms, minus (sigmoid - label):")
    for slope in by_both:
        print("  ", sp.cancel(slope - (u / (1 + u) - y)))

    print("partial fractions:", sp.apart((a - y) / (a * (1 - a)), a))
    wanted = -(y * sp.log(a) + (1 - y) * sp.log(1 - a))
    print("slope minus wanted slope:", sp.cancel(sp.diff(wanted, a) - (a - y) / (a * (1 - a))))


# --8<-- [end:symbolic]


# --8<-- [start:drawing]
def show_drawing():
    rng = np.random.default_rng(3)
    print("logit   mean      slope     variance  curvature of the softplus")
    for z in (-45.0, -1.5, 0.4, 2.0, 45.0):
        p = sigmoid(z)
        labels = rng.random(200_000) < p
        print(f"{z:5.1f}{labels.mean():10.4f}{p:10.4f}{labels.var():10.4f}{p * sigmoid(-z):10.4f}")


# --8<-- [end:drawing]


def complex_step(function, point, h=1e-20):
    return float(np.imag(function(point + 1j * h)) / h)


def loss(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away at a large logit."""
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def slope_by_logit(z, y):
    return complex_step(lambda t: loss(t, y), z)


def log_prediction(z):
    return -np.log(1 + np.exp(-z))


def log_complement(z):
    return -np.log(1 + np.exp(z))


def slope_by_prediction(y, a):
    return complex_step(lambda p: cross_entropy(y, p), a)


def mean_label(z):
    weights = np.exp([0.0, z])
    return float(weights @ [0, 1] / weights.sum())


def variance_of_label(z):
    weights = np.exp([0.0, z])
    return float(weights @ (np.array([0, 1]) - mean_label(z)) ** 2 / weights.sum())


def entropy(z):
    p = np.array([sigmoid(-z), sigmoid(z)])
    return float(-np.sum(p * np.log(p)))


WITNESSES = {
    "O1": slope_by_logit,
    "O2": log_prediction,
    "O3": log_complement,
    "O4": lambda z: log_prediction(z) - log_complement(z),
    "O5": loss,
    "O6": lambda z: complex_step(lambda t: np.log(1 + np.exp(t)), z),
    "O7": lambda z: complex_step(lambda t: -np.log(1 + np.exp(-t)), z),
    "O8": lambda z: complex_step(lambda t: -np.log(1 + np.exp(t)), z),
    "O9": slope_by_logit,
    "O10": slope_by_prediction,
    "O11": mean_label,
    "O12": variance_of_label,
    "O13": lambda y_hat: float(np.log(y_hat) - np.log1p(-y_hat)),
    "O14": entropy,
}


def main():
    print("== symbolic ==")
    show_symbolic()
    print("== drawing ==")
    show_drawing()


if __name__ == "__main__":
    main()
