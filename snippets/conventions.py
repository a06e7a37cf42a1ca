"""One gradient in many dialects: labels, logarithms, layouts, reductions, signs."""

import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def cross_entropy(y, y_hat):
    return -(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))


# --8<-- [start:two-ways]
rng = np.random.default_rng(11)
X = np.column_stack([np.ones(6), rng.normal(size=(6, 2))])
y = np.array([1.0, 0.0, 0.3, 1.0, 1.0, 0.0])
w = np.array([0.4, -1.1, 0.6])
X[4] = [1.0, 40.0, -3.0]  # a logit beyond -40


def by_examples():
    """The mean over the examples of the chain in numbers, source one."""
    total = np.zeros(w.size)
    for row, label in zip(X, y, strict=True):
        y_hat = sigmoid(np.sum(w * row))
        by_prediction = -(label / y_hat - (1 - label) / (1 - y_hat))
        total += by_prediction * y_hat * (1 - y_hat) * row
    return total / y.size


def by_columns():
    """The gradient of the likelihood by the predictions, source two, taken on to the weights."""
    y_hat = sigmoid(X @ w)
    likelihood_by_prediction = (y - y_hat) / (y_hat - y_hat * y_hat)
    loss_by_prediction = -likelihood_by_prediction / y.size
    return X.T @ (loss_by_prediction * y_hat * (1 - y_hat))


def show_two_ways():
    print("example by example:", np.round(by_examples(), 8))
    print("by whole columns:  ", np.round(by_columns(), 8))


# --8<-- [end:two-ways]


# --8<-- [start:dialects]
def measured(function, point, h=6e-6):
    """Move one entry at a time, both ways, and see what the function does."""
    steps = h * np.eye(point.size)
    return np.array([(function(point + s) - function(point - s)) / (2 * h) for s in steps])


def show_dialects():
    signs = np.where(y > 0.5, 1, -1)  # these have no soft labels
    columns = X.T
    residual = sigmoid(X @ w) - y
    dialects = {
        "mean": (lambda v: np.mean(cross_entropy(y, sigmoid(X @ v))), X.T @ residual / 6),
        "sum": (lambda v: np.sum(cross_entropy(y, sigmoid(X @ v))), X.T @ residual),
        "bits": (
            lambda v: -np.mean(y * np.log2(sigmoid(X @ v)) + (1 - y) * np.log2(sigmoid(-X @ v))),
            X.T @ residual / 6 / np.log(2),
        ),
        "labels -1, 1": (
            lambda v: np.mean(np.log(1 + np.exp(-signs * (X @ v)))),
            X.T @ (-signs * sigmoid(-signs * (X @ w))) / 6,
        ),
        "examples as columns": (
            lambda v: np.mean(cross_entropy(y, sigmoid(v @ columns))),
            columns @ residual / 6,
        ),
        "likelihood": (lambda v: -np.sum(cross_entropy(y, sigmoid(X @ v))), -X.T @ residual),
    }
    for name, (function, formula) in dialects.items():
        print(f"{name:20} measured {np.round(measured(function, w), 6)}")
        print(f"{'':20} formula  {np.round(formula, 6)}")


# --8<-- [end:dialects]


def complex_step(function, point, h=1e-20):
    """Return the slopes Im f(p + ih) / h, one entry of the point at a time."""
    point = np.asarray(point, dtype=float)
    slopes = np.empty(point.shape)
    for place in np.ndindex(point.shape):
        step = np.zeros(point.shape, dtype=complex)
        step[place] = 1j * h
        slopes[place] = np.imag(function(point + step)) / h
    return slopes


def loss_of_logit(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away at a large logit."""
    return y * np.log(1 + np.exp(-z)) + (1 - y) * np.log(1 + np.exp(z))


def slope_by_prediction(y, y_hat):
    return float(complex_step(lambda p: cross_entropy(y, p), y_hat))


def slope_by_logit(z, y):
    return float(complex_step(lambda t: loss_of_logit(t, y), z))


def slope_in_bits(z, y):
    def bits(t):
        return loss_of_logit(t, y) / np.log(2)

    return float(complex_step(bits, z))


def logit_with_bias(w_tilde, x_tilde):
    return np.sum(w_tilde * x_tilde)


def gradient_with_bias(w_tilde, x_tilde, y):
    return complex_step(lambda v: loss_of_logit(logit_with_bias(v, x_tilde), y), w_tilde)


def mean_loss(X, w, y):
    return np.mean(loss_of_logit(X @ w, y))


def mean_gradient(X, w, y):
    return complex_step(lambda v: mean_loss(X, v, y), w)


def sum_gradient(X, w, y):
    return complex_step(lambda v: np.sum(loss_of_logit(X @ v, y)), w)


def likelihood_gradient(X, w, y):
    def likelihood(v):
        return np.log(np.prod(sigmoid(X @ v) ** y * sigmoid(-X @ v) ** (1 - y)))

    return complex_step(likelihood, w)


def gradient_by_predictions(y, y_hat):
    return complex_step(lambda p: np.mean(cross_entropy(y, p)), y_hat)


WITNESSES = {
    "C1": slope_by_prediction,
    "C2": slope_by_logit,
    "C3": loss_of_logit,
    "C4": loss_of_logit,
    "C5": slope_by_logit,
    "C6": slope_in_bits,
    "C7": lambda: np.log2(np.e),
    "C8": logit_with_bias,
    "C9": lambda w_tilde, x_tilde, y: gradient_with_bias(w_tilde, x_tilde, y)[0],
    "C10": gradient_with_bias,
    "C11": mean_gradient,
    "C12": mean_gradient,
    "C13": lambda X, w: sigmoid(X @ w).reshape(1, -1),
    "C14": mean_gradient,
    "C15": lambda X, w, y: mean_gradient(X, w, y).reshape(1, -1),
    "C16": sum_gradient,
    "C17": likelihood_gradient,
    "C18": lambda X, w, y, alpha: w - alpha * mean_gradient(X, w, y),
    "C19": gradient_by_predictions,
    "C20": mean_gradient,
}


def main():
    print("== two-ways ==")
    show_two_ways()
    print("== dialects ==")
    show_dialects()


if __name__ == "__main__":
    main()
