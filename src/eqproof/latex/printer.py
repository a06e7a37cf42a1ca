r"""A syntax tree as LaTeX that reads back as the same tree.

The words are the canonical ones (``\log``, ``\hat{y}``, brackets only where they are needed), so the
output shows how a formula was read, not how it was typed.
"""

from eqproof.latex.nodes import (
    Add,
    BigOperator,
    Call,
    Component,
    Constant,
    Derivative,
    Differential,
    Fraction,
    Gradient,
    Name,
    Negative,
    Node,
    Number,
    NumberSet,
    Power,
    Product,
    Transpose,
)

# How tightly a construct binds, loosest first.
SUM, FROBENIUS, ENTRYWISE, PRODUCT, FACTOR, ATOM = range(6)

_CONSTANTS = {
    "e": "e",
    "pi": r"\pi",
    "ones": r"\mathbf{1}",
    "zeros": r"\mathbf{0}",
    "identity": "I",
}


def to_latex(node: Node) -> str:
    """Return *node* as LaTeX."""
    return _print(node)


def _level(node: Node) -> int:
    match node:
        case Add() | Negative():
            return SUM
        case Product(sign=":"):
            return FROBENIUS
        case Product(sign=r"\odot" | r"\oslash"):
            return ENTRYWISE
        case Product() | BigOperator() | Gradient():
            return PRODUCT
        case Fraction(slash=True):
            return PRODUCT
        case Fraction() | Derivative() | Call() | Differential():
            return FACTOR
        case Power() | Transpose() | Component():
            return FACTOR
        case _:
            return ATOM


def _bracketed(node: Node, level: int) -> str:
    text = _print(node)
    return text if _level(node) >= level else rf"\left({text}\right)"


def _print(node: Node) -> str:
    match node:
        case Number(text):
            return text
        case Name(key):
            return key
        case Constant(kind):
            return _CONSTANTS[kind]
        case Component(base, indices):
            inside = "".join(_print(i) for i in indices)
            if len(indices) > 1 and not all(isinstance(i, Name) for i in indices):
                inside = ",".join(_print(i) for i in indices)
            return f"{_bracketed(base, ATOM)}_{{{inside}}}"
        case Add(terms):
            return _print_sum(terms)
        case Negative(operand):
            return f"-{_bracketed(operand, FROBENIUS)}"
        case Product():
            return _print_product(node)
        case Fraction(numerator, denominator, slash=True):
            left, right = _bracketed(numerator, PRODUCT), _bracketed(denominator, FACTOR)
            return f"{_closed(numerator, left)}/{right}"
        case Fraction(numerator, denominator):
            return rf"\frac{{{_print(numerator)}}}{{{_print(denominator)}}}"
        case Power(base, exponent):
            return f"{_bracketed(base, ATOM)}^{{{_print(exponent)}}}"
        case Transpose(base):
            inner = _print(base) if isinstance(base, Component) else _bracketed(base, ATOM)
            return rf"{inner}^\top"
        case Call(function, arguments, primes):
            inside = ", ".join(_print(a) for a in arguments)
            return rf"{function}{chr(39) * primes}\left({inside}\right)"
        case BigOperator(kind, index, lower, upper, body):
            limits = rf"_{{{index} = {_print(lower)}}}^{{{_print(upper)}}}"
            return rf"\{kind}{limits} {_bracketed(body, FROBENIUS)}"
        case Derivative():
            return _print_derivative(node)
        case Gradient(body, variable):
            return rf"\nabla_{{{_print(variable)}}} {_bracketed(body, FACTOR)}"
        case Differential(body):
            return rf"\mathrm{{d}}{_bracketed(body, FACTOR)}"
        case NumberSet():
            return _print_set(node)
        case _:
            raise TypeError(f"no LaTeX for {type(node).__name__}")


def _print_sum(terms: tuple[Node, ...]) -> str:
    text = ""
    for number, term in enumerate(terms):
        if isinstance(term, Negative):
            text += ("-" if number == 0 else " - ") + _bracketed(term.operand, FROBENIUS)
        else:
            text += (" + " if number else "") + _bracketed(term, FROBENIUS)
    return text


def _open_ended(node: Node) -> bool:
    """Whether a factor printed behind *node* would be drawn into it."""
    match node:
        case BigOperator() | Gradient():
            return True
        case Product(right=right):
            return _open_ended(right)
        case Negative(operand):
            return _open_ended(operand)
        case _:
            return False


def _closed(node: Node, text: str) -> str:
    closed = not _open_ended(node) or text.startswith(r"\left(")
    return text if closed else rf"\left({text}\right)"


def _print_product(node: Product) -> str:
    level = _level(node)
    left = _closed(node.left, _bracketed(node.left, level))
    right = _bracketed(node.right, level + 1)
    if node.right.__class__ is BigOperator and level < PRODUCT:
        right = _print(node.right)
    if node.sign:
        return f"{left} {node.sign} {right}"
    if _starts_with_digit(right) or isinstance(node.right, Differential) or _is_function(node.left):
        right = right if right.startswith(r"\left(") else rf"\left({right}\right)"
    return f"{left} {right}"


def _starts_with_digit(text: str) -> bool:
    return text[:1].isdigit()


def _is_function(node: Node) -> bool:
    return isinstance(node, Call)


def _print_derivative(node: Derivative) -> str:
    sign = r"\partial" if node.partial else r"\mathrm{d}"
    order = len(node.variables)
    above = f"{sign}^{{{order}}}" if order > 1 else sign
    below: list[str] = []
    for variable in dict.fromkeys(node.variables):
        count = node.variables.count(variable)
        text = _print(variable)
        below.append(f"{sign} {text}" + (f"^{{{count}}}" if count > 1 else ""))
    body = _bracketed(node.body, FACTOR)
    return rf"\frac{{{above} {body}}}{{{' '.join(below)}}}"


def _print_set(node: NumberSet) -> str:
    power = ""
    if node.power:
        power = "^{" + r" \times ".join(str(d) for d in node.power) + "}"
    if node.kind == "naturals":
        return r"\mathbb{N}" + power
    if node.kind == "finite":
        return r"\{" + ", ".join(_print(v) for v in node.values) + r"\}" + power
    lower = r"-\infty" if node.lower is None else _print(node.lower)
    upper = r"\infty" if node.upper is None else _print(node.upper)
    if node.kind == "range":
        return rf"\{{{lower}, \dots, {upper}\}}"
    if node.lower is None and node.upper is None:
        return r"\mathbb{R}" + power
    opening = "(" if node.lower_open else "["
    closing = ")" if node.upper_open else "]"
    return f"{opening}{lower}, {upper}{closing}{power}"
