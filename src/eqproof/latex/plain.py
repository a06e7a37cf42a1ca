r"""A syntax tree in plain characters, for sentences: ``\frac{y}{1 - \hat{y}}`` becomes y/(1 - ŷ).

Only for people to read; nothing reads it back. LaTeX comes from ``printer``.
"""

from collections.abc import Sequence

from eqproof.latex.dots import ACROSS, INDEX
from eqproof.latex.family import DOT
from eqproof.latex.forms import spelled_out
from eqproof.latex.nodes import (
    OPERATOR_WORDS,
    Add,
    Array,
    At,
    BigOperator,
    Both,
    Branch,
    Call,
    Cases,
    Comparison,
    Component,
    Constant,
    Derivative,
    Differential,
    ErrorTerm,
    Expectation,
    Fraction,
    Gradient,
    Indicator,
    Integral,
    Limit,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Series,
    Slice,
    Stack,
    TensorFunction,
    Transpose,
)
from eqproof.latex.places import instance
from eqproof.latex.printer import to_latex
from eqproof.latex.written import written_out
from eqproof.names import readable

_SUM, _PRODUCT, _FACTOR, _ATOM = range(4)
_CONSTANTS = {"e": "e", "pi": "π", "ones": "1", "zeros": "0", "identity": "I"}
_SIGNS = {
    "": " ",
    r"\cdot": " · ",
    r"\times": " × ",
    "*": " * ",
    r"\odot": " ⊙ ",
    r"\oslash": " ⊘ ",
    r"\otimes": " ⊗ ",
    ":": " : ",
}
_RELATIONS = {r"\ne": "≠", r"\le": "≤", r"\ge": "≥"}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def plain(node: Node) -> str:
    """Return *node* as one writes it in a mail."""
    return _write(node)[0]


def _spelled(key: str, arguments: Sequence[Node]) -> tuple[str, list[str]]:
    """Return *key* with arguments in place of its dots, and the arguments that are left."""
    said, others = spelled_out(key, [plain(a) for a in arguments])
    return readable(said.replace(r"\mid", "|").replace(r"\|", "‖")), others


def function_name(function: str) -> str:
    """Return the name of a function: log or log₂ for a built-in one, σ for a declared one."""
    name = function.partition("_")[0]
    return readable(function if readable(name) else function.removeprefix("\\"))


def _at(node: Node, level: int) -> str:
    text, own = _write(node)
    return text if own >= level else f"({text})"


def _write(node: Node) -> tuple[str, int]:
    """Return the text of *node*, and how tightly it holds together."""
    match node:
        case Number(text):
            return text, _ATOM
        case Name(key):
            # what runs where dots stand has no name that anybody wrote
            return "…" if key in (INDEX, ACROSS) else readable(key), _ATOM
        case Constant(kind):
            return _CONSTANTS[kind], _ATOM
        case Component(Name(key), indices) if DOT in key and key.endswith(")"):
            return _spelled(key, indices)[0], _ATOM
        case Component(Name(key), (index, *rest)) if DOT in key:
            below = "".join(plain(i) for i in rest)
            member = readable(key.replace(DOT, plain(index)))
            return member + (f"_{below}" if below else ""), _ATOM
        case Slice(_, index, written=str(written)) if written:
            return readable(written.replace(DOT, plain(index))), _ATOM
        case Slice(base, index, kind):
            place = f":,{plain(index)}" if kind == "column" else f"{plain(index)},:"
            return f"{_at(base, _ATOM)}_{place}{'ᵀ' * (kind == 'member')}", _ATOM
        case Component(base, indices):
            letters = all(isinstance(i, Name) for i in indices)
            below = ("" if letters else ",").join(plain(i) for i in indices)
            simple = all(isinstance(i, Name | Number) for i in indices)
            lowered = f"_{below}" if simple else f"_({below})"
            below = below.translate(_LOWERED) if below.isdigit() else lowered
            return _at(base, _ATOM) + below, _ATOM
        case Add(terms):
            return _sum(terms), _SUM
        case Negative(operand):
            return f"-{_at(operand, _PRODUCT)}", _SUM
        case Product(left, right, r"\langle"):
            return f"⟨{plain(left)}, {plain(right)}⟩", _ATOM
        case TensorFunction("diag" | "tr" | "det" as kind, argument):
            return f"{kind}({plain(argument)})", _ATOM
        case TensorFunction(kind, argument):
            below = "2" if kind == "spectral" else kind.removeprefix("norm")
            below = below.translate(_LOWERED).replace("F", "_F")
            return f"‖{plain(argument)}‖{below}", _ATOM
        case Call(r"\abs", (argument,), 0):
            return f"|{plain(argument)}|", _ATOM
        case Product(left, right, sign):
            return _product(left, right, sign), _PRODUCT
        case Fraction(numerator, denominator):
            above = _at(numerator, _FACTOR)
            return f"{above}/{_at(denominator, _ATOM)}", _PRODUCT
        case Power(base, exponent):
            above = plain(exponent)
            if above.isdigit():
                return _at(base, _ATOM) + above.translate(_RAISED), _FACTOR
            return f"{_at(base, _ATOM)}^{_at(exponent, _ATOM)}", _FACTOR
        case Transpose(base):
            return _at(base, _ATOM) + "ᵀ", _FACTOR
        case Call(function, arguments, 0) if DOT in function:
            said, others = _spelled(function, arguments)
            return said + (f"({', '.join(others)})" if others else ""), _ATOM
        case Call(function, arguments, primes):
            inside = ", ".join(plain(a) for a in arguments)
            return f"{function_name(function)}{chr(39) * primes}({inside})", _ATOM
        case BigOperator(_, index, lower, upper, body) if index == INDEX:
            first, last = (plain(instance(body, index, end)) for end in (lower, upper))
            between = "+" if node.kind == "sum" else "·"
            return f"{first} {between} … {between} {last}", _SUM
        case BigOperator(kind, index, body=body):
            word = OPERATOR_WORDS[kind]
            where = f" with {plain(node.condition)}" if node.condition is not None else ""
            return f"the {word} over {readable(index)}{where} of {plain(body)}", _SUM
        case Comparison(left, sign, right):
            return f"{plain(left)} {_RELATIONS.get(sign, sign)} {plain(right)}", _SUM
        case Both(conditions):
            return " and ".join(plain(condition) for condition in conditions), _SUM
        case Cases(branches):
            return "{" + "; ".join(plain(branch) for branch in branches) + "}", _ATOM
        case Branch(value, condition):
            when = "otherwise" if condition is None else f"if {plain(condition)}"
            return f"{plain(value)} {when}", _SUM
        case Array() | Stack():
            rows = (
                ", ".join("…" if cell is None else plain(cell) for cell in row)
                for row in written_out(node)
            )
            return f"({'; '.join(rows)})", _ATOM
        case Indicator(condition):
            return f"1[{plain(condition)}]", _ATOM
        case Derivative(body, variables):
            return _derivative(body, variables), _FACTOR
        case Gradient(body, variable):
            return f"∇_{plain(variable)} {_at(body, _ATOM)}", _FACTOR
        case At(body, key, value):
            return f"{_at(body, _FACTOR)} at {readable(key)} = {plain(value)}", _PRODUCT
        case ErrorTerm(body, letter):
            return f"{letter}({plain(body)})", _ATOM
        case Integral(body, key, lower, upper):
            start = "-∞" if lower is None else plain(lower)
            end = "∞" if upper is None else plain(upper)
            what = plain(body)
            return f"the integral for {readable(key)} from {start} to {end} of {what}", _SUM
        case Series(body, key, lower):
            return f"the sum for {readable(key)} from {plain(lower)} to ∞ of {plain(body)}", _SUM
        case Limit(body, key, target, side):
            place = f"{side if side == '-' else ''}∞" if target is None else plain(target) + side
            return f"the limit for {readable(key)} to {place} of {plain(body)}", _SUM
        case Expectation(body, kind, draws):
            mean = "E" if kind == "mean" else "Var"
            below = ", ".join(readable(draw.key) for draw in draws) if node.shown else ""
            return f"{mean}{below and '_'}{below}[{plain(body)}]", _ATOM
        case Differential(body):
            space = " " if isinstance(body, Call) else ""
            return f"d{space}{_at(body, _ATOM)}", _FACTOR
        case _:
            return to_latex(node), _SUM


def _sum(terms: tuple[Node, ...]) -> str:
    text = ""
    for number, term in enumerate(terms):
        if isinstance(term, Negative):
            text += (" - " if number else "-") + _at(term.operand, _PRODUCT)
        else:
            text += (" + " if number else "") + _at(term, _PRODUCT)
    return text


def _product(left: Node, right: Node, sign: str) -> str:
    first = _at(left, _PRODUCT)
    second = _at(right, _PRODUCT if isinstance(right, Fraction) and not sign else _FACTOR)
    return f"{first}{_SIGNS[sign]}{second}"


def _derivative(body: Node, variables: tuple[Node, ...]) -> str:
    order = str(len(variables)).translate(_RAISED) if len(variables) > 1 else ""
    below = " ".join(f"∂{plain(v)}" for v in variables)
    return f"∂{order}{_at(body, _ATOM)}/{below if not order else f'({below})'}"
