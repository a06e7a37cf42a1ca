"""A page as statements: every formula parsed against the notation that holds where it stands.

Given blocks open scopes; a scope knows its declarations, its hypotheses and the definitions made
in it, wherever in the scope they stand. What cannot be read becomes a diagnostic, and the rest of
the page is read all the same. A name whose declaration is broken is not reported again where it
is used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from eqproof.declarations import Declared, is_declaration, read_declarations, says_law
from eqproof.definitions import Draft, define
from eqproof.diagnostics import Diagnostic, EquationClass, ReadingError
from eqproof.elsewhere import constant_once_declared, ended
from eqproof.latex import commands
from eqproof.latex.display import Display, read_display
from eqproof.latex.heads import find_heads
from eqproof.latex.lexer import readable_tokens
from eqproof.latex.macros import Macros
from eqproof.latex.names import Names, plain_letters
from eqproof.latex.naming import read_new_word
from eqproof.latex.page_macros import read_defining
from eqproof.latex.reader import Reader, is_layout
from eqproof.latex.relations import Relation
from eqproof.latex.sum_names import named_sums, with_named_sums
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token
from eqproof.laws import check_independent, read_laws, with_law
from eqproof.notation import Dimension, Hypothesis, Notation, Symbol
from eqproof.numbered import Known
from eqproof.page import Formula, Page
from eqproof.references import faulty_marks
from eqproof.shapes import size_sides
from eqproof.source import Source, Span
from eqproof.stacks import read_stack, stacked
from eqproof.supposing import narrows
from eqproof.vocabulary import known_of, names_of, own_name


@dataclass(frozen=True, slots=True)
class Reading:
    """A formula, what it is, what it says, and the notation that holds there.

    *display* is empty where the formula could not be read; a diagnostic says why.
    """

    formula: Formula
    kind: EquationClass
    notation: Notation
    display: Display | None


@dataclass(slots=True)
class _Scope:
    """A stretch of the page with the notation in force there, while it is being put together."""

    span: Span
    given: int | None
    notation: Notation = field(default_factory=Notation)
    poisoned: set[str] = field(default_factory=set)

    def poison(self, keys: Iterable[str]) -> None:
        """Do not report *keys* where they are used: their own declaration was reported."""
        for key in keys:
            self.poisoned |= {key, *plain_letters(key)}


@dataclass(slots=True)
class _Assembly:
    """A page being read. *broken* are the tokens that unreadable formulas have all the same.

    *declared* are equations that name something and assume nothing, *opened* what holds where.
    """

    page: Page
    macros: Macros
    diagnostics: list[Diagnostic] = field(default_factory=list)
    tokens: dict[Formula, list[Token]] = field(default_factory=dict)
    broken: dict[Formula, list[Token]] = field(default_factory=dict)
    declared: set[Formula] = field(default_factory=set)
    opened: list[_Scope] = field(default_factory=list)

    @property
    def source(self) -> Source:
        return self.page.source

    def report(self, formula: Formula, error: ReadingError) -> None:
        """Add *error*, found in *formula*, at its place on the page."""
        error = ended(error, (s.notation for s in self.opened), self.source)
        place = error.span.shifted(formula.inner.start)
        found = Diagnostic(error.code, self.source, place, error.message, help=error.help)
        self.diagnostics.append(found)


def read_formulas(page: Page, macros: Macros) -> tuple[list[Reading], list[Diagnostic]]:
    """Return all formulas of *page* as they are to be understood, and what could not be."""
    assembly = _Assembly(page, macros)
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
    scopes = [_Scope(Span(0, len(page.source.text) + 1), None)]
    scopes += [_Scope(given.scope, given.number) for given in page.givens]
    for scope in scopes:
        _open(scope, scopes, assembly)
        assembly.opened.append(scope)
    shown = [f for f in page.formulas if f in assembly.tokens or f in assembly.broken]
    readings = [_read(formula, _innermost(formula, scopes), assembly) for formula in shown]
    marked = {f: assembly.tokens.get(f) or assembly.broken[f] for f in shown}
    for formula, fault in faulty_marks(marked, assembly.source):
        assembly.report(formula, fault)
    return readings, assembly.diagnostics


def _innermost(formula: Formula, scopes: list[_Scope]) -> _Scope:
    if formula.given is not None:
        return next(s for s in scopes if s.given == formula.given)
    holding = [s for s in scopes if s.span.start <= formula.span.start < s.span.end]
    return max(holding, key=lambda s: (s.span.start, s.given is not None))


def _open(scope: _Scope, scopes: list[_Scope], assembly: _Assembly) -> None:
    """Give *scope* its notation: that of the scope around it, and what is declared and defined."""
    around = [s for s in scopes if s is not scope and s.given != scope.given
              and s.span.start <= scope.span.start < s.span.end]  # fmt: skip
    if scope.given is not None:
        outer = max(around, key=lambda s: (s.span.start, s.given is not None))
        scope.notation, scope.poisoned = outer.notation, set(outer.poisoned)
    mine = [f for f in assembly.tokens if _innermost(f, scopes) is scope]
    given = [f for f in mine if f.given is not None]
    for formula, tokens in assembly.broken.items():
        if _innermost(formula, scopes) is scope:
            _excuse(formula, tokens, scope)
    texts = [[assembly.tokens[f] for f in formulas] for formulas in (given, mine)]
    known = known_of(scope.notation, *texts)
    for formula in given:
        tokens = assembly.tokens[formula]
        if is_declaration(tokens) and not says_law(tokens):
            _declare(formula, known, scope, assembly)
    for formula in given:
        _stack(formula, {}, scope, assembly)
    drafts = _drafts(mine, known, scope, assembly)
    for formula in given:
        _stack(formula, drafts, scope, assembly)
    drawn = [f for f in given if says_law(assembly.tokens[f])]
    for formula in drawn:
        _draw(formula, drafts, scope, assembly)
    _define(drafts, scope, assembly)
    for formula in given:
        _stack(formula, {}, scope, assembly)
    for formula in drawn:
        _check_laws(formula, scope, assembly)
    for formula in given:
        _assume(formula, scope, assembly)


def _stack(formula: Formula, drafts: dict[str, Draft], scope: _Scope, assembly: _Assembly) -> None:
    """Take a formula that names a matrix by its rows, or rows of one, for a declaration."""
    tokens = assembly.tokens[formula]
    done = formula in assembly.declared or is_declaration(tokens)
    stack = None if done else read_stack(tokens)
    names = names_of(scope.notation, drafts)
    if stack is None or find_heads(tokens, names):
        return
    try:
        notation = stacked(stack, scope.notation, names)
    except ReadingError as error:
        assembly.report(formula, error)
        scope.poison([stack.parts.first.letter])
        notation = scope.notation
    if notation is not None:
        scope.notation = notation
        assembly.declared.add(formula)


def _declare(formula: Formula, known: Known, scope: _Scope, assembly: _Assembly) -> None:
    tokens = assembly.tokens[formula]
    try:
        for declared in read_declarations(tokens, known):
            _add(declared, formula, scope, assembly)
    except ReadingError as error:
        assembly.report(formula, error)
        others = set(scope.notation.symbols)
        scope.poison(name for name in _written_names(tokens) if name not in others)


def _draw(formula: Formula, drafts: dict[str, Draft], scope: _Scope, assembly: _Assembly) -> None:
    """Add the random names that *formula* declares, and how they are distributed."""
    try:
        for draw in read_laws(assembly.tokens[formula], names_of(scope.notation, drafts)):
            symbol, is_new = with_law(draw, scope.notation, drafts)
            if is_new:
                _add(Declared(symbol), formula, scope, assembly)
            laws = {**scope.notation.laws, draw.key: draw.law}
            scope.notation = replace(scope.notation, laws=laws)
    except ReadingError as error:
        if not _excused(error, scope):
            assembly.report(formula, error)
        known = set(scope.notation.symbols)
        scope.poison(n for n in _written_names(assembly.tokens[formula]) if n not in known)


def _check_laws(formula: Formula, scope: _Scope, assembly: _Assembly) -> None:
    names = names_of(scope.notation)
    try:
        for draw in read_laws(assembly.tokens[formula], names):
            check_independent(draw, scope.notation)
    except ReadingError as error:
        if error.code == "unsupported" and not scope.poisoned:
            assembly.report(formula, error)


def _add(declared: Declared, formula: Formula, scope: _Scope, assembly: _Assembly) -> None:
    symbol = declared.symbol
    known = scope.notation.symbols.get(symbol.key)
    if isinstance(symbol, Dimension) and isinstance(known, Dimension):
        return
    if known is not None:
        span = symbol.span or Span(0, len(formula.latex))
        raise _redefinition(symbol.key, span, known, assembly)
    scope.notation = scope.notation.declare(_placed(symbol, formula))
    for written, family in declared.families:
        scope.notation = scope.notation.family(written, family)
    for form in declared.forms:
        scope.notation = scope.notation.form(form)
    for alias in declared.aliases:
        scope.notation = scope.notation.alias(alias, symbol.key)
    if declared.assumed is not None:
        left, right = declared.assumed
        span = left.span.to(right.span).shifted(formula.inner.start)
        hypothesis = Hypothesis(left, "=", right, span, declared=True)
        scope.notation = scope.notation.assume(hypothesis)


def _excuse(formula: Formula, tokens: list[Token], scope: _Scope) -> None:
    """Do not report the names again that a formula was to declare which cannot be read at all."""
    if formula.given is not None and is_declaration(tokens):
        scope.poison(_written_names(tokens))
    else:
        scope.poison(head.key for head in find_heads(tokens, names_of(scope.notation)))


def _placed(symbol: Symbol, formula: Formula) -> Symbol:
    span = symbol.span or Span(0, 0)
    return replace(symbol, span=span.shifted(formula.inner.start))


def _redefinition(key: str, span: Span, known: Symbol, assembly: _Assembly) -> ReadingError:
    where = ""
    if known.span is not None:
        where = f" on line {assembly.source.position(known.span.start)[0]}"
    return ReadingError(
        "redefinition",
        span,
        f"{key} has its meaning already{where}",
        "choose another name, or give each section its own given block",
    )


def _written_names(tokens: list[Token]) -> Iterator[str]:
    reader = Reader(tokens, Names())
    while reader.token.kind != "finish":
        if starts_name(reader.token):
            try:
                yield read_new_word(reader)
                continue
            except ReadingError:
                pass
        reader.take()


def _drafts(
    mine: list[Formula], known_names: Known, scope: _Scope, assembly: _Assembly
) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    names = names_of(scope.notation)
    for formula in mine:
        for found in find_heads(assembly.tokens[formula], names):
            head = own_name(found, known_names, scope.notation)
            known = scope.notation.symbols.get(head.key)
            first = drafts.get(head.key)
            if known is not None:
                assembly.report(formula, _redefinition(head.key, head.span, known, assembly))
            elif first is not None:
                line = assembly.source.position(first.formula.span.start)[0]
                message = f"{head.key} is defined already on line {line}"
                again = ReadingError("redefinition", head.span, message, "choose another name")
                assembly.report(formula, again)
            else:
                drafts[head.key] = Draft(head, formula, assembly.tokens[formula])
    return drafts


def _define(drafts: dict[str, Draft], scope: _Scope, assembly: _Assembly) -> None:
    names = names_of(scope.notation, drafts)
    parsed: dict[str, Draft] = {}
    reported: set[Formula] = set()
    for key, draft in drafts.items():
        try:
            parsed[key] = draft.parsed(read_display(draft.tokens, names))
        except ReadingError as error:
            if not _excused(error, scope) and draft.formula not in reported:
                assembly.report(draft.formula, error)
            reported.add(draft.formula)
            scope.poison([key])
    scope.notation, faults, failed = define(parsed, scope.notation)
    scope.poison(failed)
    for draft, fault in faults:
        if not _excused(fault, scope):
            assembly.report(draft.formula, fault)


def _excused(error: ReadingError, scope: _Scope) -> bool:
    """Whether an unknown name is one whose own declaration was reported already."""
    return error.code in ("unknown-symbol", "free-index") and error.name in scope.poisoned


_ASSUMABLE = ("=", r"\ne", "<", ">", r"\le", r"\ge")


def _not_assumable(relation: Relation) -> ReadingError:
    return ReadingError(
        "unsupported",
        relation.span,
        f"{relation.sign} cannot be assumed",
        "assume an equation or an inequality",
    )


def _assume(formula: Formula, scope: _Scope, assembly: _Assembly) -> None:
    tokens = assembly.tokens[formula]
    if formula in assembly.declared or is_declaration(tokens):
        return
    if find_heads(tokens, names_of(scope.notation)):
        return
    try:
        display = read_display(tokens, names_of(scope.notation))
        for statement in display.statements:
            if narrows(statement, scope.notation):
                continue  # reported with the claims
            for place, relation in enumerate(statement.relations):
                if relation.refuted:
                    continue
                if relation.sign not in _ASSUMABLE:
                    assembly.report(formula, _not_assumable(relation))
                    continue
                left, right = statement.sides[place : place + 2]
                left, right, _ = size_sides(left, right, scope.notation)
                span = left.span.to(right.span).shifted(formula.inner.start)
                hypothesis = Hypothesis(left, relation.sign, right, span)
                scope.notation = scope.notation.assume(hypothesis)
    except ReadingError:
        return  # reported when the formula itself is read


def _read(formula: Formula, scope: _Scope, assembly: _Assembly) -> Reading:
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
        if not _excused(error, scope):
            assembly.report(formula, error)
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


def _check_words(formula: Formula, assembly: _Assembly) -> None:
    """All that is given is assumed, so between hypotheses stands nothing that says otherwise."""
    for token in assembly.tokens[formula]:
        word = token.kind == "text" and token.text.strip(" ,;") not in ("", "and")
        arrow = token.text in commands.CONNECTIVES and not is_layout(token)
        if word or arrow:
            message = "all that is given is assumed, whatever stands between the formulas"
            advice = "give each assumption a formula of its own, with the words outside"
            assembly.report(formula, ReadingError("ambiguous", token.span, message, advice))
