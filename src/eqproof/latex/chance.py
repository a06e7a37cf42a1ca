r"""Reading means and variances over random names, and how a name is distributed.

probability := \Pr '(' condition ')'
mean     := sign ['_' '{' draws '}'] ('[' expression [bar names] ']' | term)
sign     := \mathbb{E} | \operatorname{E} | 'E' | \operatorname{Var} | \mathbb{V}
draws    := draw (',' draw)*
draw     := name (',' name)* ['\sim' law]  |  table ['(' name ')']  |  parameter
law      := \mathrm{Bernoulli} '(' expression ')' | [\mathrm{Categorical}] expression

A sign that is a declared name is that name. Without draws below, the mean goes over all names
that are random by a given block; a name behind a bar is held. A table below draws the name that
numbers its entries, and the parameter of all laws stands for what is drawn by them.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from eqproof.diagnostics import ReadingError
from eqproof.latex import commands
from eqproof.latex.grammar import Grammar
from eqproof.latex.groups import raw_group
from eqproof.latex.indicators import read_condition
from eqproof.latex.lookahead import starts_factor, take_mean_sign
from eqproof.latex.names import Names
from eqproof.latex.naming import read_name
from eqproof.latex.nodes import (
    Component,
    Draw,
    Expectation,
    Indicator,
    Law,
    Name,
    Node,
    free_names,
)
from eqproof.latex.places import moved
from eqproof.latex.reader import Ended, Reader
from eqproof.latex.scripts import read_scripts
from eqproof.latex.symbols import bracket_ahead, group_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.source import Span

_BARS = (r"\mid", "|", r"\vert")


def read_mean(reader: Reader, grammar: Grammar) -> Node | None:
    """Read a mean or a variance if one stands here, else None."""
    start = reader.position
    sign = take_mean_sign(reader)
    if sign is None:
        return _read_probability(reader, grammar)
    kind = commands.MEANS[sign]
    draws = _read_below(reader, grammar, sign) if reader.token.kind == "sub" else None
    if reader.token.kind == "sup":
        raise ReadingError(
            "ambiguous",
            reader.since(start).to(reader.token.span),
            f"a power on {sign} can be that of the value or of what stands behind it",
            f"write {sign}[…]^2 for the power of the value",
        )
    outer = reader.names
    runs = _runs(outer, draws or ())
    reader.names = outer.binding(*runs)
    body, given = _read_body(reader, grammar, sign, start)
    reader.names = outer
    if reader.tokens[reader.position - 1].text not in commands.CLOSERS:
        reader.ended += [Ended(sign[1:], key, reader.position) for key in runs]
    shown = draws is not None
    if draws is None:
        draws = all_random(reader, body, given, reader.since(start))
    span = reader.since(start)
    node = Expectation(body, kind, draws, shown, given, span=span)
    return read_scripts(reader, grammar, node, start)


def _read_probability(reader: Reader, grammar: Grammar) -> Node | None:
    r"""Read ``\Pr(X = 1)``, the mean of what is 1 where the condition holds."""
    start = reader.position
    if not reader.at(r"\Pr") or reader.ahead().text not in ("(", "[", r"\{"):
        return None
    reader.take()
    opening = reader.take()
    outer, reader.subscript = reader.subscript, False
    condition = read_condition(reader, grammar)
    reader.subscript = outer
    reader.expect_bracket(opening)
    span = reader.since(start)
    body = Indicator(condition, span=condition.span)
    draws = all_random(reader, body, (), span)
    return read_scripts(reader, grammar, Expectation(body, "mean", draws, False, span=span), start)


def _read_below(reader: Reader, grammar: Grammar, sign: str) -> tuple[Draw, ...]:
    script = reader.take()
    below = raw_group(reader) if reader.token.kind == "open" else [reader.take()]
    inner = reader.inner(below)
    draws: list[Draw] = []
    waiting: list[tuple[str, Span]] = []
    while inner.token.kind != "finish":
        begin = inner.position
        if not starts_name(inner.token):
            raise _no_draw(inner.token_or_last(), sign)
        key = read_name(inner)
        table = _by_table(reader, inner, key, begin)
        if table is not None:
            draws.append(table)
        elif _is_parameter(key, reader.names):
            draws += all_random(reader, Name(key), (), inner.since(begin))
        else:
            waiting.append((key, inner.since(begin)))
        if inner.at(r"\sim"):
            inner.take()
            law = read_law(inner, grammar)
            draws += [Draw(name, _whole_table(name, law), span=place) for name, place in waiting]
            waiting = []
            inner.names = reader.names.binding(*_runs(reader.names, draws))
        if inner.at(*_BARS):
            break
        if not inner.at(",", ";") and inner.token.kind != "finish":
            raise inner.unexpected()
        inner.take()
    for key, place in waiting:
        draws.append(_known(reader, key, place, sign))
    if not draws:
        raise _no_draw(script.span, sign)
    _check_runs(reader, draws)
    return tuple(draws)


def _by_table(reader: Reader, inner: Reader, key: str, begin: int) -> Draw | None:
    r"""Return the draw that a table below the sign stands for: ``p(x)``, or ``p`` alone."""
    forms = [f for f in reader.names.forms.get(key, ()) if f.tensor and len(f.slots) == 1]
    if not forms or inner.at(r"\sim"):
        return None
    if inner.at("("):
        inner.take()
        drawn = read_name(inner) if starts_name(inner.token) else ""
        if drawn not in reader.names.indices or not inner.at(")"):
            raise inner.unexpected()
        inner.take()
    else:
        numbers = _numbers_of_tables(reader)
        if len(numbers) != 1:
            return None
        (drawn,) = numbers
    own = [f for f in forms if f.slots[0].kind != "named" or f.slots[0].name == drawn]
    if len(own) != 1:
        return None
    place = inner.since(begin)
    law = Law("categorical", (Name(own[0].key, span=place),), span=place)
    return Draw(drawn, law, span=place)


def _numbers_of_tables(reader: Reader) -> set[str]:
    """Return the indices that stand alone in the brackets of tables in what lies ahead."""
    found: set[str] = set()
    tables = {key for key, forms in reader.names.forms.items() if any(f.tensor for f in forms)}
    if reader.token.text not in commands.OPENERS:
        return found
    ahead = reader.inner(bracket_ahead(reader.tokens, reader.position))
    while ahead.token.kind != "finish":
        if not starts_name(ahead.token):
            ahead.take()
            continue
        key = read_name(ahead)
        if key in tables and ahead.at("(") and starts_name(ahead.ahead()):
            ahead.take()
            drawn = read_name(ahead)
            if drawn in reader.names.indices and ahead.at(")"):
                found.add(drawn)
    return found


def _is_parameter(key: str, names: Names) -> bool:
    """Whether *key* is no random name, and all that are random are so by a law that has it."""
    laws = [free_names(law) for law in names.random.values()]
    return key not in names.random and bool(laws) and all(key in known for known in laws)


def _no_draw(place: Span, sign: str) -> ReadingError:
    return ReadingError(
        "unsupported",
        place,
        f"below {sign} stand the names that are drawn",
        rf"write {sign}_{{k \sim p}} with the probabilities p",
    )


def _known(reader: Reader, key: str, place: Span, sign: str) -> Draw:
    """Return the draw of a name whose law stands in a given block."""
    law = reader.names.random.get(key)
    if law is None:
        raise ReadingError(
            "unknown-symbol",
            place,
            f"nothing on this page says how {key} is distributed",
            rf"write {sign}_{{{key} \sim …}}, or ${key} \sim \mathrm{{Bernoulli}}(\pi)$ in a given"
            " block",
            name=key,
        )
    return _drawn(reader, key, law, place)


def all_random(reader: Reader, body: Node, given: tuple[str, ...], place: Span) -> tuple[Draw, ...]:
    """Return the draws of all random names; definitions may rest on a number, not on an index."""
    random = {
        key: law
        for key, law in reader.names.random.items()
        if key not in given and (law.kind != "categorical" or key in free_names(body))
    }
    if not reader.names.random:
        raise ReadingError(
            "unsupported",
            place,
            "nothing says which names are random here",
            r"write \mathbb{E}_{k \sim p}[…], or $y \sim \mathrm{Bernoulli}(\pi)$ in a given block",
        )
    return tuple(_drawn(reader, key, law, place) for key, law in random.items())


def _drawn(reader: Reader, key: str, law: Law, place: Span) -> Draw:
    """Return the draw of a name whose *law* was given elsewhere, as if it stood at *place*."""
    taken = sorted(free_names(law) & reader.names.bound)
    if taken:
        raise ReadingError(
            "ambiguous",
            place,
            f"{key} is distributed with {taken[0]}, which has another meaning here",
            "choose another letter",
        )
    parameters = tuple(moved(parameter, place) for parameter in law.parameters)
    return Draw(key, Law(law.kind, parameters, span=place), span=place)


def _check_runs(reader: Reader, draws: list[Draw]) -> None:
    seen: set[str] = set()
    for draw in draws:
        if draw.key in seen or draw.key in reader.names.bound:
            raise ReadingError(
                "ambiguous",
                draw.span,
                f"{draw.key} has a meaning already in what stands around this",
                "choose another letter",
            )
        seen.add(draw.key)


def _runs(names: Names, draws: Sequence[Draw]) -> list[str]:
    """Return what *draws* make a name of their own: indices, and what is not declared."""
    return [d.key for d in draws if d.law.kind == "categorical" or names.canonical(d.key) is None]


def _read_body(
    reader: Reader, grammar: Grammar, sign: str, start: int
) -> tuple[Node, tuple[str, ...]]:
    if reader.at("[", "(") or reader.token.text in (r"\{", r"\lbrace", r"\lbrack"):
        opening = reader.take()
        outer, reader.subscript = reader.subscript, False
        body = grammar.expression(reader)
        reader.subscript = outer
        given = _read_given(reader) if reader.at(*_BARS) else ()
        reader.expect_bracket(opening)
        return body, given
    if not starts_factor(reader):
        raise ReadingError("missing-operand", reader.since(start), f"{sign} is taken of nothing")
    return grammar.term(reader), ()


def _read_given(reader: Reader) -> tuple[str, ...]:
    reader.take()
    given: list[str] = []
    while starts_name(reader.token):
        begin = reader.position
        key = read_name(reader)
        if reader.names.canonical(key) is None:
            raise ReadingError(
                "unknown-symbol",
                reader.since(begin),
                f"nothing on this page says what {key} is",
                name=key,
            )
        given.append(key)
        if not reader.at(",", ";"):
            break
        reader.take()
    if not given or reader.token.text not in commands.CLOSERS:
        raise ReadingError(
            "unsupported",
            reader.token_or_last(),
            "behind the bar of a mean stand names that are held, and no conditions",
        )
    return tuple(given)


_LAWS: dict[str, Literal["Bernoulli", "categorical"]] = {
    "bernoulli": "Bernoulli",
    "bern": "Bernoulli",
    "ber": "Bernoulli",
    "categorical": "categorical",
    "cat": "categorical",
}


def read_law(reader: Reader, grammar: Grammar) -> Law:
    r"""Read what stands behind ``\sim``."""
    start = reader.position
    word = law_word(reader)
    if word:
        kind = _LAWS.get(word.lower())
        if kind is None:
            raise ReadingError(
                "unsupported",
                reader.since(start),
                f"the distribution {word} is not known here",
                r"\mathrm{Bernoulli}(\pi), or a column of probabilities as in k \sim p",
            )
        if not reader.at("(", "["):
            raise ReadingError("missing-operand", reader.since(start), f"{word} has a parameter")
        opening = reader.take()
        parameter = grammar.expression(reader)
        reader.expect_bracket(opening)
    else:
        kind, parameter = "categorical", grammar.factor(reader)
    return Law(kind, (parameter,), span=reader.since(start))


def _whole_table(draw: str, law: Law) -> Law:
    r"""Return *law* with the table for its entry at the drawn name: ``x \sim p(x)``."""
    match law.parameters:
        case (Component(Name() as table, (Name(index),)),) if index == draw:
            return replace(law, parameters=(table,))
        case _:
            return law


def law_word(reader: Reader) -> str:
    r"""Step over the name of a distribution, ``\mathrm{Bernoulli}``; return "" if there is none."""
    token: Token = reader.token
    if token.kind == "text":
        return reader.take().text.strip()
    if token.text not in (r"\mathrm", r"\operatorname", r"\mathsf", r"\mathcal"):
        return ""
    if reader.ahead().kind != "open":
        return ""
    inside = group_ahead(reader.tokens, reader.position + 1)
    word = "".join(t.text for t in inside)
    if not word.isalpha() or reader.names.canonical(rf"{token.text}{{{word}}}") is not None:
        return ""
    reader.position += len(inside) + 3
    return word
