"""Derivatives by steps, dual numbers and a tape, and the points where a wrong gradient hides."""

import numpy as np


# --8<-- [start:steps]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def loss(z, y=0.3):
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def forward(f, z, h):
    return (f(z + h) - f(z)) / h


def central(f, z, h):
    return (f(z + h) - f(z - h)) / (2 * h)


def complex_step(f, z, h):
    return np.imag(f(z + 1j * h)) / h


def show_steps():
    z = 0.7
    true = sigmoid(z) - 0.3
    print("step     forward  central  complex")
    for h in (1e-1, 1e-2, 1e-4, 6e-6, 1e-8, 1e-12, 1e-16, 1e-20, 1e-200):
        errors = [abs(step(loss, z, h) - true) for step in (forward, central, complex_step)]
        print(f"{h:.0e} ", *(f"{error:8.0e}" for error in errors))


# --8<-- [end:steps]


# --8<-- [start:silent]
def with_maximum(t, y):
    return np.maximum(t, 0) + np.log(1 + np.exp(-np.abs(t))) - y * t


def with_branch(t, y):
    softplus = t + np.log1p(np.exp(-t)) if t.real > 0 else np.log1p(np.exp(t))
    return softplus - y * t


def show_silent():
    print("logit  label  abs and max  one branch  derivative")
    for z, y in ((0.7, 0.3), (-2.0, 1.0), (45.0, 0.0)):
        wrong, right = (
            complex_step(lambda t, f=f, y=y: f(t, y), z, 1e-20) for f in (with_maximum, with_branch)
        )
        print(f"{z:5.1f}{y:7.1f}{wrong:13.4f}{right:12.4f}{sigmoid(z) - y:12.4f}")
    try:
        np.logaddexp(0, 0.7 + 1e-20j)
    except TypeError:
        print("logaddexp does not take complex numbers")


# --8<-- [end:silent]


# --8<-- [start:dual]
class Dual:
    """A value and its slope. Each operation knows its own rule."""

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        slope = self.slope * other.value + self.value * other.slope
        return Dual(self.value * other.value, slope)

    def exp(self):
        return Dual(np.exp(self.value), self.slope * np.exp(self.value))

    def log(self):
        return Dual(np.log(self.value), self.slope / self.value)


def dual_loss(z, y):
    one, minus = Dual(1.0), Dual(-1.0)
    label, rest = Dual(y), Dual(1 - y)
    return label * (one + (minus * z).exp()).log() + rest * (one + z.exp()).log()


def show_dual():
    print("logit  label  slope of the dual number  prediction - label")
    for z, y in ((0.7, 0.3), (-2.0, 1.0), (45.0, 0.0)):
        found = dual_loss(Dual(z, 1.0), y)  # the slope of z by itself is 1
        print(f"{z:5.1f}{y:7.1f}{found.slope:26.12f}{sigmoid(z) - y:20.12f}")


# --8<-- [end:dual]


# --8<-- [start:tape]
class Node:
    """A value that remembers what it was made of, and the slope by each part."""

    def __init__(self, value, parts=()):
        self.value, self.parts, self.slope = value, parts, 0.0

    def __add__(self, other):
        return Node(self.value + other.value, ((self, 1.0), (other, 1.0)))

    def times(self, number):
        return Node(self.value * number, ((self, number),))

    def softplus(self):
        return Node(np.logaddexp(0, self.value), ((self, sigmoid(self.value)),))


def backward(last, nodes):
    """Go back through the nodes in the order in which they were made, the last one first."""
    last.slope = 1.0
    for node in reversed(nodes):
        for part, slope in node.parts:
            part.slope += node.slope * slope


def show_tape():
    X = np.array([[1.0, 0.5, -1.2], [1.0, -0.3, 0.8], [1.0, 2.0, 0.1], [1.0, 60.0, -5.0]])
    y = np.array([1.0, 0.0, 0.3, 1.0])
    w = [Node(0.2), Node(-0.7), Node(0.9)]
    nodes, total = list(w), Node(0.0)
    for row, label in zip(X, y, strict=True):
        z = Node(0.0)
        for weight, x in zip(w, row, strict=True):
            product = weight.times(x)
            z = z + product
            nodes += [product, z]
        first, second = z.softplus(), z.times(-label)
        part = first + second
        total = total + part
        nodes += [first, second, part, total]
    backward(total, nodes)
    values = np.array([weight.value for weight in w])
    print("by the tape:   ", np.round([weight.slope for weight in w], 9))
    print("by the formula:", np.round(X.T @ (sigmoid(X @ values) - y), 9))


# --8<-- [end:tape]


# --8<-- [start:blind]
PENALTY = 0.1


def penalised_loss(X, w, y):
    z = X @ w
    return np.mean(np.logaddexp(0, z) - y * z) + PENALTY * w @ w / 2


def measured_gradient(X, w, y, h=6e-6):
    steps = h * np.eye(w.size)
    return np.array(
        [(penalised_loss(X, w + s, y) - penalised_loss(X, w - s, y)) / (2 * h) for s in steps]
    )


def candidates(X, w, y):
    p, m = sigmoid(X @ w), y.size
    rest = PENALTY * w
    yield "right", X.T @ (p - y) / m + rest
    yield "lost inner derivative", X.T @ -(p + y - 2 * p * y) / m + rest
    yield "labels -1 and 1", X.T @ (p - (2 * y - 1)) / m + rest
    yield "sum for mean", X.T @ (p - y) + rest
    yield "penalty twice", X.T @ (p - y) / m + 2 * rest
    yield "slope of sigmoid kept", X.T @ ((p - y) * p * (1 - p)) / m + rest
    yield "all pairs", X.T @ np.mean(p - y[:, None], axis=1) / m + rest
    yield "not transposed", (X @ (p - y) / m + rest) if m == w.size else None


def show_blind():
    rng = np.random.default_rng(2)
    X = np.column_stack([np.ones(6), rng.normal(size=(6, 2))])
    X[5] = [1.0, 40.0, -3.0]  # a logit beyond -40
    y = np.array([0.0, 1.0, 0.3, 1.0, 0.0, 0.0])
    w = np.array([0.4, -1.1, 0.8])
    points = {
        "labels 1": (X, w, np.ones(6), slice(None)),
        "one row": (X[2:3], w, y[2:3], slice(None)),
        "weights 0": (X, 0 * w, y, slice(None)),
        "square": (X[:3], w, y[:3], slice(None)),
        "bias only": (X, w, y, slice(1)),
        "generic": (X, w, y, slice(None)),
    }
    table = {}
    for data, weights, labels, entries in points.values():
        true = measured_gradient(data, weights, labels)[entries]
        for name, found in candidates(data, weights, labels):
            if found is None:
                verdict = "shape"
            else:
                error = np.linalg.norm(found[entries] - true) / np.linalg.norm(true)
                verdict = "ok" if error < 1e-6 else f"{error:.0e}"
            table.setdefault(name, []).append(verdict)
    print(f"{'':22}", *(f"{point:>10}" for point in points))
    for name, verdicts in table.items():
        print(f"{name:22}", *(f"{verdict:>10}" for verdict in verdicts))


# --8<-- [end:blind]


# --8<-- [start:broken]
def margin_loss(w, X, s):
    """Return the loss for labels -1 and 1; the product takes a number for w, too."""
    return np.sum(np.log(1 + np.exp(-s * np.sum(X * w, axis=1))))


def show_broken():
    X = np.array([[1.0, 0.5], [1.0, -0.3], [1.0, 2.0], [1.0, 60.0]])
    s, w, h = np.array([1, -1, 1, -1]), np.array([0.3, -0.8]), 6e-6
    margins = s * (X @ w)
    first = X.T @ (-s * (1 - 1 / (1 + np.exp(-margins))))
    second = X.T @ (-s / (1 + np.exp(margins)))
    steps = h * np.eye(2)
    proper = [(margin_loss(w + e, X, s) - margin_loss(w - e, X, s)) / (2 * h) for e in steps]
    broken = [(margin_loss(v + h, X, s) - margin_loss(v - h, X, s)) / (2 * h) for v in w]
    print("one spelling:    ", np.round(first, 5))
    print("the other one:   ", np.round(second, 5))
    print("a proper check:  ", np.round(proper, 5))
    print("the broken check:", np.round(broken, 5))


# --8<-- [end:broken]


def slope_of_bound(varepsilon, M, s):
    return float(complex_step(lambda t: varepsilon / t + M * t**2, s, 1e-20))


WITNESSES = {
    "G1": slope_of_bound,
    "G2": lambda: float(sigmoid(0.0) ** 2),
    "G3": lambda u: float(sigmoid(-u)),
}


def main():
    print("== steps ==")
    show_steps()
    print("== silent ==")
    show_silent()
    print("== dual ==")
    show_dual()
    print("== tape ==")
    show_tape()
    print("== blind ==")
    show_blind()
    print("== broken ==")
    show_broken()


if __name__ == "__main__":
    main()
