"""The batch gradient of the binary cross entropy, from the definition of the loss."""

import numpy as np
import sympy as sp


# --8<-- [start:symbolic]
def show_symbolic():
    m, d = 3, 2
    X = sp.Matrix(m, d, lambda i, j: sp.Symbol(f"x{i + 1}{j + 1}"))
    w = sp.Matrix(d, 1, lambda j, _: sp.Symbol(f"w{j + 1}"))
    y = sp.Matrix(m, 1, lambda i, _: sp.Symbol(f"y{i + 1}"))
    z = X * w
    y_hat = z.applyfunc(lambda t: 1 / (1 + sp.exp(-t)))
    loss = -sum(y[i] * sp.log(y_hat[i]) + (1 - y[i]) * sp.log(1 - y_hat[i]) for i in range(m)) / m

    formula = X.T * (y_hat - y) / m
    letters = {sp.exp(-z[i]): sp.Symbol(f"u{i + 1}", positive=True) for i in range(m)}
    for j in range(d):
        difference = (sp.diff(loss, w[j]) - formula[j]).subs(letters)
        print(f"slope by w{j + 1} minus formula:", sp.cancel(difference))


# --8<-- [end:symbolic]


# --8<-- [start:directions]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def log_likelihood(y, y_hat):
    return np.sum(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def loss(X, w, y):
    return -log_likelihood(y, sigmoid(X @ w)) / y.size


def show_directions():
    rng = np.random.default_rng(3)
    X = rng.normal(size=(5, 3))
    w = rng.normal(size=3)
    X[4] *= -45 / (X[4] @ w)  # one logit far out
    y = np.array([1.0, 0.0, 1.0, 0.0, 0.3])
    gradient = X.T @ (sigmoid(X @ w) - y) / y.size
    h = 6e-6
    for _ in range(3):
        v = rng.normal(size=3)
        measured = (loss(X, w + h * v, y) - loss(X, w - h * v, y)) / (2 * h)
        print(f"measured {measured:11.8f}, gradient : direction {np.sum(gradient * v):11.8f}")


# --8<-- [end:directions]


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape, dtype=complex)
        step[place] = 1j * h
        slopes[place] = np.imag(function(point + step)) / h
    return slopes


def along(function, point, increment, h=1e-20):
    """Return the change of a function to first order, for this increment of the point."""
    return np.imag(function(point + 1j * h * increment)) / h


def likelihood_by_logits(z, y):
    """Return the log-likelihood so that nothing is rounded away at a large logit."""
    return -np.sum(y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)))


def likelihood_change(X, w, y, d_w):
    return along(lambda v: likelihood_by_logits(X @ v, y), w, d_w)


def loss_change(X, w, y, d_w):
    return -likelihood_change(X, w, y, d_w) / y.size


def likelihood_gradient(y, y_hat):
    return complex_step(lambda p: log_likelihood(y, p), y_hat)


def loss_gradient_by_prediction(y, y_hat):
    return -likelihood_gradient(y, y_hat) / y.size


def loss_gradient(X, w, y):
    return complex_step(lambda v: -likelihood_by_logits(X @ v, y) / y.size, w)


WITNESSES = {
    "D1": lambda a, b: float(np.einsum("i,i->", a, b)),
    "D2": lambda a, b, c: float(np.einsum("i,i,i->", a, b, c)),
    "D3": lambda a, X, v: float(np.einsum("i,ij,j->", a, X, v)),
    "D4": lambda q, d_q: along(np.log, q, d_q),
    "D5": lambda q, d_q: along(lambda p: 1 - p, q, d_q),
    "D6": lambda a, b, d_a, d_b: along(
        lambda p: np.sum(p[0] * p[1]), np.stack([a, b]), np.stack([d_a, d_b])
    ),
    "D7": likelihood_change,
    "D8": likelihood_change,
    "D9": likelihood_change,
    "D10": likelihood_change,
    "D11": likelihood_gradient,
    "D12": loss_gradient_by_prediction,
    "D13": lambda X, w, d_w: along(lambda v: sigmoid(X @ v), w, d_w),
    "D14": lambda X, w, d_w: along(lambda v: X @ v, w, d_w),
    "D15": loss_change,
    "D16": loss_gradient,
    "D17": lambda X, w, y, j: loss_gradient(X, w, y)[j - 1],
    "D18": lambda X, w, y: loss_gradient(X, w, y).reshape(1, -1),
}


def main():
    print("== symbolic ==")
    show_symbolic()
    print("== directions ==")
    show_directions()


if __name__ == "__main__":
    main()
