"""Gradients of weighted, smoothed, focal, penalised and multi-label losses."""

import numpy as np
import sympy as sp


# --8<-- [start:measured]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def weighted(z, y, q):
    p = sigmoid(z)
    return -(q * y * np.log(p) + (1 - y) * np.log(1 - p))


def smoothed(z, y, eps):
    return weighted(z, (1 - eps) * y + eps / 2, 1)


def focal(z, s, gamma, alpha):
    p = sigmoid(s * z)
    return -alpha * sigmoid(-s * z) ** gamma * np.log(p)


def slope(function, z, h=1e-20):
    return np.imag(function(z + 1j * h)) / h


def show_measured():
    q, eps, gamma, alpha = 2.5, 0.1, 2.0, 0.25
    print("logit  label  loss                   measured        formula")
    for z, y in ((0.7, 0.3), (-2.0, 1.0), (1.5, 0.0), (-45.0, 1.0)):
        p = sigmoid(z)
        target = (1 - eps) * y + eps / 2
        rows = {
            "weight of label 1": (
                slope(lambda t, y=y: weighted(t, y, q), z),
                (q * y + 1 - y) * p - q * y,
            ),
            "smoothed label": (slope(lambda t, y=y: smoothed(t, y, eps), z), p - target),
        }
        if y != 0.3:  # the focal loss is for hard labels
            s = 2 * y - 1
            right = sigmoid(s * z)
            rows["focal"] = (
                slope(lambda t, s=s: focal(t, s, gamma, alpha), z),
                s * alpha * (1 - right) ** gamma * (gamma * right * np.log(right) + right - 1),
            )
        for name, (measured, formula) in rows.items():
            print(f"{z:5.1f}{y:7.1f}  {name:18}{measured:14.9f}{formula:15.9f}")


# --8<-- [end:measured]


# --8<-- [start:symbolic]
def show_symbolic():
    z, gamma = sp.symbols("z gamma", positive=True)
    p = 1 / (1 + sp.exp(-z))
    loss = -((1 - p) ** gamma) * sp.log(p)
    formula = (1 - p) ** gamma * (gamma * p * sp.log(p) + p - 1)
    print("slope minus formula:", sp.simplify(sp.diff(loss, z) - formula))


# --8<-- [end:symbolic]


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    point = np.asarray(point, dtype=float)
    return np.array([np.imag(function(point + 1j * h * e)) / h for e in np.eye(point.size)])


def stable(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away."""
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def weighted_slope(z, y, q):
    return float(
        slope(lambda t: q * y * np.log(1 + np.exp(-t)) + (1 - y) * np.log(1 + np.exp(t)), z)
    )


def risk_slope(q, pi):
    """Return the slope of the average loss at the probability whose odds are q times larger."""
    odds = q * pi / (1 - pi)
    p = odds / (1 + odds)
    return float(slope(lambda t: -q * pi * np.log(t) - (1 - pi) * np.log(1 - t), p))


def focal_slope(z, gamma):
    return float(slope(lambda t: (1 + np.exp(t)) ** -gamma * np.log(1 + np.exp(-t)), z))


def penalised_gradient(X, w, y, lambda_):
    return complex_step(lambda v: np.mean(stable(X @ v, y)) + lambda_ * np.sum(v * v) / 2, w)


WITNESSES = {
    "V1": lambda z, y, a: float(slope(lambda t: a * stable(t, y), z)),
    "V2": weighted_slope,
    "V3": risk_slope,
    "V4": lambda q, pi: q * pi / (1 - pi),
    "V5": lambda z, y, varepsilon: float(
        slope(lambda t: stable(t, (1 - varepsilon) * y + varepsilon / 2), z)
    ),
    "V6": lambda varepsilon: 1 - varepsilon / 2,
    "V7": focal_slope,
    "V8": penalised_gradient,
    "V9": lambda o, u, k: float(complex_step(lambda s: np.sum(stable(s, u)), o)[k - 1]),
}


def main():
    print("== measured ==")
    show_measured()
    print("== symbolic ==")
    show_symbolic()


if __name__ == "__main__":
    main()
