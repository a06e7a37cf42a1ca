"""The derivative of the loss by the prediction, as a slope and as a sum of two terms."""

import numpy as np


# --8<-- [start:slope]
def loss(p, y):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


def slope(p, y, h=1e-20):
    """Move the prediction by an imaginary step: nothing is subtracted, so nothing is lost."""
    return (loss(p + h * 1j, y) / h).imag


def show_slope():
    for y in (0, 1, 0.3):
        for p in (0.2, 0.9):
            right = (p - y) / (p * (1 - p))
            wrong = -(y / p + (1 - y) / (1 - p))
            print(f"y {y:<3}  p {p}", *(f"{s:8.4f}" for s in (slope(p, y), right, wrong)))


# --8<-- [end:slope]


# --8<-- [start:witness]
WITNESSES = {
    "K1": lambda p, y: slope(p, y),
}
# --8<-- [end:witness]


def main():
    print("== slope ==")
    show_slope()


if __name__ == "__main__":
    main()
