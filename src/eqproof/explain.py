"""One equation in full: how it was read, on what it rests, what proves or refutes it.

Text for people at a terminal; programs read the JSON of ``check``.
"""

from collections.abc import Iterator
from contextlib import suppress
from textwrap import indent

from eqproof.deciding import SECONDS, help_for
from eqproof.diagnostics import Diagnostic, ReadingError
from eqproof.findings import finding_of
from eqproof.latex.macros import Macros
from eqproof.latex.nodes import SCALAR, NumberSet, Shape
from eqproof.latex.printer import to_latex
from eqproof.latex.statements import Statement
from eqproof.methods import METHODS
from eqproof.names import readable
from eqproof.notation.symbols import (
    REALS,
    Definition,
    Dimension,
    Finite,
    Function,
    Index,
    Interval,
    Notation,
    Symbol,
    Variable,
)
from eqproof.page import read_page
from eqproof.proof.assumed import facts_of
from eqproof.proof.budget import TimeUp, budget
from eqproof.proof.decision import Decision, decide
from eqproof.proof.exhibit import witness_of
from eqproof.proof.hints import suggest
from eqproof.proof.names import names_in, reached
from eqproof.proof.simplest import simplified
from eqproof.proof.witness import show_value
from eqproof.rendering import diagnostic_text
from eqproof.source import Source
from eqproof.statements.claims import Claim, MisfitError, claims_of
from eqproof.statements.reading import Reading, read_formulas


def explain(source: Source, line: int, macros: Macros) -> str:
    """Return what is known of the formulas on *line* of *source*.

    Of a display over several lines, the links on that line; all links where none begins there.
    """
    page = read_page(source)
    readings, diagnostics = read_formulas(page, macros)
    here = [r for r in readings if _covers(r, line, source)]
    return "\n".join(
        part for r in here for part in _formula(r, line, source, [*page.diagnostics, *diagnostics])
    )


def _covers(reading: Reading, line: int, source: Source) -> bool:
    span = reading.formula.span
    return source.position(span.start)[0] <= line <= source.position(span.end)[0]


def _formula(
    reading: Reading, line: int, source: Source, diagnostics: list[Diagnostic]
) -> Iterator[str]:
    number, column = source.position(reading.formula.span.start)
    yield f"{source.name}:{number}:{column}: {reading.kind}"
    span = reading.formula.span
    faults = [d for d in diagnostics if span.start <= d.span.start < span.end]
    for fault in faults:
        yield indent(diagnostic_text(fault), "  ")
    results = list(claims_of(reading)) if not faults else []
    claims = [c for c in results if isinstance(c, Claim)]
    on_line = [c for c in claims if source.position(c.span.start)[0] == line]
    for error in results:
        if isinstance(error, ReadingError):
            place = error.span.shifted(reading.formula.inner.start)
            advice = error.help
            if isinstance(error, MisfitError) and reading.kind == "claim":
                advice = help_for(error)
            fault = Diagnostic(error.code, source, place, error.message, help=advice)
            yield indent(diagnostic_text(fault), "  ")
    if reading.kind == "hypothesis":
        yield from (f"  assumed: {_statement(c)}" for c in claims)
        return
    for claim in on_line or claims:
        yield from (f"  {text}" for text in _link(claim, source))
    if not claims and reading.display is not None:
        for statement in reading.display.statements:
            yield f"  read as: {_whole(statement)}"
    yield from _declarations(on_line or claims, reading.notation, source)


def _whole(statement: Statement) -> str:
    signs = ("", *(f" {relation.sign} " for relation in statement.relations))
    return "".join(s + to_latex(side) for s, side in zip(signs, statement.sides, strict=True))


def _statement(claim: Claim) -> str:
    return f"{to_latex(claim.left)} {claim.relation} {to_latex(claim.right)}"


def _link(claim: Claim, source: Source) -> Iterator[str]:
    sign = rf"\overset{{?}}{{{claim.relation}}}" if claim.refuted else claim.relation
    yield f"line {source.position(claim.span.start)[0]}, read as"
    yield f"    {to_latex(claim.left)}"
    yield f"  {sign} {to_latex(claim.right)}"
    if claim.converse is not None:
        given = claim.converse
        yield f"    if and only if {to_latex(given.left)} {given.relation} {to_latex(given.right)}"
    if claim.repeats and not claim.refuted:
        yield "by definition"
        return
    facts = facts_of(claim.notation)
    decision = Decision("undecided")
    if not claim.vacuous:
        with suppress(TimeUp), budget(SECONDS):
            decision = simplified(claim, decide(claim, facts))
        yield from _verdict(claim, decision)
    finding = finding_of(claim, decision, source, facts)
    if finding is not None and finding.witness is None:
        yield finding.message
    advice = finding.help if finding is not None else None
    if claim.refuted and decision.verdict == "refuted" and claim.relation == "=":
        near = decision.difference.point if decision.difference else None
        advice = suggest(claim, facts, near=near)
    if advice:
        yield f"help: {advice}"


def _verdict(claim: Claim, decision: Decision) -> Iterator[str]:
    compared = f"the sides were compared at {decision.points} points"
    if decision.verdict == "proved":
        yield f"proved for all values and dimensions: {METHODS[decision.by or '']}; {compared}"
        return
    found = decision.difference or decision.gap
    if found is None:
        yield f"{decision.verdict}; {compared}"
        return
    point = witness_of(decision.at_issue(claim), found.point)
    where = ", ".join(f"{readable(name)} = {value}" for name, value in point.items())
    verdict = "refuted, as marked" if claim.refuted else decision.verdict
    yield f"{verdict}, at {where}" if where else verdict
    if decision.difference is not None:
        yield f"  left   {show_value(decision.difference.left)}"
        if decision.difference.right is not None:
            yield f"  right  {show_value(decision.difference.right)}"


def _declarations(claims: list[Claim], notation: Notation, source: Source) -> Iterator[str]:
    names = {n for c in claims for n in reached(names_in(c), notation)}
    symbols = [s for s in notation.symbols.values() if s.key in names]
    if symbols:
        yield "  it rests on"
    for symbol in symbols:
        place = "" if symbol.span is None else f"  (line {source.position(symbol.span.start)[0]})"
        yield f"    {_describe(symbol)}{place}"
    for hypothesis in notation.hypotheses:
        line = source.position(hypothesis.span.start)[0]
        left, right = to_latex(hypothesis.left), to_latex(hypothesis.right)
        yield f"    {left} {hypothesis.relation} {right}, assumed  (line {line})"


def _describe(symbol: Symbol) -> str:
    match symbol:
        case Variable(key, shape, domain):
            return rf"{key} \in {_domain(domain, shape)}"
        case Index(key, lower, upper):
            return rf"{key} \in {to_latex(NumberSet('range', lower, upper))}"
        case Dimension(key):
            return rf"{key} \in \mathbb{{N}}, a dimension"
        case Function(key, parameters, body):
            if body is None:
                return rf"{key} \colon {_sets(symbol)}, any smooth function"
            return f"{key}({', '.join(parameters)}) := {to_latex(body)}"
        case Definition(key, body, entries=entries):
            script = f"_{{{''.join(entries)}}}" if entries else ""
            return f"{key}{script} := {to_latex(body)}"


def _sets(function: Function) -> str:
    shapes = function.shapes or (SCALAR,) * len(function.parameters)
    arguments = r" \times ".join(_domain(REALS, shape) for shape in shapes)
    return rf"{arguments} \to {_domain(REALS, function.shape)}"


def _domain(domain: object, shape: Shape) -> str:
    dims = [str(d) for d in shape if str(d) != "1"]
    power = "^{" + r" \times ".join(dims) + "}" if dims else ""
    match domain:
        case Finite(values):
            return r"\{" + ", ".join(str(v) for v in values) + r"\}" + power
        case Interval(None, None):
            return r"\mathbb{R}" + power
        case Interval(lower, upper, lower_open, upper_open):
            low = r"-\infty" if lower is None else str(lower)
            high = r"\infty" if upper is None else str(upper)
            left, right = "(" if lower_open else "[", ")" if upper_open else "]"
            return f"{left}{low}, {high}{right}{power}"
        case _:
            return r"\mathbb{N}" + power
