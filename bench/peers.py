"""The readers that are compared: from LaTeX to a SymPy expression, or `RefusedError`.

Each is imported only where it runs. All are asked for their strictest reading.
"""

import logging
from collections.abc import Callable, Mapping
from importlib.metadata import version
from typing import Any

Reader = Callable[[str], Any]
Equal = Callable[[Any, Any], bool]


class RefusedError(Exception):
    """The reader says that it cannot read this, or gives nothing that could be used."""


def antlr() -> Reader:
    """SymPy's reader made with ANTLR."""
    from sympy.parsing.latex import parse_latex

    return lambda text: parse_latex(text, strict=True, backend="antlr")


def lark() -> Reader:
    """SymPy's reader made with Lark."""
    from sympy.parsing.latex import parse_latex

    return lambda text: parse_latex(text, backend="lark")


def latex2sympy() -> Reader:
    """The fork of latex2sympy that is maintained; capitals stay capitals."""
    from latex2sympy2_extended import latex2sympy as read
    from latex2sympy2_extended.latex2sympy2 import ConversionConfig

    settings = ConversionConfig(lowercase_symbols=False)
    return lambda text: read(text, conversion_config=settings)


def math_verify() -> Reader:
    """Math-Verify, told that it gets LaTeX; what it only keeps as text is not read."""
    from math_verify import LatexExtractionConfig, parse

    logging.getLogger("math_verify").setLevel(logging.CRITICAL)
    settings = [LatexExtractionConfig()]

    def read(text: str) -> Any:
        found = parse(
            f"${text}$", extraction_config=settings, parsing_timeout=None, raise_on_error=True
        )
        return next((item for item in found if not isinstance(item, str)), None)

    return read


def math_verify_equal(left: Any, right: Any) -> bool:
    """Whether Math-Verify takes *right* for the same as *left*."""
    from math_verify import verify

    return bool(verify([left], [right], timeout_seconds=None, raise_on_error=True))


PEERS: Mapping[str, Callable[[], Reader]] = {
    "SymPy, ANTLR": antlr,
    "SymPy, Lark": lark,
    "latex2sympy2_extended": latex2sympy,
    "Math-Verify": math_verify,
}
"""The peers by the name that the table has."""

DECIDERS: Mapping[str, Equal] = {"Math-Verify": math_verify_equal}
"""The peers that decide by themselves; for the others SymPy does."""

PACKAGES = (
    *("eqproof", "sympy", "antlr4-python3-runtime", "lark", "latex2sympy2_extended"),
    *("math-verify", "mpmath", "python-flint"),
)


def versions() -> dict[str, str]:
    """Return the versions of everything that is compared."""
    return {name: version(name) for name in PACKAGES}


def read_with(reader: Reader, text: str) -> Any:
    """Return the one SymPy expression that *reader* makes of *text*."""
    from sympy import Expr, MatrixBase

    try:
        found = reader(text)
    except TimeoutError:
        raise
    except Exception as error:  # every reader has exceptions of its own
        raise RefusedError(f"{type(error).__name__}: {str(error).splitlines()[:1]}") from None
    if not isinstance(found, Expr | MatrixBase):
        raise RefusedError(f"gives {type(found).__name__}")
    return found
