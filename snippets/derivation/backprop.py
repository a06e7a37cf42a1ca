"""The gradients of a network with one hidden layer, by backpropagation and as measured."""

import numpy as np


# --8<-- [start:network]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def loss(X, V, w, y, c=0.0, b=0.0):
    z = np.tanh(X @ V + c) @ w + b
    return np.mean(y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)))


def backpropagation(X, V, w, y, c=0.0, b=0.0):
    A = np.tanh(X @ V + c)
    delta = (sigmoid(A @ w + b) - y) / len(y)
    Delta = np.outer(delta, w) * (1 - A**2)  # the derivative of tanh stays
    return {
        "w": A.T @ delta,
        "b": delta.sum(),
        "V": X.T @ Delta,
        "c": Delta.sum(axis=0),
        "X": Delta @ V.T,
    }


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape, dtype=complex)
        step[place] = 1j * h
        slopes[place] = np.imag(function(point + step)) / h
    return slopes


def show_network():
    rng = np.random.default_rng(4)
    X, V, w = rng.normal(size=(6, 3)), rng.normal(size=(3, 4)), 20 * rng.normal(size=4)
    c, b = rng.normal(size=4), np.array(0.7)
    y = np.array([0.0, 1.0, 1.0, 0.0, 0.3, 1.0])
    logits = np.tanh(X @ V + c) @ w + b
    print(f"logits from {logits.min():.1f} to {logits.max():.1f}")
    found = backpropagation(X, V, w, y, c, b)
    measured = {
        "w": complex_step(lambda p: loss(X, V, p, y, c, b), w),
        "b": complex_step(lambda p: loss(X, V, w, y, c, p), b),
        "V": complex_step(lambda p: loss(X, p, w, y, c, b), V),
        "c": complex_step(lambda p: loss(X, V, w, y, p, b), c),
        "X": complex_step(lambda p: loss(p, V, w, y, c, b), X),
    }
    for name, gradient in found.items():
        agrees = np.allclose(gradient, measured[name], rtol=0, atol=1e-12)
        print(f"by {name}: shape {gradient.shape!s:7} as measured: {agrees}")


# --8<-- [end:network]


def mean_loss(z, y):
    return np.mean(y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)))


def by_logits(z, y):
    return complex_step(lambda p: mean_loss(p, y), z)


def by_output_weights(A, w, y):
    return complex_step(lambda p: mean_loss(A @ p, y), w)


def by_hidden_value(A, w, y, i, k):
    return float(complex_step(lambda p: mean_loss(p @ w, y), A)[i - 1, k - 1])


WITNESSES = {
    "N1": by_output_weights,
    "N2": by_logits,
    "N3": by_hidden_value,
    "N4": lambda Z: complex_step(lambda p: np.sum(1 / (1 + np.exp(-p))), Z),
}


def main():
    print("== network ==")
    show_network()


if __name__ == "__main__":
    main()
