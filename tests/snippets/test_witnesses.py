r"""Page, engine and snippet agree: every tagged link has on both sides the value of its witness.

A witness is a plain function of NumPy arrays that derives the value from the definition. The names
of its parameters are the symbols of the page, written in letters: ``\hat{\mathbf{y}}`` is
``y_hat``, ``\ell`` is ``ell``, ``\lambda`` is ``lambda_``. A parameter ``d_w`` is the change of
``w`` in a differential.

The engine's side is computed with many digits, the witness in double precision. A prediction that
is handed to a witness next to 0 or 1 has lost its digits before the witness begins. Such points
are left out, and enough others must remain.
"""

import inspect
import re
import runpy
from collections.abc import Callable, Iterator, Mapping
from keyword import iskeyword
from pathlib import Path

import numpy as np
import pytest

from eqproof.latex.nodes import Name
from eqproof.notation.symbols import Definition, Index, Notation
from eqproof.numbers.arithmetic import precise
from eqproof.numbers.evaluate import Matrix, Point, evaluate
from eqproof.page import read_page
from eqproof.proof.names import free_indices, free_names, reached
from eqproof.proof.sampling import sample
from eqproof.source import Source
from eqproof.statements.claims import Claim, claims_of
from eqproof.statements.reading import read_formulas

ROOT = Path(__file__).parents[2]
SNIPPETS = sorted((ROOT / "snippets").rglob("*.py"))
DIGITS = precise(40)
DRAWN = 60
ENOUGH = 12
EDGE = 1e-4
DECORATION = re.compile(r"\\(hat|tilde|bar)\{(.*)\}", re.DOTALL)
LOOK = re.compile(r"\\(?:mathbf|boldsymbol|mathrm|mathcal)\{([^{}]*)\}")

Witness = Callable[..., object]


def in_letters(key: str) -> str:
    """Return the name of a symbol as a Python identifier."""
    decorated = DECORATION.fullmatch(key)
    if decorated:
        return f"{in_letters(decorated[2])}_{decorated[1]}"
    letters = re.sub(r"[{}\\]", "", LOOK.sub(r"\1", key))
    return f"{letters}_" if iskeyword(letters) else letters


def page_of(snippet: Path) -> Path:
    relative = snippet.relative_to(ROOT / "snippets").with_suffix(".md")
    return ROOT / "docs" / relative.with_name(relative.name.replace("_", "-"))


def tagged_claims(page: Path) -> Iterator[Claim]:
    source = Source(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8"))
    readings, diagnostics = read_formulas(read_page(source), {})
    assert not diagnostics, diagnostics
    for reading in readings:
        for claim in claims_of(reading):
            assert isinstance(claim, Claim), claim
            if claim.tag is not None and not claim.refuted:
                yield claim


def array(matrix: Matrix) -> object:
    """Return a number as a float, a column as a vector, any other matrix as it is."""
    values = np.array([[float(x) for x in row] for row in matrix])
    if values.shape == (1, 1):
        return values.item()
    return values[:, 0] if values.shape[1] == 1 else values


class Arguments(Mapping[str, object]):
    """The values that the symbols of a claim have at a point, by their names in letters."""

    def __init__(self, names: set[str], notation: Notation, point: Point) -> None:
        self.notation = notation
        self.point = point
        self.keys_by_name: dict[str, str] = {}
        for key in sorted(names):
            name = in_letters(key)
            assert name not in self.keys_by_name, f"{name} is {self.keys_by_name[name]} and {key}"
            self.keys_by_name[name] = key
        changes = {f"d_{n}": k for n, k in self.keys_by_name.items() if k in point.increments}
        self.changes = changes

    def __getitem__(self, name: str) -> object:
        if name in self.changes:
            return array(self.point.increments[self.changes[name]])
        key = self.keys_by_name[name]
        if isinstance(self.notation.lookup(key), Index):
            return self.point.indices[key]
        return array(evaluate(Name(key), self.notation, self.point, DIGITS))

    def __iter__(self) -> Iterator[str]:
        return iter([*self.keys_by_name, *self.changes])

    def __len__(self) -> int:
        return len(self.keys_by_name) + len(self.changes)

    def near_an_edge(self, name: str) -> bool:
        """Whether a defined quantity has an entry so near to 0 or 1 that its digits are lost."""
        key = self.keys_by_name.get(name, "")
        if not isinstance(self.notation.lookup(key), Definition):
            return False
        entries = np.abs(np.asarray(self[name]))
        return bool(np.any((entries < EDGE) | (np.abs(entries - 1) < EDGE)))


def compared(claim: Claim, witness: Witness) -> int:
    """Compare both sides with the witness at enough points; return at how many."""
    wanted = list(inspect.signature(witness).parameters)
    spoken = free_names(claim.left) | free_names(claim.right)
    names = reached(spoken, claim.notation)
    count = 0
    for point in sample(claim.notation, names, free_indices(spoken, claim.notation), DRAWN, 1):
        arguments = Arguments(names, claim.notation, point)
        if any(arguments.near_an_edge(name) for name in wanted):
            continue
        expected = witness(**{name: arguments[name] for name in wanted})
        for side in (claim.left, claim.right):
            found = array(evaluate(side, claim.notation, point, DIGITS))
            assert np.shape(found) == np.shape(expected), point
            rounded = claim.relation == r"\approx" and side is claim.right
            tolerance = 1e-4 if rounded else 1e-9
            np.testing.assert_allclose(found, expected, tolerance, 1e-9, err_msg=str(point))
        count += 1
        if count == ENOUGH:
            break
    return count


def test_names_in_letters():
    assert in_letters(r"\hat{\mathbf{y}}") == "y_hat"
    assert in_letters(r"\tilde{\mathbf{x}}") == "x_tilde"
    assert in_letters(r"\ell_{\mathrm{bits}}") == "ell_bits"
    assert in_letters(r"\Lambda") == "Lambda"
    assert in_letters(r"\lambda") == "lambda_"


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda path: path.stem)
def test_the_witness_has_the_value_of_both_sides(snippet: Path):
    witnesses: dict[str, Witness] = runpy.run_path(str(snippet))["WITNESSES"]
    met = set()
    for claim in tagged_claims(page_of(snippet)):
        tag = str(claim.tag)
        points = compared(claim, witnesses[tag])
        varies = bool(inspect.signature(witnesses[tag]).parameters)
        assert points >= (ENOUGH if varies else 1), f"({tag}) was compared at {points} points"
        met.add(tag)
    assert met == set(witnesses)
