"""What the parser must know of a page before it reads: names in force, and families among them."""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import replace

from eqproof.diagnostics import ReadingError
from eqproof.latex.family import Family
from eqproof.latex.forms import Form, alike
from eqproof.latex.heads import Head, find_heads
from eqproof.latex.names import Names, plain_letters
from eqproof.latex.naming import read_new_name
from eqproof.latex.nodes import SCALAR, Call, Fraction, Name, Node, Number, Power, free_names, walk
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import SQUARE, script_ahead, starts_name
from eqproof.latex.tokens import Token
from eqproof.notation.declarations import is_declaration, read_declarations
from eqproof.notation.definitions import Draft
from eqproof.notation.numbered import Known, family_key, layers
from eqproof.notation.symbols import Function, Index, Notation, Variable


def names_of(notation: Notation, drafts: dict[str, Draft] | None = None) -> Names:
    """Return what the parser must know of *notation*, and of definitions not yet made."""
    drafts = drafts or {}
    known = [s for s in notation.symbols.values() if isinstance(s, Function)]
    heads = [draft.head for draft in drafts.values()]
    functions = {s.key for s in known} | {key for key, d in drafts.items() if d.head.parameters}
    indices = {s.key: (s.lower, s.upper) for s in notation.symbols.values() if isinstance(s, Index)}
    quantities = (set(notation.symbols) | set(drafts)) - functions - set(indices)
    aliases = dict(notation.aliases)
    for key, draft in drafts.items():
        for alias in () if draft.head.written else plain_letters(key):
            aliases.setdefault(alias, key)
    taken = {*quantities, *functions, *indices, *aliases}
    signatures = {s.key: s.parameters for s in known}
    signatures |= {head.key: head.parameters for head in heads if head.parameters}
    tensors = {key for key in notation.symbols if _is_of_tensors(key, notation)}
    return Names(
        frozenset(quantities),
        frozenset(functions),
        indices,
        aliases,
        random=notation.laws,
        parameters={
            key: names
            for key, names in signatures.items()
            if quantities >= {*names} and not _is_arbitrary(key, notation)
        },
        families=_families(notation, heads, taken),
        layers=layers(indices, notation.symbols),
        forms=_forms(notation, heads),
        signatures=signatures,
        tensors=frozenset((*tensors, *(head.key for head in heads if head.entries))),
        synonyms=_synonyms(notation, quantities, taken),
        steady=frozenset(s.key for s in known if _is_steady(s, notation)),
        unused={s.key: _unused(s) for s in known},
        pending={
            key: tuple("" if p in taken else p for p in draft.head.parameters)
            for key, draft in drafts.items()
            if draft.head.parameters
        },
    )


def _families(notation: Notation, heads: Sequence[Head], taken: Set[str]) -> dict[str, Family]:
    """Return all families; members of a bold one may be written with the plain letter."""
    families = dict(notation.families)
    families |= {head.written: head.family for head in heads if head.written}
    for written, family in list(families.items()):
        for letter in plain_letters(written[:-1]):
            if letter not in taken:
                families.setdefault(letter + written[-1], family)
    return families


def _forms(notation: Notation, heads: Sequence[Head]) -> dict[str, tuple[Form, ...]]:
    """Return the forms of functions, by the name with which they are written."""
    forms = dict(notation.forms)
    for form in (head.form for head in heads if head.form is not None):
        forms[form.base] = (*forms.get(form.base, ()), form)
    return forms


def _synonyms(notation: Notation, quantities: Set[str], taken: Set[str]) -> dict[str, Node]:
    """Return other names for what has one: a plain letter for a bold one, the root of a square."""
    synonyms = {
        letter: node
        for key, node in notation.synonyms.items()
        for letter in plain_letters(key)
        if letter not in taken
    } | dict(notation.synonyms)
    for key in quantities:
        if key.endswith(SQUARE) and (root := key.removesuffix(SQUARE)) not in taken:
            synonyms[root] = Power(Name(key), Fraction(Number("1"), Number("2")))
    return synonyms


def _is_steady(function: Function, notation: Notation) -> bool:
    """Whether the value at the declared parameters depends on nothing besides them."""
    own = set(function.parameters)
    variables = all(isinstance(notation.symbols.get(p), Variable) for p in own)
    if function.body is None or not variables or function.over or function.unfolded:
        return False
    return free_names(function.body) <= own and not any(
        isinstance(node, Call) for node in walk(function.body)
    )


def known_of(
    notation: Notation, given: Sequence[list[Token]], formulas: Sequence[list[Token]]
) -> Known:
    """Return what the *given* declarations and the definitions in *formulas* say as a whole."""
    symbols = dict(notation.symbols)
    for tokens in given:
        if is_declaration(tokens):
            try:
                found = read_declarations(tokens)
            except ReadingError:
                continue  # reported when it is declared
            symbols.update({declared.symbol.key: declared.symbol for declared in found})
    indices = {key: symbol for key, symbol in symbols.items() if isinstance(symbol, Index)}
    ranges = {key: (index.lower, index.upper) for key, index in indices.items()}
    names = replace(names_of(notation), indices=ranges)
    heads = [head for tokens in formulas for head in find_heads(tokens, names)]
    taken = {*symbols, *(head.key for head in heads if not head.entries)}
    unnumbered = layers(indices, symbols)
    several = [(head.key, len(head.parameters)) for head in heads if head.parameters]
    counts = Counter(key for key, _ in set(several))
    numbering = {key: index for key, index in indices.items() if key not in unnumbered}
    overloaded = frozenset(key for key, count in counts.items() if count > 1)
    known = Known(numbering, frozenset(taken), overloaded, numbered=_numbered(numbering, formulas))
    told_apart = _told_apart(known, _tables(known, given), heads)
    return replace(known, told_apart=told_apart, ornate=_ornate(known, heads) - told_apart)


def _numbered(indices: Mapping[str, Index], formulas: Sequence[list[Token]]) -> dict[str, str]:
    """Return the names that stand in *formulas* with one of *indices* below, and which."""
    found: dict[str, str] = {}
    for tokens in formulas:
        reader = Reader(tokens, Names())
        while reader.token.kind != "finish":
            name = ""
            if starts_name(reader.token):
                with suppress(ReadingError):
                    name = read_new_name(reader, frozenset(indices))
            script = script_ahead(reader) if name and reader.token.kind == "sub" else None
            if script is not None and [t.text for t in script.tokens] == [*script.letters]:
                found.setdefault(name, next(iter(script.letters)))
            if not name:
                reader.take()
    return {name: index for name, index in found.items() if index in indices}


def _tables(known: Known, given: Sequence[list[Token]]) -> list[Form]:
    """Return how the tables in the *given* declarations are written."""
    found: list[Form] = []
    for tokens in given:
        if is_declaration(tokens):
            with suppress(ReadingError):  # reported when it is declared
                for declared in read_declarations(tokens, known):
                    found += declared.forms
    return found


def _told_apart(known: Known, tables: Sequence[Form], heads: Sequence[Head]) -> frozenset[str]:
    r"""Return the names of several things that only the names in their brackets tell apart.

    So are ``p(x)`` and ``p(c)``, where both are declared, ``p(x, c)`` and ``p(x \mid c)``, and
    ``P(t)`` beside ``P(t_i)``.
    """
    written: dict[tuple[str, int], set[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for form in tables:
        places = tuple(slot.name for slot in form.slots)
        if form.signs or not places[0].isdigit():
            written.setdefault((form.base, len(places)), set()).add((places, form.signs))
    for head in heads:
        if head.brackets is not None and _is_of_declared(head, known):
            signs = tuple(map(alike, head.brackets.signs))
            several = written.setdefault((head.key, len(head.parameters)), set())
            several.add((head.parameters, signs))
    for head in heads:
        if head.form is not None and any(slot.kind == "member" for slot in head.form.slots):
            several = written.get((head.form.base, len(head.form.slots)), set())
            several.add((tuple(f"{slot.name}{slot.kind}" for slot in head.form.slots), ()))
    return frozenset(base for (base, _), several in written.items() if len(several) > 1)


def _ornate(known: Known, heads: Sequence[Head]) -> frozenset[str]:
    """Return the names of functions that names of nothing tell apart: ``H(X)`` and ``H(Y)``."""
    written: dict[tuple[str, int], set[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for head in heads:
        if head.brackets is not None and _is_of_new(head, known):
            several = written.setdefault((head.key, len(head.parameters)), set())
            several.add((head.parameters, tuple(map(alike, head.brackets.signs))))
    return frozenset(base for (base, _), several in written.items() if len(several) > 1)


def _is_of_new(head: Head, known: Known) -> bool:
    return {*head.parameters}.isdisjoint({*known.taken, *known.indices})


def _is_of_declared(head: Head, known: Known) -> bool:
    return {*head.parameters} <= {*known.taken, *known.indices}


def own_name(head: Head, known: Known, notation: Notation) -> Head:
    """Return *head* with a name of its own, if what it numbers is something else without number."""
    if head.brackets is not None and head.form is None:
        if head.key in known.told_apart and _is_of_declared(head, known):
            return head.told_apart(head.brackets)
        if head.key in known.ornate and _is_of_new(head, known):
            return head.told_apart(head.brackets)
        if head.key in known.overloaded:
            return head.formed(head.brackets)
    taken = head.key in known.taken and notation.shape(head.key) == SCALAR
    if not head.entries or head.written or head.parameters or not taken:
        return head
    own = family_key(head.key, "_", known.taken)
    return replace(head, key=own, written=f"{head.key}_")


def _unused(function: Function) -> tuple[str, ...]:
    """Return the parameters on which the value of *function* does not depend, "" for others."""
    if function.body is None:
        return ()
    used = free_names(function.body) | set(function.declared)
    return tuple("" if p in used else p for p in function.parameters)


def _is_of_tensors(key: str, notation: Notation) -> bool:
    """Whether *key* is a tensor, or a function of one."""
    symbol = notation.symbols[key]
    if isinstance(symbol, Function):
        return any(shape != SCALAR for shape in symbol.shapes)
    return notation.shape(key) != SCALAR


def _is_arbitrary(key: str, notation: Notation) -> bool:
    """Whether *key* is a function without a body, whose parameters are no names of the page."""
    symbol = notation.lookup(key)
    return isinstance(symbol, Function) and symbol.body is None
