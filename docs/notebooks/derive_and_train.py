# %% [markdown]
# # Derive it, train it, break it
#
# Does the gradient hold in a program that trains on real data? And would I notice if it were wrong?
#
# **It does, and a wrong one shows only if one checks.** SymPy derives the gradient, a loop of NumPy
# trains with it, and scikit-learn ends at the same coefficients. Then the gradient is broken in
# three ways. With one of them the loss still falls at every step. The check finds all three.
#
# This page is a notebook: one program, run from top to bottom when the site is built. A cell that
# fails fails the build. What a sentence says about numbers, the cell below it asserts.
#
# !!! given
#     - $X \in \mathbb{R}^{m \times d}$, the measurements, one example a row, and $\mathbf{y} \in [0, 1]^{m}$, the labels
#     - $\mathbf{w} \in \mathbb{R}^{d}$ and $b \in \mathbb{R}$, the weights and the bias, and $i \in \{1, \dots, m\}$
#     - $\sigma(t) := \dfrac{1}{1 + e^{-t}}$, the sigmoid
#     - $\mathbf{z} := X \mathbf{w} + b$, the logits, and $\hat{\mathbf{y}} := \sigma(\mathbf{z})$, the predictions
#     - $\ell_i := -\left[ y_i \log \hat{y}_i + (1 - y_i) \log(1 - \hat{y}_i) \right]$, the loss of one example
#     - $\lambda \in \mathbb{R}_{>0}$, the weight of the penalty
#     - $J := \dfrac{1}{m} \sum_{i=1}^{m} \ell_i + \dfrac{\lambda}{2} \mathbf{w}^\top \mathbf{w}$, the mean loss with a penalty on all but the bias
#
# $$
# \frac{\partial J}{\partial \mathbf{w}} = \frac{1}{m} X^\top (\hat{\mathbf{y}} - \mathbf{y}) + \lambda \mathbf{w} \tag{N1}\label{eq:N1}
# $$
#
# $$
# \frac{\partial J}{\partial b} = \frac{1}{m} \sum_{i=1}^{m} (\hat{y}_i - y_i) \tag{N2}\label{eq:N2}
# $$

# %%
import os
from io import BytesIO

import matplotlib
import numpy as np
import sympy as sp
from IPython.display import SVG, display
from matplotlib.figure import Figure
from scipy.optimize import linprog
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression

# %% [markdown]
# ## Derive it
#
# One example first. Both factors of the chain are ugly, and their product is not:
#
# $$
# \frac{\partial \ell_i}{\partial z_i} = \hat{y}_i - y_i \tag{N3}\label{eq:N3}
# $$
#
# With a letter for the exponential everything is a fraction of polynomials. There SymPy decides
# for certain whether a difference is 0.

# %%
y, p, z, u = sp.symbols("y p z u", positive=True)  # u stands for exp(-z)

by_prediction = sp.diff(-(y * sp.log(p) + (1 - y) * sp.log(1 - p)), p)
prediction = 1 / (1 + sp.exp(-z))
by_logit = sp.diff(prediction, z)
product = (by_prediction.subs(p, prediction) * by_logit).subs(sp.exp(-z), u)
difference = sp.cancel(product - (1 / (1 + u) - y))

print("loss by prediction: ", sp.factor(by_prediction))
print("prediction by logit:", sp.factor(by_logit.subs(sp.exp(-z), u)))
print("their product minus (prediction - label):", difference)
assert difference == 0

# %% [markdown]
# Now a batch, with a penalty: 3 examples, 2 weights and a bias, all of them letters. SymPy
# differentiates the loss by each, and the formulas $\eqref{eq:N1}$ and $\eqref{eq:N2}$ are taken off.

# %%
m, d = 3, 2
X = sp.Matrix(m, d, sp.symbols(f"x:{m}:{d}"))
w = sp.Matrix(sp.symbols(f"w:{d}"))
b, strength = sp.symbols("b lambda")
labels = sp.Matrix(sp.symbols(f"y:{m}"))
letters = sp.symbols(f"u:{m}")  # u_i stands for exp(-z_i)

logits = X * w + b * sp.ones(m, 1)
losses = [
    sp.log(1 + sp.exp(-logits[i])) + (1 - labels[i]) * logits[i]
    for i in range(m)
]
loss = sum(losses) / m + strength / 2 * w.dot(w)
residual = sp.Matrix([1 / (1 + letter) for letter in letters]) - labels
formulas = [*(X.T * residual / m + strength * w), sum(residual) / m]

exponentials = {sp.exp(-logits[i]): letters[i] for i in range(m)}
for name, formula in zip([*w, b], formulas, strict=True):
    difference = sp.cancel(sp.diff(loss, name).subs(exponentials) - formula)
    print(f"slope by {name} minus formula:", difference)
    assert difference == 0

# %% [markdown]
# ## The data
#
# scikit-learn ships measurements of 569 tumours, 30 numbers each. The label is 1 for a benign
# one. Each column is shifted and scaled to mean 0 and variance 1, so that one step size suits all
# weights.

# %%
data = load_breast_cancer()
X = (data.data - data.data.mean(axis=0)) / data.data.std(axis=0)
y = data.target.astype(float)
m, d = X.shape
strength = 0.01  # lambda

print(f"{m} examples, {d} measurements, {y.mean():.1%} have label 1")
assert (m, d) == (569, 30)
assert set(y) == {0.0, 1.0}
assert np.allclose(X.mean(axis=0), 0, atol=1e-12)
assert np.allclose(X.var(axis=0), 1)

# %% [markdown]
# ## The loss and its gradient
#
# Bias and weights share one vector, the bias first. The loss is written with the softplus. That
# is the same loss, and it neither overflows nor takes the logarithm of 0:
#
# !!! given
#     - $\zeta(t) := \log(1 + e^{t})$, the softplus
#
# $$
# \ell_i = y_i\, \zeta(-z_i) + (1 - y_i)\, \zeta(z_i) \tag{N4}\label{eq:N4}
# $$


# %%
def softplus(t):
    """Take complex numbers, too: no absolute value, no maximum."""
    positive = np.real(t) > 0
    small = np.exp(np.where(positive, -t, t))
    return np.where(positive, t, 0) + np.log1p(small)


def sigmoid(t):
    return np.exp(-softplus(-t))


def objective(theta, X, y):
    z = theta[0] + X @ theta[1:]
    loss = np.mean(y * softplus(-z) + (1 - y) * softplus(z))
    return loss + strength / 2 * np.sum(theta[1:] ** 2)


def gradient(theta, X, y):
    residual = sigmoid(theta[0] + X @ theta[1:]) - y
    by_weights = X.T @ residual / len(y) + strength * theta[1:]
    return np.append(residual.mean(), by_weights)


# %% [markdown]
# ## Check it
#
# A **central difference** moves one weight both ways and knows no rule of differentiation. A
# **complex step** subtracts nothing, so it is as exact as the computer's numbers.
# [Trusting a derivative](../gradient-checking.md) has the reasons.
#
# The point matters. Here it is generic: all weights differ from 0, there are labels of both kinds
# and soft ones, more examples than weights, and logits beyond 40 on either side.


# %%
def central_difference(function, theta, h=6e-6):
    steps = h * np.eye(len(theta))
    rises = [function(theta + s) - function(theta - s) for s in steps]
    return np.array(rises) / (2 * h)


def complex_step(function, theta, h=1e-20):
    steps = 1j * h * np.eye(len(theta))
    return np.array([function(theta + s).imag / h for s in steps])


def distance(one, other):
    """Return how far two gradients differ, relative to their size."""
    size = np.linalg.norm(one) + np.linalg.norm(other)
    return np.linalg.norm(one - other) / size


rng = np.random.default_rng(4)
generic = np.append(0.7, rng.normal(scale=3, size=d))
soft = np.where(rng.random(m) < 0.1, rng.random(m), y)  # some labels in between
z = generic[0] + X @ generic[1:]
print(f"logits from {z.min():.0f} to {z.max():.0f}")
assert z.min() < -40
assert z.max() > 40
assert {0.0, 1.0} < set(soft)
assert np.all(generic != 0)


def at_generic_point(theta):
    return objective(theta, X, soft)


formula = gradient(generic, X, soft)
by_difference = distance(formula, central_difference(at_generic_point, generic))
by_complex_step = distance(formula, complex_step(at_generic_point, generic))
print(f"relative distance to the central difference: {by_difference:.0e}")
print(f"relative distance to the complex step:       {by_complex_step:.0e}")
assert by_difference < 1e-7
assert by_complex_step < 1e-14

# %% [markdown]
# ## Train
#
# Gradient descent from weights 0. The step is 1 over a bound for the curvature, see
# [Curvature](../hessian.md). With it the loss cannot rise, and does not.


# %%
def train(gradient, steps, step):
    """Return the last weights, and the loss before each step."""
    theta, losses = np.zeros(d + 1), []
    for _ in range(steps):
        losses.append(objective(theta, X, y))
        theta = theta - step * gradient(theta, X, y)
    return theta, np.array(losses)


with_ones = np.column_stack([np.ones(m), X])
largest = np.linalg.eigvalsh(with_ones.T @ with_ones / (4 * m))[-1]
step = 1 / (largest + strength)
theta, losses = train(gradient, 6000, step)
trained = objective(theta, X, y)

right = np.mean((X @ theta[1:] + theta[0] > 0) == y)
print(f"step {step:.4f}")
print(f"loss {losses[0]:.6f} at the start, {trained:.6f} at the end")
print(f"{right:.1%} of the examples are on the right side")
assert np.isclose(losses[0], np.log(2))
assert np.all(np.diff(losses) < 1e-14)
assert np.linalg.norm(gradient(theta, X, y)) < 1e-9

# %% [markdown]
# ## Compare with scikit-learn
#
# scikit-learn states its loss in another way. It adds the losses up, weights them by a number C, and
# puts no factor before the penalty but one half:
#
# !!! given
#     - $C := \dfrac{1}{m \lambda}$, what scikit-learn calls the inverse strength
#     - $S := C \sum_{i=1}^{m} \ell_i + \dfrac{1}{2} \mathbf{w}^\top \mathbf{w}$, its loss
#
# $$
# S = \frac{J}{\lambda} \tag{N5}\label{eq:N5}
# $$
#
# A positive factor does not move the minimum. So these settings give the same model: `C` as above,
# the penalty on the squares of the weights (the default), a bias outside of the penalty (the
# default), and a `tol` far below the default. The solver `newton-cholesky` gets there in a few steps.

# %%
C = 1 / (m * strength)
model = LogisticRegression(C=C, solver="newton-cholesky", tol=1e-10)
model.fit(X, y)
theirs = np.append(model.intercept_, model.coef_)

print(f"{'':15}{'here':>12}{'scikit-learn':>14}")
for number, name in enumerate(["bias", *data.feature_names[:4]]):
    print(f"{name:15}{theta[number]:12.8f}{theirs[number]:14.8f}")
print(f"{'loss':15}{trained:12.8f}{objective(theirs, X, y):14.8f}")
assert np.allclose(theta, theirs, rtol=0, atol=1e-8)
assert abs(trained - objective(theirs, X, y)) < 1e-14

# %% [markdown]
# Without a penalty there would be nothing to compare. A plane separates these data: some weights give
# every example a logit on its own side, by at least 1. Ten times these weights are better still, and
# so on. Then [there is no minimum](../hessian.md), and the weights grow as long as one trains.

# %%
sides = 2 * y - 1
turned = sides[:, None] * with_ones
plane = linprog(np.zeros(d + 1), -turned, -np.ones(m), bounds=(None, None)).x
margins = turned @ plane
print(f"{np.mean(margins > 0):.0%} are on their own side of the plane")
assert np.all(margins > 0.999)
without_penalty = [np.mean(softplus(-k * margins)) for k in (1, 10, 100)]
assert without_penalty[0] > without_penalty[1] > without_penalty[2]

# %% [markdown]
# A single measurement does not separate the classes. Then the loss has a minimum without a penalty,
# too, and scikit-learn finds it with `C=np.inf`. There the slopes by weight and bias are 0.

# %%
radius = X[:, :1]
model = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10)
model.fit(radius, y)
residual = sigmoid(model.decision_function(radius)) - y
slopes = np.append(residual.mean(), radius.T @ residual / m)
print("slopes of", data.feature_names[0], "alone, without penalty:", end=" ")
print("0 to 8 digits" if np.all(np.abs(slopes) < 1e-8) else slopes)
assert np.all(np.abs(slopes) < 1e-8)

# %% [markdown]
# ## Compare with automatic differentiation
#
# JAX differentiates the program itself. It is large, and these pages do not need it, so the comparison is made
# where JAX is installed. The command `nox -s autodiff` installs it and runs this notebook. There
# the cell below fails without it.

# %%
try:
    import jax
except ImportError:
    if os.environ.get("AUTODIFF") == "required":
        raise
    print("JAX is not installed here: its gradient was NOT compared.")
    print("To compare it: nox -s autodiff")
else:
    jax.config.update("jax_enable_x64", True)

    def in_jax(theta):
        z = theta[0] + X @ theta[1:]
        losses = soft * jax.nn.softplus(-z) + (1 - soft) * jax.nn.softplus(z)
        return losses.mean() + strength / 2 * (theta[1:] ** 2).sum()

    slopes = np.asarray(jax.grad(in_jax)(jax.numpy.array(generic)))
    print(f"JAX {jax.__version__}: the gradients agree to 12 digits")
    assert distance(formula, slopes) < 1e-12

# %% [markdown]
# ## Break it
#
# Three slips that people make, each with the reason why it is not seen:
#
# **The inner minus is lost.** The derivative of the second logarithm forgets that its argument
# falls. Where all labels are 1, that term is not there, and nothing shows.
#
# $$
# \frac{\partial \ell_i}{\partial z_i} \overset{?}{=} -(\hat{y}_i + y_i - 2 \hat{y}_i y_i)
# $$
#
# **The derivative of the sigmoid counts twice.** It has cancelled already, and is put in again.
# Its sign is right everywhere, so the loss still falls.
#
# $$
# \frac{\partial \ell_i}{\partial z_i} \overset{?}{=} (\hat{y}_i - y_i)\, \hat{y}_i (1 - \hat{y}_i)
# $$
#
# **The mean is forgotten.** With one example it makes no difference.
#
# $$
# \frac{\partial J}{\partial \mathbf{w}} \overset{?}{=} X^\top (\hat{\mathbf{y}} - \mathbf{y}) + \lambda \mathbf{w}
# $$


# %%
def from_residual(residual_of, mean=True):
    """Return a gradient that differs from the right one in what is given."""

    def gradient(theta, X, y):
        residual = residual_of(sigmoid(theta[0] + X @ theta[1:]), y)
        count = len(y) if mean else 1
        by_weights = X.T @ residual / count + strength * theta[1:]
        return np.append(residual.sum() / count, by_weights)

    return gradient


gradients = {
    "right": gradient,
    "minus lost": from_residual(lambda p, y: -(p + y - 2 * p * y)),
    "sigmoid twice": from_residual(lambda p, y: (p - y) * p * (1 - p)),
    "mean forgotten": from_residual(lambda p, y: p - y, mean=False),
}

# %% [markdown]
# Each is measured by central differences: on all examples, on those with label 1, and on one example
# alone, near the boundary and with label 0. The last column is the loss after 300 steps.

# %%
only_ones = X[y == 1], y[y == 1]
near = [np.argmin(np.abs(z) + 1000 * soft)]
assert np.abs(z[near]) < 1
assert soft[near] == 0
places = {
    "all": (X, soft),
    "labels 1": only_ones,
    "one example": (X[near], soft[near]),
}


def measured(place):
    return central_difference(lambda theta: objective(theta, *place), generic)


table, paths = {}, {}
for name, tried in gradients.items():
    table[name] = [
        distance(tried(generic, *place), measured(place))
        for place in places.values()
    ]
    paths[name] = train(tried, 300, step)[1]

print(f"{'distance':15}", *(f"{word:>12}" for word in [*places, "loss"]))
for name, row in table.items():
    words = ["agrees" if away < 1e-7 else f"{away:.4f}" for away in row]
    words.append(f"{paths[name][-1]:.4f}")
    print(f"{name:15}", *(f"{word:>12}" for word in words))

found = {name: [away < 1e-7 for away in row] for name, row in table.items()}
assert found["right"] == [True, True, True]
assert found["minus lost"] == [False, True, False]
assert found["sigmoid twice"] == [False, False, False]
assert found["mean forgotten"] == [False, False, True]
assert np.all(np.diff(paths["sigmoid twice"]) < 0)

# %% [markdown]
# Only the first column finds all three. The loss alone does not. With the sigmoid counted twice it
# falls at every step, only slower. Nobody sees from such a curve that something is wrong.

# %%
figure = Figure(figsize=(6.4, 3.2), layout="constrained")
axes = figure.subplots()
lines = ["-", "--", "-.", ":"]
for (name, path), line in zip(paths.items(), lines, strict=True):
    axes.semilogy(path, line, label=name)
axes.set(xlabel="step", ylabel="loss")
axes.legend(frameon=False)
buffer = BytesIO()
with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "losses"}):
    figure.savefig(buffer, format="svg", transparent=True)

ends = ", ".join(f"{name} {path[-1]:.2f}" for name, path in paths.items())
text = f"Loss against step, from 0.69 down or up. After 300 steps: {ends}."
display(SVG(buffer.getvalue()), metadata={"alt": text})

# %% [markdown]
# ## Read next
#
# - [Trusting a derivative](../gradient-checking.md): how small a step, how close is close, and where a
#   wrong gradient looks right.
# - [A whole batch](../derivation/batch.md): the gradient of the mean, weight by weight.
# - [Curvature](../hessian.md): the bound for the step, and data without a minimum.
