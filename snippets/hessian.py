"""The second derivatives of the mean loss, Newton's method, and labels that a line parts."""

import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def example_data():
    rng = np.random.default_rng(8)
    X = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
    y = (rng.random(40) < sigmoid(X @ np.array([0.3, 1.5, -1.0]))).astype(float)
    y[0] = 0.3  # a soft label
    return X, y


# --8<-- [start:hessian]
def gradient(X, w, y):
    return X.T @ (sigmoid(X @ w) - y) / len(y)


def hessian(X, w):
    s = sigmoid(X @ w) * sigmoid(-X @ w)
    return X.T @ (s[:, None] * X) / len(s)


def show_hessian():
    X, y = example_data()
    X, y = np.vstack([X, [1, 40, -3]]), np.append(y, 1.0)  # one logit beyond 40
    w = np.array([0.4, -1.1, 0.8])
    h = 6e-6
    measured = [
        (gradient(X, w + h * e, y) - gradient(X, w - h * e, y)) / (2 * h) for e in np.eye(3)
    ]
    print("largest difference:", f"{np.max(np.abs(hessian(X, w) - measured)):.0e}")
    print("eigenvalues:", np.linalg.eigvalsh(hessian(X, w)).round(6))
    print("bounds:     ", np.linalg.eigvalsh(X.T @ X / (4 * len(y))).round(6))


# --8<-- [end:hessian]


# --8<-- [start:newton]
def mean_loss(X, w, y):
    z = X @ w
    return np.mean(np.logaddexp(0, z) - y * z)


def show_newton():
    X, y = example_data()
    w = np.zeros(3)
    print("step  mean loss   length of the gradient")
    for step in range(6):
        g = gradient(X, w, y)
        print(f"{step:4}  {mean_loss(X, w, y):.8f}  {np.linalg.norm(g):.1e}")
        w = w - np.linalg.solve(hessian(X, w), g)


# --8<-- [end:newton]


# --8<-- [start:minimum]
def show_minimum():
    X, y = example_data()
    w = np.zeros(3)
    for _ in range(8):
        w = w - np.linalg.solve(hessian(X, w), gradient(X, w, y))
    prediction = sigmoid(X @ w)
    print("weights:", w.round(6))
    print("residuals along the columns:", np.abs(X.T @ (prediction - y)).max() < 1e-12)
    print(f"mean prediction {prediction.mean():.6f}, mean label {y.mean():.6f}")

    start = np.array([0.4, -1.1, 0.8])
    step = np.linalg.solve(hessian(X, start), gradient(X, start, y))
    print(f"loss at another start      {mean_loss(X, start, y):.4f}")
    print(f"after a step, right sign   {mean_loss(X, start - step, y):.4f}")
    print(f"after a step, wrong sign   {mean_loss(X, start + step, y):.4f}")


# --8<-- [end:minimum]


# --8<-- [start:separable]
def show_separable():
    X = np.column_stack([np.ones(4), [-2.0, -1.0, 1.0, 2.0]])
    y = np.array([0.0, 0.0, 1.0, 1.0])  # label 1 wherever the second column is positive
    w = np.zeros(2)
    print("steps  mean loss  second weight")
    for step in range(100_001):
        if step in (10, 100, 1000, 10_000, 100_000):
            print(f"{step:6}  {mean_loss(X, w, y):.6f}  {w[1]:8.4f}")
        w = w - gradient(X, w, y)


# --8<-- [end:separable]


def loss_by_weights(X, w, y):
    """Return the mean loss so that complex steps can go through it."""
    z = X @ w
    return np.mean(y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z)))


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    point = np.asarray(point, dtype=float)
    slopes = []
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape, dtype=complex)
        step[place] = 1j * h
        slopes.append(np.imag(function(point + step)) / h)
    return np.array(slopes)


def slope_by_weight(X, w, y, j):
    return float(complex_step(lambda v: loss_by_weights(X, v, y), w)[j - 1])


def prediction_slope(X, w, i, k):
    return float(complex_step(lambda v: 1 / (1 + np.exp(-(X[i - 1] @ v))), w)[k - 1])


def second_derivatives(X, w):
    """Return the slopes of the gradient, whose labels are constants."""
    return complex_step(lambda v: X.T @ (1 / (1 + np.exp(-(X @ v)))) / len(X), w)


def curvature_along(X, w, v):
    return float(v @ second_derivatives(X, w) @ v)


def slope(function, point):
    return float(complex_step(function, point)[0])


def loss_curvature(t):
    return slope(lambda z: 1 / (1 + np.exp(-z)), t)


def loss_curvature_by_prediction(p, b):
    return slope(lambda q: -b / q + (1 - b) / (1 - q), p)


WITNESSES = {
    "H1": second_derivatives,
    "H2": slope_by_weight,
    "H3": prediction_slope,
    "H4": lambda X, w, j, k: float(second_derivatives(X, w)[j - 1, k - 1]),
    "H5": curvature_along,
    "H6": loss_curvature,
    "H7": loss_curvature_by_prediction,
    "H8": lambda X, w, u: float(len(X) * u @ second_derivatives(X, w) @ u),
}


def main():
    print("== hessian ==")
    show_hessian()
    print("== newton ==")
    show_newton()
    print("== minimum ==")
    show_minimum()
    print("== separable ==")
    show_separable()


if __name__ == "__main__":
    main()
