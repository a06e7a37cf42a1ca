r"""A syntax tree as LaTeX that reads back as the same tree.

The words are the canonical ones (``\log``, ``\hat{y}``, brackets only where they are needed), so
the output shows how a formula was read, not how it was typed.
"""

from eqproof.latex.family import DOT
from eqproof.latex.forms import spelled_out
from eqproof.latex.nodes import (
    Add,
    Array,
    At,
    BigOperator,
    Binder,
    Both,
    Branch,
    Call,
    Cases,
    Comparison,
    Component,
    Constant,
    Derivative,
    Differential,
    Dim,
    Draw,
    ErrorTerm,
    Expectation,
    Fraction,
    Gradient,
    Indicator,
    Integral,
    Law,
    Limit,
    Name,
    Negative,
    Node,
    Number,
    NumberSet,
    Power,
    Product,
    Series,
    Slice,
    Stack,
    TensorFunction,
    Transpose,
    free_names,
)
from eqproof.latex.written import written_out

# How tightly a construct binds, loosest first.
SUM, FROBENIUS, ENTRYWISE, PRODUCT, FACTOR, ATOM = range(6)

_CONSTANTS = {
    "e": "e",
    "pi": r"\pi",
    "ones": r"\mathbf{1}",
    "zeros": r"\mathbf{0}",
    "identity": "I",
}


# A fraction of two of these would be a derivative.
_CHANGE = r"\mathrm{d}"


def to_latex(node: Node) -> str:
    """Return *node* as LaTeX."""
    return _print(node)


def _level(node: Node) -> int:
    match node:
        case Add() | Negative():
            return SUM
        case Product(sign=":"):
            return FROBENIUS
        case Product(sign=r"\langle"):
            return ATOM
        case Product(sign=r"\odot" | r"\oslash" | r"\otimes"):
            return ENTRYWISE
        case Product() | BigOperator() | Gradient() | Limit() | Series():
            return PRODUCT
        case Fraction(slash=True):
            return PRODUCT
        case Fraction() | Derivative() | Call() | Differential() | Indicator() | TensorFunction():
            return FACTOR
        case Power() | Transpose() | Component() | Slice() | Cases() | Binder():
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
        case Component(Name(key), (index, *others)) if DOT in key:
            if key.endswith(")"):
                return spelled_out(key, [_print(index), *map(_print, others)])[0]
            member = key.replace(DOT, _print(index))
            return _with_entries(member, others)
        case Slice(Name(), index, written=str(written)) if written:
            return written.replace(DOT, _print(index))
        case Slice(base, index, "column"):
            return f"{_base(base, '_')}_{{:,{_print(index)}}}"
        case Slice(base, index, kind):
            upright = r"^\top" if kind == "member" else ""
            return f"{_base(base, '_')}_{{{_print(index)},:}}{upright}"
        case Component(base, indices):
            return f"{_base(base, '_')}_{{{_print_indices(indices)}}}"
        case Add(terms):
            return _print_sum(terms)
        case Negative(operand):
            return f"-{_bracketed(operand, FROBENIUS)}"
        case Product(one, two, r"\langle"):
            return rf"\langle {_print(one)}, {_print(two)} \rangle"
        case Product():
            return _print_product(node)
        case TensorFunction("diag" | "tr" as kind, argument):
            return rf"\operatorname{{{kind}}}\left({_print(argument)}\right)"
        case TensorFunction("det", argument):
            return rf"\det\left({_print(argument)}\right)"
        case TensorFunction(kind, argument):
            below = "2" if kind == "spectral" else kind.removeprefix("norm")
            return rf"\lVert {_print(argument)} \rVert" + (f"_{{{below}}}" if below else "")
        case Call(r"\abs", (argument,), 0):
            return rf"\lvert {_print(argument)} \rvert"
        case Fraction(numerator, denominator, slash=True):
            left = _closed(numerator, _bracketed(numerator, PRODUCT))
            if isinstance(numerator, Differential) and isinstance(denominator, Differential):
                return rf"\frac{{{_in_brackets(numerator)}}}{{{_in_brackets(denominator)}}}"
            return f"{left}/{_bracketed(denominator, FACTOR)}"
        case Fraction(numerator, denominator):
            above, below = _print(numerator), _print(denominator)
            if above.startswith(_CHANGE) and below.startswith(_CHANGE):
                above, below = _in_brackets(numerator), _in_brackets(denominator)
            return rf"\frac{{{above}}}{{{below}}}"
        case Power(base, exponent):
            return f"{_base(base, '^')}^{{{_print(exponent)}}}"
        case Transpose(base):
            return rf"{_base(base, '^')}^\top"
        case Call(r"\erf" | r"\Phi" as function, (argument,), 0):
            name = r"\operatorname{erf}" if function == r"\erf" else function
            return rf"{name}\left({_print(argument)}\right)"
        case Call(function, arguments, 0) if DOT in function:
            text, rest = spelled_out(function, [_print(a) for a in arguments])
            return text + (rf"\left({', '.join(rest)}\right)" if rest else "")
        case Call(function, arguments, primes):
            inside = ", ".join(_print(a) for a in arguments)
            return rf"{function}{chr(39) * primes}\left({inside}\right)"
        case BigOperator(kind, index, lower, upper, body, condition):
            below = f"{index} = {_print(lower)}"
            if condition is not None:
                below += f", {_print(condition)}"
            # a factor behind a maximum can be meant to be outside
            level = FROBENIUS if kind in ("sum", "prod") else FACTOR
            return rf"\{kind}_{{{below}}}^{{{_print(upper)}}} {_bracketed(body, level)}"
        case Comparison(left, sign, right):
            return f"{_print(left)} {sign} {_print(right)}"
        case Array() | Stack():
            return _print_array(node)
        case Cases(branches):
            rows = r" \\ ".join(_print(branch) for branch in branches)
            return rf"\begin{{cases}} {rows} \end{{cases}}"
        case Branch(value, None):
            return rf"{_print(value)} & \text{{otherwise}}"
        case Both(conditions):
            return r" \land ".join(_print(condition) for condition in conditions)
        case Branch(value, condition) if condition is not None:
            return rf"{_print(value)} & \text{{if }} {_print(condition)}"
        case Indicator(condition):
            return rf"\mathbb{{1}}\left[{_print(condition)}\right]"
        case Derivative():
            return _print_derivative(node)
        case Gradient(body, variable):
            return rf"\nabla_{{{_print(variable)}}} {_bracketed(body, FACTOR)}"
        case At(body, key, value):
            return rf"\left. {_print(body)} \right|_{{{key} = {_print(value)}}}"
        case Limit(body, key, target, side):
            return rf"\lim_{{{key} \to {_place(target, side)}}} {_bracketed(body, FROBENIUS)}"
        case Series(body, key, lower):
            return rf"\sum_{{{key} = {_print(lower)}}}^{{\infty}} {_bracketed(body, FROBENIUS)}"
        case Integral(body, key, lower, upper):
            below = r"-\infty" if lower is None else _print(lower)
            above = r"\infty" if upper is None else _print(upper)
            return rf"\int_{{{below}}}^{{{above}}} {_in_brackets(body)} \, \mathrm{{d}}{key}"
        case ErrorTerm(body, letter):
            return rf"{letter}\left({_print(body)}\right)"
        case Expectation():
            return _print_mean(node)
        case Draw(key, law):
            return rf"{key} \sim {_print(law)}"
        case Law("Bernoulli", (chance,)):
            return rf"\mathrm{{Bernoulli}}\left({_print(chance)}\right)"
        case Law(_, (chances,)):
            return _bracketed(chances, ATOM)
        case Differential(body):
            simple = isinstance(body, Name | Component | Call)
            return rf"\mathrm{{d}}{_print(body) if simple else _in_brackets(body)}"
        case NumberSet():
            return _print_set(node)
        case _:
            raise TypeError(f"no LaTeX for {type(node).__name__}")


def _with_entries(member: str, indices: list[Node]) -> str:
    """Return the member of a family, as it is written, with the subscripts of an entry."""
    if not indices:
        return member
    below = _print_indices(tuple(indices))
    if member.endswith(")}"):
        return f"{member}_{{{below}}}"
    return f"{member[:-1]},{below}}}"


def _in_brackets(node: Node) -> str:
    return rf"\left({_print(node)}\right)"


def _base(node: Node, sign: str) -> str:
    """Return *node* as what a script with this *sign* is put on."""
    scripted = isinstance(node, Name) and sign in node.key
    sized = isinstance(node, Constant) and node.kind in ("ones", "zeros") and sign == "_"
    if isinstance(node, Component | Slice) and sign == "^":
        text = _print(node)
        return text if "^" not in text else _in_brackets(node)
    if isinstance(node, Slice):
        return _in_brackets(node)
    return _in_brackets(node) if scripted or sized else _bracketed(node, ATOM)


def _print_indices(indices: tuple[Node, ...]) -> str:
    """Return subscripts, side by side if each is one letter; a product needs its sign there."""
    letters = all(isinstance(i, Name) and len(i.key) == 1 for i in indices)
    return ("" if letters else ",").join(_print(i) for i in indices)


def _print_sum(terms: tuple[Node, ...]) -> str:
    text = ""
    for number, term in enumerate(terms):
        negative = isinstance(term, Negative)
        operand = term.operand if isinstance(term, Negative) else term
        later = set().union(*(free_names(t) for t in terms[number + 1 :]))
        closed = _open_indices(operand) & later
        printed = _in_brackets(operand) if closed else _bracketed(operand, FROBENIUS)
        if number:
            text += " - " if negative else " + "
        elif negative:
            text += "-"
        text += printed
    return text


def _open_indices(node: Node) -> set[str]:
    """Return the indices of the sums and products that reach to the right end of *node*."""
    match node:
        case BigOperator(index=index, body=body):
            return {index} | _open_indices(body)
        case Limit(body, key) | Series(body, key):
            return {key} | _open_indices(body)
        case Product(sign=r"\langle"):
            return set()
        case Product(right=right):
            return _open_indices(right)
        case Negative(body) | Gradient(body):
            return _open_indices(body)
        case _:
            return set()


def _open_ended(node: Node) -> bool:
    """Whether a factor printed behind *node* would be drawn into it."""
    match node:
        case BigOperator() | Gradient() | Limit() | Series():
            return True
        case Product(sign=r"\langle"):
            return False
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
    if node.sign:
        return f"{left} {node.sign} {right}"
    numeral = isinstance(node.left, Number) and isinstance(node.right, Fraction)
    if right[:1].isdigit() or numeral or isinstance(node.right, Differential):
        right = _in_brackets(node.right)
    slash = isinstance(node.left, Fraction) and node.left.slash
    applied = right.startswith(r"\left(") and isinstance(node.left, _APPLICABLE)
    if slash or (applied and isinstance(_innermost(node.right), Name | Component | Number)):
        left = _in_brackets(node.left)
    return f"{left} {right}"


# What, in front of a bracket, may look like a function.
_APPLICABLE = (Name, Component, Constant)


def _innermost(node: Node) -> Node:
    return _innermost(node.base) if isinstance(node, Power) else node


def _print_derivative(node: Derivative) -> str:
    sign = r"\partial" if node.partial else r"\mathrm{d}"
    order = len(node.variables)
    above = f"{sign}^{{{order}}}" if order > 1 else sign
    below: list[str] = []
    for variable in dict.fromkeys(node.variables):
        count = node.variables.count(variable)
        text = f"{_base(variable, '^')}^{{{count}}}" if count > 1 else _print(variable)
        below.append(f"{sign} {text}")
    body = _bracketed(node.body, FACTOR)
    return rf"\frac{{{above} {body}}}{{{' '.join(below)}}}"


def _place(target: Node | None, side: str) -> str:
    """Return where a limit goes, with the side from which it comes."""
    if target is None:
        return r"-\infty" if side == "-" else r"\infty"
    return f"{_base(target, '^')}^{{{side}}}" if side else _print(target)


_MEANS = {"mean": r"\mathbb{E}", "variance": r"\operatorname{Var}"}


def _print_mean(node: Expectation) -> str:
    below = ", ".join(_print(draw) for draw in node.draws) if node.shown else ""
    held = rf" \mid {', '.join(node.given)}" if node.given else ""
    sign = _MEANS[node.kind] + (f"_{{{below}}}" if below else "")
    return rf"{sign}\left[{_print(node.body)}{held}\right]"


def _print_array(node: Node) -> str:
    rows = r" \\ ".join(_print_row(row) for row in written_out(node))
    return rf"\begin{{bmatrix}} {rows} \end{{bmatrix}}"


def _print_row(row: list[Node | None]) -> str:
    dots = r"\dots" if any(row) else r"\vdots"
    return " & ".join(dots if cell is None else _print(cell) for cell in row)


def _print_set(node: NumberSet) -> str:
    power = ""
    if node.power:
        power = "^{" + r" \times ".join(str(d) for d in node.power) + "}"
    if node.kind == "naturals":
        return r"\mathbb{N}" + power
    if node.kind == "simplex":
        (entries,) = node.power
        return rf"\Delta^{{{Dim(entries.name, entries.offset - 1)}}}"
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
