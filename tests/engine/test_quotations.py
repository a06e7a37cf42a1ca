"""Source that is shown because it is broken: it must produce the diagnostic that it names."""

import pytest
from claims import BATCH, page

from eqproof.check import check_pages
from eqproof.diagnostics import Diagnostic


def findings(code: str, latex: str) -> tuple[Diagnostic, ...]:
    quotation = f'!!! broken "{code}"\n    ```latex\n    {latex}\n    ```'
    return check_pages([page(BATCH, quotation)]).diagnostics


@pytest.mark.parametrize(
    ("code", "latex"),
    [
        ("unbalanced-bracket", r"J = (1"),
        ("unknown-symbol", r"J = q"),
        ("unbracketed-scope", r"\sum_{i=1}^{m} y_i + w_j y_i"),
        ("shape-mismatch", r"\frac{\partial J}{\partial \mathbf{w}} = \hat{\mathbf{y}}"),
        ("shape-mismatch", r"X \mathbf{y}"),
    ],
)
def test_what_is_broken_as_said_is_no_finding(code, latex):
    assert findings(code, latex) == ()


@pytest.mark.parametrize(
    ("code", "latex", "produced"),
    [
        ("unbalanced-bracket", r"J = 1", "nothing at all"),
        (
            "shape-mismatch",
            r"\frac{\partial J}{\partial \mathbf{w}} = \mathbf{w}",
            "nothing at all",
        ),
        ("shape-mismatch", r"J = q", "unknown-symbol: nothing on this page says what q is"),
        ("unknown-symbol", r"X \mathbf{y} = J", "shape-mismatch: "),
    ],
)
def test_what_is_not_broken_as_said_is_a_finding(code, latex, produced):
    (found,) = findings(code, latex)
    assert found.code == "quoted-mismatch"
    assert found.message.startswith(f"this source is shown to produce {code}")
    assert produced in found.message
    assert found.source.text[found.span.start : found.span.end] == code
