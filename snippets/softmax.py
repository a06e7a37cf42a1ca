"""The gradient of the cross entropy by the scores of any number of classes."""

import numpy as np
import sympy as sp


# --8<-- [start:symbolic]
def show_symbolic():
    e = sp.symbols("e1:4", positive=True)  # the exponentials of three scores
    y = sp.symbols("y1:4")
    total = sum(e)
    p = [x / total for x in e]
    loss = -sum(y[k] * sp.log(p[k]) for k in range(3))
    for j in range(3):
        # d e_j / d o_j = e_j, so the slope by the score is e_j times that by the exponential
        slope = e[j] * sp.diff(loss, e[j])
        print(f"score {j + 1}: slope minus formula =", sp.cancel(slope - (sum(y) * p[j] - y[j])))


# --8<-- [end:symbolic]


# --8<-- [start:slips]
def softmax(o):
    exponentials = np.exp(o - np.max(o.real))
    return exponentials / np.sum(exponentials)


def cross_entropy(o, y):
    return -np.sum(y * np.log(softmax(o)))


def show_slips():
    cases = {
        "two labels at once": ([0.5, -1.0, 2.0], [1.0, 1.0, 0.0]),
        "soft labels, a score beyond 40": ([45.0, -3.0, 1.0], [0.2, 0.7, 0.3]),
    }
    for case, (scores, labels) in cases.items():
        o, y = np.array(scores), np.array(labels)
        p = softmax(o)
        h = 1e-20
        slopes = [np.imag(cross_entropy(o + 1j * h * e, y)) / h for e in np.eye(3)]
        rows = {
            "measured": slopes,
            "sum of labels times p, minus y": y.sum() * p - y,
            "p minus y": p - y,
            "index lost under the sum": np.sum(p * y) - y,
            "diagonal only": -y * (1 - p),
        }
        print(case)
        for name, values in rows.items():
            print(f"  {name:32}", "".join(f"{value + 0.0:9.4f}" for value in values))


# --8<-- [end:slips]


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one column for each entry of the point."""
    point = np.asarray(point, dtype=float)
    return np.stack([np.imag(function(point + 1j * h * e)) / h for e in np.eye(point.size)], -1)


def gradient(o, y):
    return complex_step(lambda s: cross_entropy(s, y), o)


def jacobian(o):
    return complex_step(softmax, o)


def log_probability(o, i):
    largest = np.max(o)
    return float(o[i - 1] - largest - np.log(np.sum(np.exp(o - largest))))


def second_derivatives(o, y):
    """Return the slopes of the sum over classes of label times slope of minus log p."""
    return np.sum(y) * jacobian(o)


def variance(o, v):
    p = softmax(o)
    return float(np.sum(p * (v - np.sum(p * v)) ** 2))


WITNESSES = {
    "X1": gradient,
    "X2": log_probability,
    "X3": lambda o, i: float(softmax(o)[i - 1]),
    "X4": lambda o, i, j: float(jacobian(o)[i - 1, j - 1]),
    "X5": jacobian,
    "X6": lambda o, i, j: float(jacobian(o)[i - 1, j - 1]),
    "X7": lambda o, y, j: float(gradient(o, y)[j - 1]),
    "X8": lambda o, t: gradient(o, t),
    "X9": lambda u, v: float(softmax(np.array([u, v]))[0]),
    "X10": lambda o, y, i, j: float(second_derivatives(o, y)[i - 1, j - 1]),
    "X11": variance,
    "X12": lambda o: jacobian(o).sum(1),
}


def main():
    print("== symbolic ==")
    show_symbolic()
    print("== slips ==")
    show_slips()


if __name__ == "__main__":
    main()
