"""From a page without given blocks to a proposal what its names are."""

from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace

from eqproof.diagnostics import ReadingError
from eqproof.inference import customs
from eqproof.inference.choices import Choice
from eqproof.inference.definitions import definitions_of
from eqproof.inference.guesses import Guess, guess
from eqproof.inference.lines import Line, arranged, lines_of
from eqproof.inference.occurrences import names_in
from eqproof.inference.search import Read, improved, read_under
from eqproof.inference.settling import settle, tell_totals
from eqproof.inference.usage import Usage, Use, usage_of
from eqproof.latex.display import read_display
from eqproof.latex.macros import Macros
from eqproof.latex.names import plain_letters
from eqproof.latex.nodes import Call, free_names
from eqproof.latex.page_macros import read_defining
from eqproof.latex.spellings import read_tokens
from eqproof.latex.tokens import Token
from eqproof.notation.symbols import Notation
from eqproof.notation.vocabulary import names_of
from eqproof.page import Formula, Page, read_page
from eqproof.source import Source
from eqproof.statements.reading import Reading, read_formulas

CONSTANTS = frozenset(
    {"e", r"\pi", "I", r"\mathbf{1}", r"\mathbf{0}", r"\mathbb{1}", r"\mathbb{E}"}
)
OPERATORS = frozenset(
    {r"\mathbb{E}", r"\operatorname{Var}", r"\mathrm{Var}", r"\operatorname{diag}"}
    | {r"\mathrm{d}", r"\mathrm{Bernoulli}", r"\operatorname{Bernoulli}"}
    | {r"\operatorname{tr}", r"\operatorname{Tr}", r"\operatorname{KL}", r"\mathbb{R}"}
)

SETS = (r"\mathbb{R}", r"\mathbb{N}", r"\mathbb{E}")
"""What names of sets and means begin with."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How the page reads under what is proposed, and what else each name may be."""

    read: Read
    usage: Usage
    options: Mapping[str, Sequence[Guess]]


def propose(source: Source, macros: Macros, closed: Set[str] = frozenset()) -> Proposal:
    """Return what the names of *source* are taken for.

    What it declares itself is left alone, and so are the names that are *closed*.
    """
    page = read_page(source)
    rows = _rows(page, macros)
    usage = usage_of(list(rows.values()))
    settle(usage)
    readings, _ = read_formulas(page, macros)
    notations = list({id(r.notation): r.notation for r in readings}.values())
    usage.taken = _names_of(page, readings, macros)
    closed = usage.taken | closed | CONSTANTS | OPERATORS
    lines = _lines(rows)
    tell_totals(lines, usage)
    stated = definitions_of(lines, usage, closed)
    valued = {one.base for one in stated.values()}
    options: dict[str, list[Guess]] = {}
    for key, use in usage.uses.items():
        known = key in closed or key in valued or _is_known(key, notations)
        if known or _is_sign(use) or key.startswith(SETS):
            continue
        options[key] = _options(use, usage)
    for letter in sorted(usage.letters & _wanted(usage) - options.keys() - closed):
        options[letter] = [Guess(letter, "index", why="it numbers entries")]
    for letter in sorted(usage.limits - options.keys() - closed):
        options[letter] = [Guess(letter, "size", why="a sum runs to it")]
    choice = Choice({key: found[0] for key, found in options.items()}, stated)
    read = read_under(choice, usage, source, macros)
    read = _promoted(read, usage, source, macros)
    read = improved(read, options, usage, source, macros)
    read = _without_bad_definitions(read, usage, source, macros)
    read = improved(read, options, usage, source, macros)
    read = _without_bad_lines(read, usage, source, macros)
    return Proposal(_without_spare_indices(read, usage, source, macros), usage, options)


def _promoted(read: Read, usage: Usage, source: Source, macros: Macros) -> Read:
    """Take numbers for tensors to which tensors are added, unless that reads worse."""
    for _ in range(4):
        choice = read.whole
        for key, kind in read.beside.items():
            one = choice.guesses.get(key)
            plain = one is not None and (one.kind == "number" or (one.kind == "size" and one.free))
            if one is not None and plain and customs.letter_of(key) not in _SHIFTS:
                why = "a tensor is added to it or compared with it"
                choice = choice.with_guess(replace(one, kind=kind, why=why))
        if choice == read.whole:
            break
        changed = read_under(choice, usage, source, macros)
        if changed.cost > read.cost:
            break
        read = changed
    return read


_SHIFTS = frozenset({"b", "c", r"\lambda", r"\varepsilon", r"\epsilon", r"\alpha", r"\mu", "C"})
"""Numbers that are added to every entry."""


def _rows(page: Page, macros: Macros) -> dict[Formula, list[Token]]:
    found: dict[Formula, list[Token]] = {}
    for formula in page.formulas:
        try:
            tokens, macros = read_defining(formula.latex, macros)
        except ReadingError:
            continue
        if tokens is not None:
            found[formula] = arranged(tokens)
    return found


def lines_on(page: Page, macros: Macros) -> list[Line]:
    """Return the statements of *page* outside of given blocks."""
    return _lines(_rows(page, macros))


def _lines(rows: Mapping[Formula, list[Token]]) -> list[Line]:
    shown = ((f, tokens) for f, tokens in rows.items() if f.given is None)
    return [line for formula, tokens in shown for line in lines_of(formula, tokens)]


def own_names(page: Page, macros: Macros) -> set[str]:
    """Return the names that the page declares or defines itself."""
    return _names_of(page, read_formulas(page, macros)[0], macros)


def _names_of(page: Page, readings: Sequence[Reading], macros: Macros) -> set[str]:
    notations = {id(r.notation): r.notation for r in readings}.values()
    keys = {key for n in notations for key in (*n.symbols, *n.aliases, *n.synonyms, *n.forms)}
    keys |= {written[:-1] for n in notations for written in n.families}
    others = {f for f in page.formulas if not any(r.formula is f and r.display for r in readings)}
    rows = ((f, tokens) for f, tokens in _rows(page, macros).items() if f in others)
    used = {k for f, t in rows if f.given is None for k in names_in(t, frozenset())}
    return keys | (_parameters(readings) - used)


def _is_known(key: str, notations: Sequence[Notation]) -> bool:
    r"""Whether a bold name is that of entries which the page defines: ``\mathbf{p}`` of ``p_i``."""
    if not plain_letters(key):
        return False
    for notation in notations:
        with suppress(ReadingError):
            read_display(read_tokens(key, {}), names_of(notation))
            return True
    return False


def _parameters(readings: Sequence[Reading]) -> set[str]:
    """Return the names that mean nothing but what a function of the page is applied to."""
    bound: set[str] = set()
    free: set[str] = set()
    for reading in readings:
        defined = reading.kind == "definition" and reading.display is not None
        for statement in reading.display.statements if reading.display is not None else ():
            head = statement.sides[0]
            inside = {k for side in statement.sides for k in free_names(side)}
            own = free_names(head) if defined and isinstance(head, Call) else set()
            bound |= own
            free |= inside - own
    return bound - free


def _is_sign(use: Use) -> bool:
    """Whether what looks like a name is a sign: a delta, a derivative, an error term."""
    if use.key == r"\delta" and use.numbered and all(len(n) == 2 for n in use.numbered):
        return not use.bare
    if use.key == "T" and not use.seen:
        return True
    if use.key in ("O", "o") and len(use.calls) == use.seen:
        return True
    return use.key == "d" and not use.numbered


def _wanted(usage: Usage) -> set[str]:
    """Return the indices that must be declared: sums do not bind them everywhere."""
    below = {i for use in usage.uses.values() for n in use.numbered for i in n if i}
    above = {m for use in usage.uses.values() for m in use.members if m}
    behind = {i for use in usage.uses.values() for i in use.behind}
    return below | above | behind | set(usage.running)


def _options(use: Use, usage: Usage) -> list[Guess]:
    found = guess(use, usage)
    zero = any(low == "0" for n in use.numbered for i in n for low, _ in usage.running.get(i, []))
    if found[0].kind == "index":
        zero = any(low == "0" for low, _ in usage.running.get(use.key, []))
    return [replace(g, first=0) if zero and g.kind in ("column", "index") else g for g in found]


def _without_bad_definitions(read: Read, usage: Usage, source: Source, macros: Macros) -> Read:
    """Drop definitions that cannot be read; their names are declared, then."""
    for _ in range(len(read.choice.stated)):
        bad = _bad_key(read)
        if bad not in read.choice.stated:
            break
        stated = {k: s for k, s in read.choice.stated.items() if k != bad}
        read = read_under(replace(read.whole, stated=stated), usage, source, macros)
    return read


def _without_bad_lines(read: Read, usage: Usage, source: Source, macros: Macros) -> Read:
    """Drop declarations that cannot be read: the page then says what is not known."""
    for _ in range(len(read.choice.guesses)):
        bad = _bad_key(read)
        if bad is None:
            break
        read = read_under(read.whole.without(bad), usage, source, macros)
    return read


def _without_spare_indices(read: Read, usage: Usage, source: Source, macros: Macros) -> Read:
    """Drop indices that the sums bind wherever they stand."""
    for key in [k for k in read.choice.guesses if k in usage.running]:
        if read.choice.guesses[key].kind == "index":
            fewer = read_under(read.whole.without(key), usage, source, macros)
            read = fewer if len(fewer.faults) <= len(read.faults) else read
    return read


def _bad_key(read: Read) -> str | None:
    """Return the name whose line in the block has a fault."""
    starts = [
        r.formula
        for r in read.readings
        if read.placed.block.start <= r.formula.span.start < read.placed.block.end
    ]
    keys = read.choice.keys()
    for fault in read.faults:
        if fault.inside:
            for key, formula in zip(keys, starts, strict=False):
                if formula.span.start <= fault.span.start < formula.span.end:
                    return key
    return None
