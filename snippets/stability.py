"""Forms of the binary cross entropy, what floating point makes of them, and what libraries do."""

import mpmath as mp
import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


# --8<-- [start:factors]
def show_factors():
    print("logit  label  by prediction  slope of sigmoid    product  prediction - label")
    for z, y in ((2.0, 0.3), (30.0, 0.0), (40.0, 0.0), (-40.0, 1.0), (-800.0, 1.0)):
        with np.errstate(all="ignore"):
            y_hat = sigmoid(z)
            by_prediction = (y_hat - y) / (y_hat * (1 - y_hat))
            slope = y_hat * (1 - y_hat)
            product = by_prediction * slope
        print(f"{z:5.0f}{y:7.1f}{by_prediction:15.2e}{slope:18.2e}{product:11.6f}{y_hat - y:20.6f}")


# --8<-- [end:factors]


# --8<-- [start:thresholds]
def show_thresholds():
    steps = np.arange(1_000, 800_000) / 1_000
    print("from this logit on                          single   double")
    questions = {
        "1 - sigmoid is wrong by 1 % and more": lambda z: (
            abs((1 - sigmoid(z)) / sigmoid(-z) - 1) > 0.01
        ),
        "the sigmoid is 1": lambda z: sigmoid(z) == 1,
        "the exponential is infinite": lambda z: np.isinf(np.exp(z)),
    }
    with np.errstate(all="ignore"):
        for question, holds in questions.items():
            grids = [steps.astype(kind) for kind in (np.float32, np.float64)]
            print(f"{question:40}", *(f"{z[np.argmax(holds(z))]:9.2f}" for z in grids))


# --8<-- [end:thresholds]


# --8<-- [start:forms]
def softplus(z):
    return np.logaddexp(0, z).astype(z.dtype)


FORMS = {
    "as defined": lambda z, y: -(y * np.log(sigmoid(z)) + (1 - y) * np.log(1 - sigmoid(z))),
    "maximum": lambda z, y: np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z))),
    "two softplus": lambda z, y: y * softplus(-z) + (1 - y) * softplus(z),
    "difference": lambda z, y: softplus(z) - y * z,
}


def two_branches(z, y):
    e = np.exp(-np.abs(z))  # never overflows
    return np.where(z < 0, (1 - y) * e - y, (1 - y) - y * e) / (1 + e)


SLOPES = {
    "prediction - label": lambda z, y: sigmoid(z) - y,
    "two branches": two_branches,
}


def true_loss(z, y):
    """Return the loss with fifty digits; log1p keeps them where e to the minus z is tiny."""
    z, y = mp.mpf(float(z)), mp.mpf(float(y))
    return y * mp.log1p(mp.exp(-z)) + (1 - y) * mp.log1p(mp.exp(z))


def true_slope(z, y):
    z, y = mp.mpf(float(z)), mp.mpf(float(y))
    return (1 - y) / (1 + mp.exp(-z)) - y / (1 + mp.exp(z))


def largest_error(function, truth, z, y, relative):
    """Return the largest error over all logits, in units of the rounding of this precision."""
    with np.errstate(all="ignore"):
        found = function(z, z.dtype.type(y))
    errors = []
    for value, logit in zip(found, z, strict=True):
        true = truth(logit, z.dtype.type(y))
        if not np.isfinite(value):
            return "not finite"
        error = abs(mp.mpf(float(value)) - true) / (abs(true) if relative else 1)
        errors.append(float(error / float(np.finfo(z.dtype).eps)))
    whole = 0.99 / float(np.finfo(z.dtype).eps)
    return "100 % wrong" if max(errors) > whole else f"{max(errors):.1f}"


def show_forms():
    mp.mp.dps = 50
    grids = {"double": np.linspace(-700, 700, 281), "single": np.linspace(-80, 80, 161)}
    near = np.linspace(-6, 6, 121)
    for name, grid in grids.items():
        z = np.concatenate([grid, near]).astype({"double": float, "single": np.float32}[name])
        print(f"{name} precision, |logit| <= {grid[-1]:.0f}")
        labels = (1.0, 0.0, 0.95)
        print(f"  {'loss, relative':28}", *(f"{f'label {y:g}':>12}" for y in labels))
        for form, loss in FORMS.items():
            row = [largest_error(loss, true_loss, z, y, True) for y in labels]
            print(f"  {form:28}", *(f"{entry:>12}" for entry in row))
        print("  gradient, relative (soft label: absolute)")
        for form, slope in SLOPES.items():
            row = [largest_error(slope, true_slope, z, y, y in (0, 1)) for y in labels]
            print(f"  {form:28}", *(f"{entry:>12}" for entry in row))


# --8<-- [end:forms]


# --8<-- [start:kink]
def show_kink():
    y = 0.3
    print("slope of max  slope of abs  slope of the loss at 0, for label 0.3")
    for by_max, by_abs in ((0.0, 0.0), (1.0, 0.0), (0.5, 0.0), (0.0, -1.0), (1.0, 1.0)):
        by_log = -by_abs * np.exp(0.0) / (1 + np.exp(0.0))
        print(f"{by_max:12.1f}{by_abs:14.1f}{by_max - y + by_log:14.2f}")
    print(f"measured{(loss(6e-6, y) - loss(-6e-6, y)) / 12e-6:32.2f}")


# --8<-- [end:kink]


# --8<-- [start:infinite]
def show_infinite():
    print("logit label", *(f"{name:>13}" for name in FORMS))
    for z, y in ((np.inf, 1.0), (np.inf, 0.0), (-np.inf, 1.0), (-np.inf, 0.0)):
        with np.errstate(all="ignore"):
            row = [float(form(np.float64(z), y)) for form in FORMS.values()]
        print(f"{z:5}{y:6.0f}", *(f"{value:13}" for value in row))


# --8<-- [end:infinite]


# --8<-- [start:twice]
def show_twice():
    print("label 1: loss           slope               label 0: loss           slope")
    print("logit    once   twice      once     twice      once   twice      once     twice")
    for z in (-50.0, -2.0, 0.0, 2.0, 50.0):
        p = sigmoid(z)
        row = f"{z:5.0f}"
        for y in (1.0, 0.0):
            once, twice = p - y, (sigmoid(p) - y) * p * sigmoid(-z)
            row += f"{loss(z, y):8.4f}{loss(p, y):8.4f}{once:10.4f}{twice:10.1e}  "
        print(row.rstrip())


# --8<-- [end:twice]


# --8<-- [start:libraries]
def clipped(p, y, eps):
    q = np.clip(p, eps, 1 - eps)
    return -(y * np.log(q) + (1 - y) * np.log(1 - q))


def clipped_slope(p, y, eps):
    """Return the slope by the prediction: 0 where the clip is at work."""
    inside = (eps < p) & (p < 1 - eps)
    q = np.clip(p, eps, 1 - eps)
    return inside * (q - y) / (q * (1 - q))


def clamped_logarithms(p, y):
    return -(y * np.maximum(np.log(p), -100) + (1 - y) * np.maximum(np.log1p(-p), -100))


def guarded_slope(p, y):
    return (p - y) / np.maximum(p * (1 - p), 1e-12)


def shifted(p, y, eps):
    return -(y * np.log(p + eps) + (1 - y) * np.log(1 - p + eps))


def shifted_slope(p, y, eps):
    return -y / (p + eps) + (1 - y) / (1 - p + eps)


def clipped_and_shifted(p, y, eps):
    return shifted(np.clip(p, eps, 1 - eps), y, eps)


def clipped_and_shifted_slope(p, y, eps):
    inside = (eps < p) & (p < 1 - eps)
    return inside * shifted_slope(np.clip(p, eps, 1 - eps), y, eps)


EPS = float(np.finfo(float).eps)
LIBRARIES = {  # the loss and its slope by the prediction
    "PyTorch BCELoss": (clamped_logarithms, guarded_slope),
    "PyTorch, January 2018": (
        lambda p, y: shifted(p, y, 1e-12),
        lambda p, y: shifted_slope(p, y, 1e-12),
    ),
    "Keras": (lambda p, y: clipped(p, y, 1e-7), lambda p, y: clipped_slope(p, y, 1e-7)),
    "Keras in TensorFlow 2.2": (
        lambda p, y: clipped_and_shifted(p, y, 1e-7),
        lambda p, y: clipped_and_shifted_slope(p, y, 1e-7),
    ),
    "scikit-learn before 1.2": (lambda p, y: clipped(p, y, 1e-15), None),
    "scikit-learn from 1.2": (lambda p, y: clipped(p, y, EPS), None),
}
ROWS = ((2.0, 0.3), (17.0, 0.0), (-50.0, 1.0), (50.0, 0.0), (-800.0, 1.0))


def show_libraries():
    heads = [f"{z:g}, {y:g}" for z, y in ROWS]
    with np.errstate(all="ignore"):
        print(f"{'loss at logit, label':24}", *(f"{head:>10}" for head in heads))
        for name, (function, _) in LIBRARIES.items():
            values = [function(sigmoid(z), y) for z, y in ROWS]
            print(f"{name:24}", *(f"{value:10.5f}" for value in values))
        print(f"{'true':24}", *(f"{loss(z, y):10.5f}" for z, y in ROWS))

        print(f"{'slope by the logit':24}", *(f"{head:>10}" for head in heads))
        for name, (_, by_prediction) in LIBRARIES.items():
            if by_prediction is None:
                continue  # a score that nobody differentiates
            p = [sigmoid(z) for z, _ in ROWS]
            values = [by_prediction(q, y) * q * (1 - q) for q, (_, y) in zip(p, ROWS, strict=True)]
            print(f"{name:24}", *(f"{value + 0.0:10.3g}" for value in values))
        print(f"{'true':24}", *(f"{residual(z, y):10.3g}" for z, y in ROWS))


# --8<-- [end:libraries]


# --8<-- [start:ends]
def show_ends():
    print("label 1, prediction          0: loss    slope       1: loss")
    with np.errstate(all="ignore"):
        for name, (function, by_prediction) in LIBRARIES.items():
            slope = "" if by_prediction is None else f"{by_prediction(0.0, 1.0) + 0.0:.3g}"
            print(f"{name:24} {function(0.0, 1.0):8.4f}{slope:>9}{function(1.0, 1.0) + 0.0:14.1e}")


# --8<-- [end:ends]


def loss(z, y):
    """Return the loss, each logarithm written so that nothing is rounded away."""
    return float(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


def residual(z, y):
    return float((1 - y) * np.exp(-np.logaddexp(0, -z)) - y * np.exp(-np.logaddexp(0, z)))


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
    print("== thresholds ==")
    show_thresholds()
    print("== forms ==")
    show_forms()
    print("== kink ==")
    show_kink()
    print("== infinite ==")
    show_infinite()
    print("== twice ==")
    show_twice()
    print("== libraries ==")
    show_libraries()
    print("== ends ==")
    show_ends()


if __name__ == "__main__":
    main()
