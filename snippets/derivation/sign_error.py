"""The lost sign in the derivative of the binary cross entropy, found and followed into training."""

import numpy as np
import sympy as sp


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


# --8<-- [start:training]
rng = np.random.default_rng(7)
X = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
y = (rng.random(40) < sigmoid(X @ np.array([-0.5, 2.0, -1.5]))).astype(float)


def right(y, y_hat):
    return y_hat - y


def slip(y, y_hat):
    return -(y_hat + y - 2 * y_hat * y)


def train(slope_by_logit, steps, rate=0.5):
    """Return the mean loss and the mean predictions by label after so many steps from zero."""
    w = np.zeros(3)
    for _ in range(steps):
        w = w - rate * X.T @ slope_by_logit(y, sigmoid(X @ w)) / y.size
    z = X @ w
    loss = np.mean(np.logaddexp(0, z) - y * z)
    return loss, sigmoid(z)[y == 0].mean(), sigmoid(z)[y == 1].mean()


def show_training():
    for slope_by_logit in (right, slip):
        print(f"{slope_by_logit.__name__:5}   loss  label 0  label 1")
        for steps in (0, 10, 100, 1000):
            loss, zeros, ones = train(slope_by_logit, steps)
            print(f"{steps:4} {loss:8.4f} {zeros:8.4f} {ones:8.4f}")


# --8<-- [end:training]


# --8<-- [start:find]
def cross_entropy(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def measured_slope(function, point, h=6e-6):
    return (function(point + h) - function(point - h)) / (2 * h)


def show_find():
    y_hat = 0.3
    for y in (1.0, 0.0, 0.8):
        slope = measured_slope(lambda p, y=y: cross_entropy(y, p), y_hat)
        with_minus = -(y / y_hat - (1 - y) / (1 - y_hat))
        with_plus = -(y / y_hat + (1 - y) / (1 - y_hat))
        print(f"label {y}: measured {slope:.5f}, minus {with_minus:.5f}, plus {with_plus:.5f}")


# --8<-- [end:find]


# --8<-- [start:symbolic]
def show_symbolic():
    y, p = sp.symbols("y p", positive=True)
    true_slope = sp.diff(-(y * sp.log(p) + (1 - y) * sp.log(1 - p)), p)
    no_bracket = sp.diff(-y * sp.log(p) + (1 - y) * sp.log(1 - p), p)
    no_inner = -(y / p + (1 - y) / (1 - p))
    print("true slope minus slip: ", sp.factor(true_slope - no_inner))
    print("difference of two slips:", sp.cancel(no_bracket - no_inner))


# --8<-- [end:symbolic]


def complex_step(function, point, h=1e-20):
    return float(np.imag(function(point + 1j * h)) / h)


def logarithm_slope(y_hat, i):
    return complex_step(lambda p: np.log(1 - p), y_hat[i - 1])


def example_slope(y, y_hat, i):
    return complex_step(lambda p: cross_entropy(y[i - 1], p), y_hat[i - 1])


def excess_of_slip(y, y_hat, i):
    return example_slope(y, y_hat, i) - slope_without_bracket(y, y_hat, i)


def slope_without_bracket(y, y_hat, i):
    label = y[i - 1]
    return complex_step(lambda p: -label * np.log(p) + (1 - label) * np.log(1 - p), y_hat[i - 1])


def mean_loss(y, y_hat):
    return np.mean(cross_entropy(y, y_hat))


def batch_slope(y, y_hat, i):
    direction = (np.arange(y.size) == i - 1).astype(float)
    return complex_step(lambda t: mean_loss(y, y_hat + t * direction), 0.0)


def slope_by_logit(y, y_hat, i):
    logit = np.log(y_hat[i - 1] / (1 - y_hat[i - 1]))
    return complex_step(lambda z: cross_entropy(y[i - 1], sigmoid(z)), logit)


def slip_by_logit(y, y_hat, i):
    label, logit = y[i - 1], np.log(y_hat[i - 1] / (1 - y_hat[i - 1]))
    return complex_step(
        lambda z: -label * np.log(sigmoid(z)) + (1 - label) * np.log(1 - sigmoid(z)), logit
    )


WITNESSES = {
    "S1": logarithm_slope,
    "S2": example_slope,
    "S3": example_slope,
    "S4": excess_of_slip,
    "S5": slope_without_bracket,
    "S6": mean_loss,
    "S7": batch_slope,
    "S8": slope_by_logit,
    "S9": slip_by_logit,
}


def main():
    print("== training ==")
    show_training()
    print("== find ==")
    show_find()
    print("== symbolic ==")
    show_symbolic()


if __name__ == "__main__":
    main()
