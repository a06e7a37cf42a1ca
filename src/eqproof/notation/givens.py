"""What holds where on a page: given blocks open scopes, which know what stands in them.

That is their declarations, their hypotheses and the definitions made in them, wherever in the scope
they stand. A name whose declaration is broken is not reported again where it is used.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from eqproof.diagnostics import Diagnostic, ReadingError
from eqproof.latex.display import read_display
from eqproof.latex.heads import find_heads
from eqproof.latex.macros import Macros
from eqproof.latex.names import Names, plain_letters
from eqproof.latex.naming import read_new_word
from eqproof.latex.reader import Reader
from eqproof.latex.relations import Relation
from eqproof.latex.symbols import starts_name
from eqproof.latex.tokens import Token
from eqproof.notation.declarations import Declared, is_declaration, read_declarations, says_law
from eqproof.notation.definitions import Draft, define
from eqproof.notation.elsewhere import ended
from eqproof.notation.laws import check_independent, read_laws, with_law
from eqproof.notation.numbered import Known
from eqproof.notation.stacks import read_stack, stacked
from eqproof.notation.symbols import Dimension, Hypothesis, Notation, Symbol
from eqproof.notation.vocabulary import known_of, names_of, own_name
from eqproof.page import Formula, Page
from eqproof.sizes.shapes import size_sides
from eqproof.source import Source, Span
from eqproof.statements.supposing import narrows


@dataclass(slots=True)
class Scope:
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
class Assembly:
    """A page being read. *broken* are the tokens that unreadable formulas have all the same.

    *declared* are equations that name something and assume nothing, *opened* what holds where.
    """

    page: Page
    macros: Macros
    diagnostics: list[Diagnostic] = field(default_factory=list)
    tokens: dict[Formula, list[Token]] = field(default_factory=dict)
    broken: dict[Formula, list[Token]] = field(default_factory=dict)
    declared: set[Formula] = field(default_factory=set)
    opened: list[Scope] = field(default_factory=list)

    @property
    def source(self) -> Source:
        """The text of the page."""
        return self.page.source

    def report(self, formula: Formula, error: ReadingError) -> None:
        """Add *error*, found in *formula*, at its place on the page."""
        error = ended(error, (s.notation for s in self.opened), self.source)
        place = error.span.shifted(formula.inner.start)
        found = Diagnostic(error.code, self.source, place, error.message, help=error.help)
        self.diagnostics.append(found)


def innermost(formula: Formula, scopes: list[Scope]) -> Scope:
    """Return the scope in which *formula* stands, of several the one that begins last."""
    if formula.given is not None:
        return next(s for s in scopes if s.given == formula.given)
    holding = [s for s in scopes if s.span.start <= formula.span.start < s.span.end]
    return max(holding, key=lambda s: (s.span.start, s.given is not None))


def open_scope(scope: Scope, scopes: list[Scope], assembly: Assembly) -> None:
    """Give *scope* its notation: that of the scope around it, and what is declared and defined."""
    around = [s for s in scopes if s is not scope and s.given != scope.given
              and s.span.start <= scope.span.start < s.span.end]  # fmt: skip
    if scope.given is not None:
        outer = max(around, key=lambda s: (s.span.start, s.given is not None))
        scope.notation, scope.poisoned = outer.notation, set(outer.poisoned)
    mine = [f for f in assembly.tokens if innermost(f, scopes) is scope]
    given = [f for f in mine if f.given is not None]
    for formula, tokens in assembly.broken.items():
        if innermost(formula, scopes) is scope:
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


def _stack(formula: Formula, drafts: dict[str, Draft], scope: Scope, assembly: Assembly) -> None:
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


def _declare(formula: Formula, known: Known, scope: Scope, assembly: Assembly) -> None:
    tokens = assembly.tokens[formula]
    try:
        for declared in read_declarations(tokens, known):
            _add(declared, formula, scope, assembly)
    except ReadingError as error:
        assembly.report(formula, error)
        others = set(scope.notation.symbols)
        scope.poison(name for name in _written_names(tokens) if name not in others)


def _draw(formula: Formula, drafts: dict[str, Draft], scope: Scope, assembly: Assembly) -> None:
    """Add the random names that *formula* declares, and how they are distributed."""
    try:
        for draw in read_laws(assembly.tokens[formula], names_of(scope.notation, drafts)):
            symbol, is_new = with_law(draw, scope.notation, drafts)
            if is_new:
                _add(Declared(symbol), formula, scope, assembly)
            laws = {**scope.notation.laws, draw.key: draw.law}
            scope.notation = replace(scope.notation, laws=laws)
    except ReadingError as error:
        if not excused(error, scope):
            assembly.report(formula, error)
        known = set(scope.notation.symbols)
        scope.poison(n for n in _written_names(assembly.tokens[formula]) if n not in known)


def _check_laws(formula: Formula, scope: Scope, assembly: Assembly) -> None:
    names = names_of(scope.notation)
    try:
        for draw in read_laws(assembly.tokens[formula], names):
            check_independent(draw, scope.notation)
    except ReadingError as error:
        if error.code == "unsupported" and not scope.poisoned:
            assembly.report(formula, error)


def _add(declared: Declared, formula: Formula, scope: Scope, assembly: Assembly) -> None:
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


def _excuse(formula: Formula, tokens: list[Token], scope: Scope) -> None:
    """Do not report the names again that a formula was to declare which cannot be read at all."""
    if formula.given is not None and is_declaration(tokens):
        scope.poison(_written_names(tokens))
    else:
        scope.poison(head.key for head in find_heads(tokens, names_of(scope.notation)))


def _placed(symbol: Symbol, formula: Formula) -> Symbol:
    span = symbol.span or Span(0, 0)
    return replace(symbol, span=span.shifted(formula.inner.start))


def _redefinition(key: str, span: Span, known: Symbol, assembly: Assembly) -> ReadingError:
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
    mine: list[Formula], known_names: Known, scope: Scope, assembly: Assembly
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


def _define(drafts: dict[str, Draft], scope: Scope, assembly: Assembly) -> None:
    names = names_of(scope.notation, drafts)
    parsed: dict[str, Draft] = {}
    reported: set[Formula] = set()
    for key, draft in drafts.items():
        try:
            parsed[key] = draft.parsed(read_display(draft.tokens, names))
        except ReadingError as error:
            if not excused(error, scope) and draft.formula not in reported:
                assembly.report(draft.formula, error)
            reported.add(draft.formula)
            scope.poison([key])
    scope.notation, faults, failed = define(parsed, scope.notation)
    scope.poison(failed)
    for draft, fault in faults:
        if not excused(fault, scope):
            assembly.report(draft.formula, fault)


def excused(error: ReadingError, scope: Scope) -> bool:
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


def _assume(formula: Formula, scope: Scope, assembly: Assembly) -> None:
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
