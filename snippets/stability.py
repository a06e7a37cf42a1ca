"""Forms of the binary cross entropy, and what double precision makes of them."""

from decimal import Decimal, localcontext

import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


# --8<-- [start:factors]
def show_factors():
    y = 0.0
    for z in (30.0, 40.0):
        y_hat = sigmoid(z)
        with np.errstate(divide="ignore", invalid="ignore"):
            by_prediction = (y_hat - y) / (y_hat * (1 - y_hat))
            product = by_prediction * (y_hat * (1 - y_hat))
        print(f"logit {z}: {by_prediction:.2e} times {y_hat * (1 - y_hat):.2e} is {product}")


# --8<-- [end:factors]


# --8<-- [start:forms]
FORMS = {
    "as defined": lambda z: -np.log(sigmoid(z)),
    "difference": lambda z: np.logaddexp(0, z) - z,
    "maximum": lambda z: np.maximum(z, 0) - z + np.log1p(np.exp(-np.abs(z))),
    "softplus": lambda z: np.logaddexp(0, -z),
}


def true_loss(z):
    """Return the logarithm of 1 plus e to the minus z, with fifty digits."""
    with localcontext() as context:
        context.prec = 50
        small = (-Decimal(z)).exp()
        # for a small number x, ln(1 + x) is x - x^2/2 to more digits than are looked at
        return float((1 + small).ln() if small > Decimal("1e-15") else small - small * small / 2)


def show_forms():
    print("logit", *(f"{name:>11}" for name in FORMS))
    for z in (-40.0, -2.0, 10.0, 30.0, 36.0, 40.0, 300.0):
        errors = [abs(form(z) / true_loss(z) - 1) for form in FORMS.values()]
        print(f"{z:5.0f}", *(f"{error:11.0e}" for error in errors))


# --8<-- [end:forms]


def loss(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away."""
    return float(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


def residual(z, y):
    return float((1 - y) * sigmoid(z) - y * sigmoid(-z))


WITNESSES = {
    "T1": loss,
    "T2": loss,
    "T3": lambda z: float(np.logaddexp(0, z)),
    "T4": loss,
    "T5": loss,
    "T6": residual,
    "T7": residual,
    "T8": lambda y: (loss(1e-6, y) - loss(-1e-6, y)) / 2e-6,
}


def main():
    print("== factors ==")
    show_factors()
    print("== forms ==")
    show_forms()


if __name__ == "__main__":
    main()
