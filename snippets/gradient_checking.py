"""Errors of forward, central and complex steps, and where a complex step goes wrong."""

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
    for h in (1e-1, 1e-2, 1e-4, 6e-6, 1e-8, 1e-12, 1e-16):
        errors = [abs(step(loss, z, h) - true) for step in (forward, central, complex_step)]
        print(f"{h:.0e} ", *(f"{error:8.0e}" for error in errors))

    def with_branch(t):
        return max(t.real, 0) + np.log(1 + np.exp(-abs(t))) - 0.3 * t

    print(f"complex step through abs and max: {complex_step(with_branch, z, 1e-20):.4f}")
    print(f"the derivative:                   {true:.4f}")


# --8<-- [end:steps]


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


if __name__ == "__main__":
    main()
