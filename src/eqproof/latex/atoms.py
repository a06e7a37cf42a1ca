r"""Reading what is not composed: numbers, names, brackets, fractions, roots."""

from dataclasses import replace
from math import factorial

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.applications import (
    plain_arguments,
    read_application,
    read_arguments,
    with_ornaments,
)
from eqproof.latex.arrays import read_array, read_list
from eqproof.latex.braces import read_brace
from eqproof.latex.cases import read_cases
from eqproof.latex.changes import part_from_size, sign_length
from eqproof.latex.constants import read_constant
from eqproof.latex.customary import customary_definition
from eqproof.latex.functions import read_numbered, read_primes
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import at_own_names, function_alone, read_group
from eqproof.latex.indicators import delta
from eqproof.latex.lookahead import starts_factor
from eqproof.latex.meant import meant_as
from eqproof.latex.members import read_member
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import (
    Array,
    Call,
    Component,
    Constant,
    Derivative,
    Fraction,
    Name,
    Node,
    Number,
    Power,
    Stack,
)
from eqproof.latex.places import moved
from eqproof.latex.reader import Reader, unknown_command
from eqproof.latex.scripts import read_indices
from eqproof.latex.symbols import (
    bracket_ahead,
    script_ahead,
    starts_name,
    unknown_symbol,
)
from eqproof.source import Span

_LARGEST_FACTORIAL = 20


def read_atom(reader: Reader, grammar: Grammar) -> Node:
    r"""``atom := number | name | call | bracket | '{' expression '}' | \frac | \sqrt``"""
    start = reader.position
    token = reader.token
    if token.kind == "number":
        text = reader.take().text
        if reader.at("!") and text.isdecimal() and int(text) <= _LARGEST_FACTORIAL:
            reader.take()
            text = str(factorial(int(text)))
        return Number(text, span=reader.since(start))
    if token.kind == "open":
        return _read_hidden(reader, grammar, "a group")
    if token.kind == "cases":
        return read_cases(reader, grammar)
    if token.kind == "array":
        return read_array(reader, grammar)
    if token.kind in ("symbol", "command") and token.text in commands.BRACKETS:
        reader.take()
        outer, reader.subscript = reader.subscript, False
        inner = grammar.expression(reader)
        listed = reader.at(",") and token.text in ("(", "[")
        if listed:
            inner = read_list(reader, grammar, inner, start)
        reader.subscript = outer
        reader.expect_bracket(token)
        return replace(inner, span=reader.since(start)) if listed else inner
    if token.kind == "command":
        if token.text in commands.FRACTIONS:
            reader.take()
            first = reader.position
            numerator = read_group(reader, grammar, token.text)
            if all(sign_length(reader.tokens, i) == 0 for i in range(first, reader.position)):
                part_from_size(reader)
            denominator = read_group(reader, grammar, token.text)
            return Fraction(numerator, denominator, span=reader.since(start))
        if token.text == r"\sqrt":
            return _read_root(reader, grammar)
        if token.text in commands.TRANSPARENT:
            return _read_hidden(reader, grammar, token.text)
        if token.text in (r"\underbrace", r"\overbrace"):
            return read_brace(reader, grammar)
    _check_word(reader)
    constant = read_constant(reader, grammar)
    if constant is not None:
        return constant
    if starts_name(token):
        return _read_named(reader, grammar)
    if token.kind == "command" and token.text not in commands.KNOWN:
        raise unknown_command(token)
    if token.kind in ("sub", "sup", "prime"):
        raise ReadingError("missing-operand", token.span, "a script without anything before it")
    raise reader.unexpected()


def _check_word(reader: Reader) -> None:
    r"""Refuse ``log x``, which is a product of four letters to TeX and to nobody else."""
    word, position = "", reader.position
    while reader.tokens[position].kind == "letter" and (
        not word or reader.tokens[position].span.start == reader.tokens[position - 1].span.end
    ):
        word += reader.tokens[position].text
        position += 1
    # nothing stands above a relation: n e^x
    power = rf"\{word}" in commands.RELATIONS and reader.tokens[position].kind == "sup"
    if rf"\{word}" in commands.KNOWN and len(word) > 1 and not reader.subscript and not power:
        span = reader.token.span.to(reader.tokens[position - 1].span)
        raise ReadingError(
            "ambiguous",
            span,
            f"{word} without a backslash is shown as a product of letters",
            rf"write \{word}, or \cdot between the letters",
        )


def _read_hidden(reader: Reader, grammar: Grammar, what: str) -> Node:
    """Read a group whose braces are not shown; that it needs none is seen at the end."""
    command = () if reader.token.kind == "open" else (reader.take(),)
    if reader.token.kind != "open":
        return read_group(reader, grammar, what)
    opening = reader.token
    inner = read_group(reader, grammar, what)
    reader.hidden.append((*command, opening, reader.tokens[reader.position - 1]))
    return inner


def _read_root(reader: Reader, grammar: Grammar) -> Node:
    start = reader.position
    command = reader.take()
    degree: Node = Number("2", span=command.span)
    if reader.at("["):
        opening = reader.take()
        degree = grammar.expression(reader)
        reader.expect_bracket(opening)
    inner = read_group(reader, grammar, command.text)
    span = reader.since(start)
    return Power(inner, Fraction(Number("1", span=span), degree, span=span), span=span)


def _read_named(reader: Reader, grammar: Grammar) -> Node:
    start = reader.position
    key = read_name(reader)
    names = reader.names
    if names.is_base(key):
        member = read_member(reader, grammar, key, start)
        if member is not None:
            return member
    if key in names.forms:
        applied = read_application(reader, grammar, key, start)
        if applied is not None:
            return applied
    canonical = names.canonical(key)
    synonym = names.synonym(key) if canonical in (None, "") else None
    if synonym is not None:
        return moved(synonym, reader.since(start))
    if canonical is None and key == r"\mathrm{e}":
        return Constant("e", span=reader.since(start))
    if key == r"\delta" and canonical is None and reader.token.kind == "sub":
        reader.take()
        return delta(read_indices(reader, grammar, Name(key)), reader.since(start))
    if canonical is None:
        raise _unknown(reader, key, start)
    if canonical != key and reader.token.kind != "sub":
        raise unknown_symbol(names, key, reader.since(start))
    if canonical not in names.functions:
        return Name(canonical, span=reader.since(start))
    return _read_call(reader, grammar, key, start)


def _unknown(reader: Reader, key: str, start: int) -> ReadingError:
    """Return the error for an unknown name; its script is part of it if a relative has one."""
    span = reader.since(start)
    if reader.names.is_base(key):
        return ReadingError(
            "unknown-symbol",
            span,
            f"{key} is declared with a number only, for each of several things",
            "write its number, or declare the whole under a name of its own",
            name=key,
        )
    if reader.token.kind in ("sub", "sup"):
        script = script_ahead(reader)
        family = f"{key}{script.text[0]}{{" if script is not None else ""
        declared = [n for n in sorted(reader.names.quantities) if family and n.startswith(family)]
        if script is not None and declared:
            return ReadingError(
                "unknown-symbol",
                span.to(script.span),
                f"nothing on this page says what {key}{script.text} is",
                f"did you mean {declared[0]}?",
                name=key + script.text,
            )
    if reader.at(">", r"\gt") and reader.ahead().text == "0" and key not in commands.NOT_YET:
        return ReadingError(
            "unknown-symbol",
            span,
            f"nothing on this page says what {key} is",
            rf"declare it with its set in a given block: ${key} \in \mathbb{{R}}_{{>0}}$",
            name=key,
        )
    customary = customary_definition(key, reader.names) is not None or key in commands.NOT_YET
    meant = None if customary or reader.names.nearest(key) is not None else meant_as(reader, key)
    if meant is not None:
        message = f"nothing on this page says what {key} is"
        return ReadingError("unknown-symbol", span, message, meant, name=key)
    if reader.at("(") and reader.names.nearest(key) is None and not customary:
        return ReadingError(
            "unknown-symbol",
            span,
            f"nothing on this page says whether {key} is a function or a number",
            rf"declare a function as ${key} \colon \mathbb{{R}} \to \mathbb{{R}}$",
            name=key,
        )
    return unknown_symbol(reader.names, key, span)


def _read_call(reader: Reader, grammar: Grammar, key: str, start: int) -> Node:
    primes = read_primes(reader) or read_numbered(reader)
    if reader.token.kind in ("sub", "sup"):
        sign = reader.token.span
        power = reader.token.kind == "sup"
        raise ReadingError(
            "ambiguous" if power else "unsupported",
            reader.since(start).to(sign),
            f"{key} is a function, and what a script on its name means can be read in two ways"
            if power
            else f"the function {key} was declared without a subscript",
            f"write {key}(…)^… for a power of its value" if power else None,
        )
    if not reader.at("(", "["):
        if starts_factor(reader):  # which may be meant as the argument
            raise function_alone(key, reader.since(start))
        return at_own_names(reader, key, primes, reader.since(start))
    if key in reader.names.parameters and _alone_inside(reader, key):
        # a function that stands alone in the brackets does so before them: f (1 - f)
        return at_own_names(reader, key, primes, reader.since(start))
    arguments = read_arguments(reader, grammar, [key])
    span = reader.since(start)
    parameters = reader.names.signatures.get(key, ())
    values = plain_arguments(arguments, parameters, span)
    return Call(key, with_ornaments(reader.names, key, values), primes, span=span)


def _alone_inside(reader: Reader, function: str) -> bool:
    """Whether *function* stands without an argument in the brackets ahead.

    It does not where its letter is part of another name: in ``L(a^{[L]})``.
    """
    inner = reader.inner(bracket_ahead(reader.tokens, reader.position))
    while inner.token.kind != "finish":
        place = inner.position
        try:
            key = read_name(inner) if starts_name(inner.token) else None
        except ReadingError:
            key = None  # it is said what is wrong with it where it is read
        if key is None:
            inner.position = place + 1
            continue
        while inner.token.kind == "prime":
            inner.take()
        if key == function and not inner.at("(", "["):
            return True
    return False


def applied_quantity(base: Node, inside: Node, span: Span) -> ReadingError | None:
    """Return the error for ``y(x)`` with a quantity ``y``, or None if it is clearly a product."""
    while isinstance(inside, Power):
        inside = inside.base
    if not isinstance(base, Name | Component | Constant | Derivative):
        return None
    if not isinstance(inside, Name | Component | Number | Array | Stack):
        return None
    return ReadingError(
        "ambiguous",
        span,
        "this can be a product, or a function at a place",
        r"write \cdot for the product, or define a function: $f(t) := …$",
    )
