"""The gradient of the binary cross entropy of one example, from the definition of a derivative."""

import numpy as np
import sympy as sp


# --8<-- [start:definitions]
def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def cross_entropy(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


def logit(w, x_tilde):
    return np.sum(w * x_tilde)


def loss(w, x_tilde, y):
    return cross_entropy(y, sigmoid(logit(w, x_tilde)))


# --8<-- [end:definitions]


# --8<-- [start:symbolic]
def show_symbolic_derivatives():
    y, y_hat, z, u = sp.symbols("y y_hat z u", positive=True)

    first = sp.diff(-(y * sp.log(y_hat) + (1 - y) * sp.log(1 - y_hat)), y_hat)
    print("first factor: ", sp.factor(first))

    sigma = 1 / (1 + sp.exp(-z))
    second = sp.diff(sigma, z).subs(sp.exp(-z), u)
    prediction = sigma.subs(sp.exp(-z), u)
    print("second factor:", sp.factor(second), "with u = exp(-z)")
    print("minus y_hat(1 - y_hat):", sp.cancel(second - prediction * (1 - prediction)))

    product = first.subs(y_hat, prediction) * second
    print("product minus (y_hat - y):", sp.cancel(product - (prediction - y)))


# --8<-- [end:symbolic]


# --8<-- [start:steps]
def central_difference(function, point, h=6e-6):
    """Return the slopes (f(p + h) - f(p - h)) / 2h, one entry of the point at a time."""
    point = np.asarray(point, dtype=float)
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape)
        step[place] = h
        slopes[place] = (function(point + step) - function(point - step)) / (2 * h)
    return slopes


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    point = np.asarray(point, dtype=float)
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape, dtype=complex)
        step[place] = 1j * h
        slopes[place] = np.imag(function(point + step)) / h
    return slopes


def show_steps():
    x_tilde = np.array([1.0, 0.7, -1.6, 0.4])
    w = np.array([0.3, -0.8, 0.5, 1.1])
    for y in (0.0, 1.0, 0.3):
        central = central_difference(lambda w, y=y: loss(w, x_tilde, y), w)
        step = complex_step(lambda w, y=y: loss(w, x_tilde, y), w)
        formula = (sigmoid(logit(w, x_tilde)) - y) * x_tilde
        print(f"label {y}")
        print("  central difference ", "".join(f"{slope:12.8f}" for slope in central))
        print("  complex step       ", "".join(f"{slope:12.8f}" for slope in step))
        print("  (y_hat - y) x_tilde", "".join(f"{slope:12.8f}" for slope in formula))


# --8<-- [end:steps]


# --8<-- [start:rounding]
def show_rounding():
    for z, y in ((30.0, 0.0), (-45.0, 1.0), (45.0, 0.3)):
        y_hat = sigmoid(z)
        with np.errstate(divide="ignore", invalid="ignore"):
            factors = (y_hat - y) / (y_hat * (1 - y_hat)) * (y_hat * (1 - y_hat))
        print(f"logit {z}, label {y}: factor by factor {factors}, simplified {y_hat - y}")


# --8<-- [end:rounding]


def prediction_gradient(y, y_hat):
    return float(complex_step(lambda p: cross_entropy(y, p), y_hat))


def sigmoid_gradient(z):
    return float(complex_step(sigmoid, z))


def logit_gradient(w, x_tilde):
    return complex_step(lambda v: logit(v, x_tilde), w)


def loss_by_logit(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away at a large logit."""
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def weight_gradient(w, x_tilde, y):
    return complex_step(lambda v: loss_by_logit(logit(v, x_tilde), y), w)


WITNESSES = {
    "1": cross_entropy,
    "2": lambda z: sigmoid(z),
    "3": logit,
    "4": weight_gradient,
    "5": prediction_gradient,
    "6": sigmoid_gradient,
    "7": sigmoid_gradient,
    "8": sigmoid_gradient,
    "9": sigmoid_gradient,
    "10": sigmoid_gradient,
    "11": logit_gradient,
    "12": weight_gradient,
}


def main():
    print("== symbolic ==")
    show_symbolic_derivatives()
    print("== steps ==")
    show_steps()
    print("== rounding ==")
    show_rounding()


if __name__ == "__main__":
    main()
