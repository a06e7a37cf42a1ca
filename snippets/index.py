"""The binary cross entropy of a batch, its gradient, and a measurement that knows no rule."""

import numpy as np


# --8<-- [start:gradient]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def loss(w, X, y):
    y_hat = sigmoid(X @ w)
    return -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def gradient(w, X, y):
    return X.T @ (sigmoid(X @ w) - y) / y.size


def measured(w, X, y, h=6e-6):
    """Move one weight at a time, both ways, and see what the loss does."""
    steps = h * np.eye(w.size)
    return np.array([(loss(w + step, X, y) - loss(w - step, X, y)) / (2 * h) for step in steps])


def show_gradient():
    X = np.array([[1, 0.5, -1.2], [1, -0.3, 0.8], [1, 2, 0.1], [1, -1.5, -0.4], [1, 60, -5]])
    y = np.array([1.0, 0.0, 1.0, 0.3, 1.0])
    w = np.array([0.2, -0.7, 0.9])
    print("loss    ", np.round(loss(w, X, y), 6))
    print("formula ", np.round(gradient(w, X, y), 6))
    print("measured", np.round(measured(w, X, y), 6))


# --8<-- [end:gradient]


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    return np.array([np.imag(function(point + 1j * h * e)) / h for e in np.eye(point.size)])


def loss_by_logit(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away at a large logit."""
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def example_gradient(w, x_tilde, y):
    return complex_step(lambda v: loss_by_logit(np.sum(x_tilde * v), y), w)


def batch_gradient(w, X, y):
    return complex_step(lambda v: np.mean(loss_by_logit(X @ v, y)), w)


def loss_at_zero():
    return loss(np.zeros(1), np.ones((1, 1)), np.ones(1))


WITNESSES = {
    "R1": example_gradient,
    "R2": batch_gradient,
    "R3": loss_at_zero,
}


def main():
    print("== gradient ==")
    show_gradient()


if __name__ == "__main__":
    main()
