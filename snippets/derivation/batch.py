"""The gradient of the mean loss of a batch, example by example and by a matrix product."""

import numpy as np
import sympy as sp


# --8<-- [start:definitions]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def losses(z, y):
    """Return the loss of each example from its logit."""
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def mean_loss(X, w, y):
    return np.mean(losses(X @ w, y))


# --8<-- [end:definitions]


def example_data():
    rng = np.random.default_rng(5)
    X = np.column_stack([np.ones(6), rng.normal(size=(6, 2))])
    X[5] = [1.0, 40.0, -3.0]  # its logit is -46
    y = np.array([0.0, 1.0, 1.0, 0.3, 0.0, 1.0])
    w = np.array([0.4, -1.1, 0.8])
    return X, y, w


# --8<-- [start:loop]
def show_loop():
    X, y, w = example_data()  # 6 examples, 3 weights
    m, d = X.shape

    by_loop = np.zeros(d)
    for i in range(m):
        residual = sigmoid(X[i] @ w) - y[i]
        by_loop += residual * X[i] / m

    by_matrix = X.T @ (sigmoid(X @ w) - y) / m

    h = 6e-6
    measured = [
        (mean_loss(X, w + h * e, y) - mean_loss(X, w - h * e, y)) / (2 * h) for e in np.eye(d)
    ]

    for name, gradient in (("loop", by_loop), ("matrix", by_matrix), ("measured", measured)):
        print(f"{name:10}", "".join(f"{slope:13.9f}" for slope in gradient))


# --8<-- [end:loop]


# --8<-- [start:broadcasting]
def show_broadcasting():
    X, y, w = example_data()
    prediction = sigmoid(X @ w)  # shape (6,)
    label = y.reshape(-1, 1)  # shape (6, 1), as it comes from a table
    accident = prediction - label
    residual = prediction - y
    print("shape of the difference:", accident.shape, "instead of", residual.shape)
    print(
        f"mean squared residual:   {np.mean(accident**2):.6f} instead of {np.mean(residual**2):.6f}"
    )
    print(f"derivative by the bias:  {np.mean(accident):.6f} instead of {np.mean(residual):.6f}")
    print("gradient by the weights:", (X.T @ accident).shape, "instead of", (X.T @ residual).shape)


# --8<-- [end:broadcasting]


# --8<-- [start:pairs]
def show_pairs():
    X, y, w = example_data()
    labels, logarithms = y.reshape(1, -1), -np.log(sigmoid(X @ w)).reshape(1, -1)
    accident = np.sum(np.dot(labels.T, logarithms))
    print(f"all pairs:       {accident:9.4f}")
    print(f"product of sums: {labels.sum() * logarithms.sum():9.4f}")
    print(f"sum of products: {np.sum(labels * logarithms):9.4f}")


# --8<-- [end:pairs]


# --8<-- [start:mean-or-sum]
def show_mean_or_sum():
    rng = np.random.default_rng(7)
    X = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
    y = (rng.random(40) < sigmoid(X @ np.array([-0.5, 2.0, -1.5]))).astype(float)
    y[0] = 0.3  # a soft label
    shown = (0, 1, 2, 5, 10, 100)
    print("steps of size 1      ", *(f"{step:7}" for step in shown))
    for name, factor in (("gradient of the mean", 1 / 40), ("gradient of the sum", 1.0)):
        w = np.zeros(3)
        row = []
        for step in range(shown[-1] + 1):
            if step in shown:
                row.append(np.mean(np.logaddexp(0, X @ w) - y * (X @ w)))
            w = w - factor * X.T @ (sigmoid(X @ w) - y)
        print(f"{name:21}", *(f"{value:7.3f}" for value in row))


# --8<-- [end:mean-or-sum]


# --8<-- [start:symbolic]
def show_symbolic():
    m, d = 3, 2
    X = sp.Matrix(m, d, sp.symbols(f"x:{m}:{d}"))
    w = sp.Matrix(sp.symbols(f"w:{d}"))
    y = sp.symbols(f"y:{m}")
    u = sp.symbols(f"u:{m}")  # u_i stands for exp(-z_i)

    z = X * w
    loss = sum(y[i] * sp.log(1 + sp.exp(-z[i])) + (1 - y[i]) * (sp.log(1 + sp.exp(-z[i])) + z[i])
               for i in range(m)) / m  # fmt: skip
    letters = {sp.exp(-z[i]): u[i] for i in range(m)}
    residual = sp.Matrix([1 / (1 + u[i]) - y[i] for i in range(m)])
    gradient = X.T * residual / m
    for j in range(d):
        slope = sp.diff(loss, w[j]).subs(letters)
        print(f"weight {j}: slope minus formula =", sp.cancel(slope - gradient[j]))


# --8<-- [end:symbolic]


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    point = np.asarray(point, dtype=float)
    slopes = []
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape, dtype=complex)
        step[place] = 1j * h
        slopes.append(np.imag(function(point + step)) / h)
    return np.array(slopes)


def gradient(X, w, y):
    return complex_step(lambda v: mean_loss(X, v, y), w)


def slope_by_weight(X, w, y, j):
    return float(gradient(X, w, y)[j - 1])


def slope_of_example(X, w, y, i, j):
    return float(complex_step(lambda v: losses(X[i - 1] @ v, y[i - 1]), w)[j - 1])


def logit_slope(X, w, i, j):
    return float(complex_step(lambda v: X[i - 1] @ v, w)[j - 1])


def logit_jacobian(X, w):
    return complex_step(lambda v: X @ v, w).T


def weighted_inputs(X, r, j):
    return float(sum(X[i, j - 1] * r[i] for i in range(len(r))))


def gradient_of_sum(X, w, y):
    return complex_step(lambda v: np.sum(losses(X @ v, y)), w)


def slope_by_bias(X, w, b, y):
    return float(complex_step(lambda c: np.mean(losses(X @ w + c, y)), b)[0])


def gradient_beside_bias(X, w, b, y):
    return complex_step(lambda v: np.mean(losses(X @ v + b, y)), w)


WITNESSES = {
    "B1": gradient,
    "B2": lambda X, w, i: float(sum(X[i - 1] * w)),
    "B3": logit_slope,
    "B4": slope_of_example,
    "B5": slope_by_weight,
    "B6": weighted_inputs,
    "B7": logit_jacobian,
    "B8": gradient,
    "B9": lambda X, w: sum(X[:, [j]].T * w[j] for j in range(len(w))),
    "B10": gradient,
    "B11": gradient_of_sum,
    "B12": slope_by_bias,
    "B13": gradient_beside_bias,
    "B14": lambda r: float(sum(r) / len(r)),
}


def main():
    print("== broadcasting ==")
    show_broadcasting()
    print("== pairs ==")
    show_pairs()
    print("== mean-or-sum ==")
    show_mean_or_sum()
    print("== loop ==")
    show_loop()
    print("== symbolic ==")
    show_symbolic()


if __name__ == "__main__":
    main()
