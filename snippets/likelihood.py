"""The binary cross entropy as a likelihood, an entropy and a divergence."""

import numpy as np
import sympy as sp


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


# --8<-- [start:grid]
def mean_loss(y, p):
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def show_grid():
    rng = np.random.default_rng(11)
    y = (rng.random(50) < 0.3).astype(float)  # 50 labels, each 1 with probability 0.3
    y[:5] = 0.3  # five of them soft
    predictions = np.linspace(0.001, 0.999, 999)
    losses = [mean_loss(y, p) for p in predictions]
    best = predictions[np.argmin(losses)]
    print(f"mean label       {y.mean():.3f}")
    print(f"best prediction  {best:.3f}, mean loss {min(losses):.6f}")
    print(f"true probability 0.300, mean loss {mean_loss(y, 0.3):.6f}")


# --8<-- [end:grid]


# --8<-- [start:symbolic]
def show_symbolic():
    pi, p = sp.symbols("pi p", positive=True)
    risk = -(pi * sp.log(p) + (1 - pi) * sp.log(1 - p))
    entropy = risk.subs(p, pi)
    divergence = pi * (sp.log(pi) - sp.log(p)) + (1 - pi) * (sp.log(1 - pi) - sp.log(1 - p))
    print("loss minus entropy minus divergence:", sp.expand(risk - entropy - divergence))
    print("slope of the average loss:", sp.factor(sp.diff(risk, p)))


# --8<-- [end:symbolic]


def complex_step(function, point, h=1e-20):
    return float(np.imag(function(point + 1j * h)) / h)


def batch_loss(y, y_hat):
    """Return the mean surprise: minus the logarithm of the chance that each label was given."""
    chances = [p if label == 1 else 1 - p for label, p in zip(y, y_hat, strict=True)]
    return -float(np.mean(np.log(chances)))


def average_loss(pi, p):
    """Return the loss of each label, weighted with its probability."""
    return -float(np.dot([1 - pi, pi], np.log([1 - p, p])))


def curvature(pi, p):
    return complex_step(lambda t: -pi / t + (1 - pi) / (1 - t), p)


def reversed_divergence_slope(pi, p):
    return complex_step(lambda t: t * np.log(t / pi) + (1 - t) * np.log((1 - t) / (1 - pi)), p)


def slope_by_label(p, s):
    return complex_step(lambda label: -(label * np.log(p) + (1 - label) * np.log(1 - p)), s)


def slope_by_bias(z, y_bar):
    return complex_step(
        lambda t: y_bar * np.log(1 + np.exp(-t)) + (1 - y_bar) * np.log(1 + np.exp(t)), z
    )


WITNESSES = {
    "L1": batch_loss,
    "L2": lambda b, p: -float(np.log(p if b == 1 else 1 - p)),
    "L3": lambda y, y_hat: -len(y) * batch_loss(y, y_hat),
    "L4": average_loss,
    "L5": lambda pi, p: complex_step(lambda t: -(pi * np.log(t) + (1 - pi) * np.log(1 - t)), p),
    "L6": curvature,
    "L7": average_loss,
    "L8": lambda: float(-np.log(0.5)),
    "L9": reversed_divergence_slope,
    "L10": slope_by_label,
    "L11": slope_by_bias,
    "L12": lambda y_bar: slope_by_bias(np.log(y_bar) - np.log1p(-y_bar), y_bar),
    "L13": lambda z: complex_step(lambda t: -np.log(1 + np.exp(-t)) + 2 * np.log(1 + np.exp(t)), z),
}


def main():
    print("== grid ==")
    show_grid()
    print("== symbolic ==")
    show_symbolic()


if __name__ == "__main__":
    main()
