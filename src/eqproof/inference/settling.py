"""What only the whole page tells of a script: a number below a name, a bold letter, a class."""

import re
from collections.abc import Sequence

from eqproof.inference import customs
from eqproof.inference.lines import Line
from eqproof.inference.occurrences import names_in, with_below
from eqproof.inference.usage import Usage, Use
from eqproof.latex.names import plain_letters

_LOWERED = re.compile(r"(.+)_\{([a-z])\}")


def settle(usage: Usage) -> None:
    """Give scripts to the names that they belong to, once all of the page is seen."""
    _join_plain_letters(usage)
    _find_last_entries(usage)
    _find_classes(usage)
    _split_digits(usage)


def tell_totals(lines: Sequence[Line], usage: Usage) -> None:
    r"""Tell ``L`` from ``L_i`` where a line says what ``L`` is by the latter."""
    for line in lines:
        names = names_in(line.sides[0], usage.letters)
        use = usage.uses.get(names[0]) if len(names) == 1 else None
        if use is None or len(line.sides[0]) > 1 or len(use.numbered) != 1 or line.signs[0] != "=":
            continue
        key, entry = use.key, min(use.numbered)
        if len(entry) == 1 and entry[0] and key in names_in(line.sides[1], usage.letters):
            member = usage.use(f"{key}_{{{entry[0]}}}")
            member.seen = use.seen
            use.numbered = set()
            usage.totals.add(key)


def _join_plain_letters(usage: Usage) -> None:
    r"""Take ``y_i`` for an entry of ``\mathbf{y}``, where the plain letter never stands alone."""
    for key in list(usage.uses):
        for plain in plain_letters(key):
            letter = usage.uses.get(plain)
            if letter is None or letter.bare or letter.calls or letter.members:
                continue
            whole = usage.uses[key]
            if any(whole.numbered) and not whole.bare:
                continue
            whole.numbered |= letter.numbered
            whole.digits |= letter.digits
            whole.logged |= letter.logged
            whole.complement |= letter.complement
            whole.divides |= letter.divides
            del usage.uses[plain]


def _find_last_entries(usage: Usage) -> None:
    """Take ``m`` in ``a_1, …, a_m`` for a size, where no sum runs over it."""
    for use in usage.uses.values():
        for entry in use.numbered:
            last = entry[0] if len(entry) == 1 else ""
            if use.digits and last in customs.SIZES and last not in usage.running:
                usage.letters.discard(last)
                usage.limits.add(last)


def _find_classes(usage: Usage) -> None:
    """Take ``y`` in ``z_y`` for the number of a class, where other entries of ``z`` are used."""
    lowered = {key: _LOWERED.fullmatch(key) for key in usage.uses}
    found = {key: (m[1], m[2]) for key, m in lowered.items() if m is not None}
    classes = {
        letter
        for base, letter in found.values()
        if base in usage.uses and usage.uses[base].numbered and letter not in usage.uses
    }
    for key, (base, letter) in found.items():
        if letter in classes:
            entry = usage.uses.pop(key)
            whole = usage.use(base)
            whole.numbered.add((letter,))
            whole.seen += entry.seen
            whole.logged |= entry.logged
            whole.complement |= entry.complement
            usage.letters.add(letter)


def _split_digits(usage: Usage) -> None:
    """Take ``x_1`` for a name where no index stands below the letter."""
    for key, use in list(usage.uses.items()):
        if not use.digits or use.numbered or use.members:
            continue
        for digit in sorted(use.digits):
            own = usage.use(with_below(key, digit))
            _like(own, use)
        use.digits = set()
        if not use.bare:
            del usage.uses[key]


def _like(own: Use, use: Use) -> None:
    own.seen, own.bare = 1, 1
    if len(use.calls) == use.seen:
        own.seen, own.bare = use.seen, use.bare
    own.applied, own.values, own.behind = use.applied, use.values, use.behind
    own.logged, own.complement, own.exponent = use.logged, use.complement, use.exponent
    own.divides = use.divides
    own.transposed, own.varied, own.calls = use.transposed, use.varied, use.calls
