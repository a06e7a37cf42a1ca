"""A page as statements: every formula parsed against the notation that holds where it stands.

What cannot be read becomes a diagnostic, and the rest of the page is read all the same.
"""

from dataclasses import dataclass

from eqproof.diagnostics import Diagnostic, EquationClass, ReadingError
from eqproof.latex import commands
from eqproof.latex.display import Display, read_display
from eqproof.latex.heads import find_heads
from eqproof.latex.lexer import readable_tokens
from eqproof.latex.macros import Macros
from eqproof.latex.page_macros import read_defining
from eqproof.latex.reader import is_layout
from eqproof.latex.sum_names import named_sums, with_named_sums
from eqproof.latex.tokens import Token
from eqproof.notation.declarations import is_declaration
from eqproof.notation.elsewhere import constant_once_declared
from eqproof.notation.givens import Assembly, Scope, excused, innermost, open_scope
from eqproof.notation.references import faulty_marks
from eqproof.notation.symbols import Notation
from eqproof.notation.vocabulary import names_of
from eqproof.page import Formula, Page, given_block
from eqproof.source import Span


@dataclass(frozen=True, slots=True)
class Reading:
    """A formula, what it is, what it says, and the notation that holds there.

    *display* is empty where the formula could not be read; a diagnostic says why.
    """

    formula: Formula
    kind: EquationClass
    notation: Notation
    display: Display | None


def read_formulas(page: Page, macros: Macros) -> tuple[list[Reading], list[Diagnostic]]:
    """Return all formulas of *page* as they are to be understood, and what could not be."""
    assembly = Assembly(page, macros)
    for formula in page.formulas:
        try:
            tokens, macros = read_defining(formula.latex, macros)
            if tokens is not None:
                assembly.tokens[formula] = tokens
        except ReadingError as error:
            assembly.report(formula, error)
            assembly.broken[formula] = readable_tokens(formula.latex)
    signs = named_sums(assembly.tokens.values())
    for formula, tokens in assembly.tokens.items():
        assembly.tokens[formula] = with_named_sums(tokens, signs)
    scopes = [Scope(Span(0, len(page.source.text) + 1), None)]
    scopes += [Scope(given.scope, given.number) for given in page.givens]
    for scope in scopes:
        open_scope(scope, scopes, assembly)
        assembly.opened.append(scope)
    shown = [f for f in page.formulas if f in assembly.tokens or f in assembly.broken]
    readings = [_read(formula, innermost(formula, scopes), assembly) for formula in shown]
    marked = {f: assembly.tokens.get(f) or assembly.broken[f] for f in shown}
    for formula, fault in faulty_marks(marked, assembly.source):
        assembly.report(formula, fault)
    return readings, assembly.diagnostics


def _read(formula: Formula, scope: Scope, assembly: Assembly) -> Reading:
    tokens = assembly.tokens.get(formula)
    if tokens is None:
        return Reading(formula, "mention", scope.notation, None)
    if formula in assembly.declared:
        return Reading(formula, "declaration", scope.notation, None)
    heads = find_heads(tokens, names_of(scope.notation))
    if formula.given is not None and not heads and is_declaration(tokens):
        return Reading(formula, "declaration", scope.notation, None)
    kind: EquationClass = "definition" if heads else "mention"
    if any(head.key in scope.poisoned for head in heads):
        return Reading(formula, kind, scope.notation, None)
    try:
        display = read_display(tokens, names_of(scope.notation))
    except ReadingError as error:
        if not excused(error, scope):
            where = given_block(assembly.source)
            assembly.report(formula, _outside(error, formula, tokens, where))
        return Reading(formula, kind, scope.notation, None)
    if not heads and any(statement.relations for statement in display.statements):
        kind = "claim" if formula.given is None else "hypothesis"
    if kind == "hypothesis" and len(display.statements) > 1:
        _check_words(formula, assembly)
    fault = constant_once_declared(display, (s.notation for s in assembly.opened))
    if fault is not None:
        assembly.report(formula, fault)
        return Reading(formula, kind, scope.notation, None)
    return Reading(formula, kind, scope.notation, display)


def _check_words(formula: Formula, assembly: Assembly) -> None:
    """All that is given is assumed, so between hypotheses stands nothing that says otherwise."""
    for token in assembly.tokens[formula]:
        word = token.kind == "text" and token.text.strip(" ,;") not in ("", "and")
        arrow = token.text in commands.CONNECTIVES and not is_layout(token)
        if word or arrow:
            message = "all that is given is assumed, whatever stands between the formulas"
            advice = "give each assumption a formula of its own, with the words outside"
            assembly.report(formula, ReadingError("ambiguous", token.span, message, advice))


def _outside(
    error: ReadingError, formula: Formula, tokens: list[Token], where: str
) -> ReadingError:
    """Return *error* with help where a declaration stands outside of a given block."""
    first = error.code == "unknown-symbol" and error.span.start == tokens[0].span.start
    if formula.given is None and first and is_declaration(tokens):
        error.help = f"declarations stand {where}"
    return error
