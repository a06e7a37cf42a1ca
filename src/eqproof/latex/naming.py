r"""Names with their scripts, where they are declared and where they are in use.

    name := ['\nabla' | '\Delta'] (letter+ | base) ['_' script] ['^' script] prime*

A script belongs to a name where it was declared so. Several letters side by side are one name
where they were declared so: ``FL``. Of two scripts either may belong to the name: ``z_k^{(l)}`` is
an entry of ``z^{(l)}``. What stands in one script with the name's own and does not belong to it is
put behind it: the transpose in ``W^{(k)T}``, the entries in ``Z_{oij}``. A prime, or a nabla, is
part of a name only where it was defined so: ``a' := …``, ``\Delta w := …``. So is a square:
``\sigma^2 := …``, and what makes the name of an inverse function: ``g^{-1}(t) := …``.
"""

from collections.abc import Iterator

from eqproof.diagnostics import ReadingError
from eqproof.latex.marks import (
    is_mark,
    numbers_entries,
    primes_ahead,
    transpose_at_end,
    written,
)
from eqproof.latex.names import Names
from eqproof.latex.reader import Reader
from eqproof.latex.symbols import (
    INVERSE,
    SQUARE,
    Script,
    is_bracketed,
    parted,
    read_letter,
    script_ahead,
    starts_name,
)
from eqproof.latex.tokens import Token


def read_name(reader: Reader) -> str:
    """Read a name that is in use: a script is part of it only where it was declared so."""
    key = _read_change(reader) or _read_run(reader)
    _put_scripts_first(reader, key)
    while reader.token.kind in ("sub", "sup"):
        longer = _lengthened(reader, key)
        if longer is None:
            break
        key = longer
    _put_primes_first(reader, key)
    count, end = primes_ahead(reader)
    if count and reader.names.canonical(key + "'" * count) is not None:
        reader.position = end
        key += "'" * count
    return key


def _read_change(reader: Reader) -> str:
    r"""Read ``\Delta w`` without its scripts if such a name is declared; "", unmoved, if not."""
    start = reader.position
    if not reader.at(DELTA) or not starts_name(reader.ahead()):
        return ""
    reader.take()
    key = rf"{DELTA} {_read_run(reader)}"
    if not reader.names.begins(key) and not reader.names.knows(key):
        reader.position = start
        return ""
    if reader.names.canonical(DELTA) is not None:
        raise ReadingError(
            "ambiguous",
            reader.since(start),
            f"{key} is a declared name, and a product with {DELTA}",
            "give one of them another name",
            name=key,
        )
    return key


DELTA = r"\Delta"
"""What the name of a change begins with."""


def _put_scripts_first(reader: Reader, key: str) -> None:
    r"""Put the script of a function before its primes: ``g'^{[l]}`` is shown as ``g^{[l]}'`` is."""
    start, names = reader.position, reader.names
    end = next(i for i in range(start, len(reader.tokens)) if reader.tokens[i].kind != "prime")
    if end == start or reader.tokens[end].kind not in ("sub", "sup"):
        return
    reader.position = end
    script = script_ahead(reader)
    reader.position = start
    if script is None or names.knows(key) or names.knows(key + "'" * (end - start)):
        return
    if names.canonical(key + script.text) in names.functions:
        tokens, behind = reader.tokens, script.end
        primes = tokens[start:end]
        reader.tokens = [*tokens[:start], *tokens[end:behind], *primes, *tokens[behind:]]


def _put_primes_first(reader: Reader, key: str) -> None:
    """Put the primes of a name before its entries: ``e_j'`` is shown as ``e'_j`` is."""
    script = script_ahead(reader) if reader.token.kind == "sub" else None
    if script is None or reader.names.canonical(key) in reader.names.functions:
        return
    start, reader.position = reader.position, script.end
    count, end = primes_ahead(reader)
    reader.position = start
    if count and reader.names.knows(key + "'" * count):
        marks = [Token("prime", "'", reader.tokens[script.end].span)] * count
        reader.tokens = [
            *reader.tokens[:start], *marks, *reader.tokens[start : script.end],
            *reader.tokens[end:],
        ]  # fmt: skip


def read_nabla_name(reader: Reader) -> str | None:
    r"""Read ``\nabla C``, ``\nabla_W``, if that is a name, else None; the sign is read already."""
    tokens, mark = reader.tokens, reader.position
    key = None
    if starts_name(reader.token):
        key = rf"\nabla {read_name(reader)}"
    elif reader.token.kind == "sub" and (script := script_ahead(reader)) is not None:
        key = rf"\nabla{script.text}"
        reader.position = script.end
    if key is not None and reader.names.canonical(key) is not None:
        return key
    reader.tokens, reader.position = tokens, mark
    return None


def read_new_name(reader: Reader, indices: frozenset[str] = frozenset()) -> str:
    """Read a name that is being declared: its scripts belong to it, unless they are *indices*.

    A superscript belongs to a name only if it cannot be taken for a power. The subscript of a name
    stands before its superscript, however they are typed.
    """
    return _with_scripts(reader, read_letter(reader), indices)


def read_new_word(reader: Reader, indices: frozenset[str] = frozenset()) -> str:
    """Read a name as ``read_new_name`` does; letters side by side are one name here."""
    if reader.at(r"\nabla"):
        reader.take()
        if reader.token.kind == "sub" and (script := script_ahead(reader)) is not None:
            reader.position = script.end
            return rf"\nabla{script.text}"
        return rf"\nabla {read_new_word(reader, indices)}"
    if reader.at(DELTA) and starts_name(reader.ahead()):
        reader.take()
        return rf"{DELTA} {read_new_word(reader, indices)}"
    stop = _end_of_run(reader)
    if stop <= reader.position + 1:
        return read_new_name(reader, indices)
    run = "".join(token.text for token in reader.tokens[reader.position : stop])
    reader.position = stop
    return _with_scripts(reader, run, indices)


def _with_scripts(reader: Reader, key: str, indices: frozenset[str]) -> str:
    _put_marks_first(reader, indices)
    below, above = "", ""
    while reader.token.kind in ("sub", "sup"):
        script = script_ahead(reader)
        if script is None or numbers_entries(script, indices):
            break
        if script.text.startswith("_"):
            if below:
                break
            below = script.text
        elif above or not is_mark(script):
            break
        else:
            above = script.text
        reader.position = script.end
    count, reader.position = primes_ahead(reader)
    return key + below + above + "'" * count


def _put_marks_first(reader: Reader, indices: frozenset[str]) -> None:
    r"""Put what belongs to a new name before its number: ``x_i^{+}`` is shown as ``x^{+}_i`` is."""
    start = reader.position
    number = script_ahead(reader) if reader.token.kind == "sub" else None
    if number is None or not numbers_entries(number, indices):
        return
    reader.position = number.end
    mark = script_ahead(reader) if reader.token.kind == "sup" else None
    count, end = primes_ahead(reader)
    reader.position = start
    if count:
        own = [Token("prime", "'", reader.tokens[number.end].span)] * count
    elif mark is not None and is_mark(mark) and not numbers_entries(mark, indices):
        own, end = written(mark), mark.end
    else:
        return
    reader.tokens = [*reader.tokens[:start], *own, *written(number), *reader.tokens[end:]]


def _end_of_run(reader: Reader) -> int:
    """Return the position behind the letters that stand side by side here."""
    start = stop = reader.position
    while reader.tokens[stop].kind == "letter" and (
        stop == start or reader.tokens[stop].span.start == reader.tokens[stop - 1].span.end
    ):
        stop += 1
    return stop


def _read_run(reader: Reader) -> str:
    """Read a letter with its decorations, or letters side by side that are one declared name."""
    start = reader.position
    for end in range(_end_of_run(reader), start + 1, -1):
        letters = [token.text for token in reader.tokens[start:end]]
        run = "".join(letters)
        if not reader.names.begins(run):
            continue
        if all(reader.names.canonical(letter) is not None for letter in letters):
            raise ReadingError(
                "ambiguous",
                reader.tokens[start].span.to(reader.tokens[end - 1].span),
                f"{run} is a declared name, and a product of declared letters",
                "choose another name, or other letters",
                name=run,
            )
        reader.position = end
        return run
    return read_letter(reader)


def scripted_ahead(reader: Reader) -> bool:
    """Whether a declared name stands here to which a script belongs: ``e^{(l)}`` is no power."""
    if reader.ahead().kind not in ("sub", "sup"):
        return False
    tokens, mark = reader.tokens, reader.position
    letter = reader.token.text
    try:
        key = read_name(reader)
        return key != letter and reader.names.knows(key)
    except ReadingError:
        return True  # it is said what is wrong with it where it is read
    finally:
        reader.tokens, reader.position = tokens, mark


def word_ahead(reader: Reader) -> bool:
    """Whether a declared name of several letters side by side stands here."""
    tokens, mark = reader.tokens, reader.position
    if _end_of_run(reader) <= mark + 1:
        return False
    try:
        known = reader.names.canonical(read_name(reader)) is not None
        return known and reader.tokens[mark + 1].kind == "letter" and reader.position > mark + 1
    except ReadingError:
        return True  # it is said what is wrong with it where it is read
    finally:
        reader.tokens, reader.position = tokens, mark


def _lengthened(reader: Reader, key: str) -> str | None:
    """Return the declared name that *key* and scripts ahead make, and step over these scripts."""
    start = reader.position
    first = script_ahead(reader)
    if first is None:
        return None
    scripts = [first]
    behind = reader.tokens[first.end]
    if behind.kind in ("sub", "sup") and behind.kind != reader.token.kind:
        reader.position = first.end
        second = script_ahead(reader)
        reader.position = start
        if second is not None:
            scripts = [first, second]
    choices = [scripts] if len(scripts) == 1 else [scripts, scripts[:1], scripts[1:]]
    for chosen in choices:
        others = [script for script in scripts if script not in chosen]
        for own, rest in _partings(chosen):
            longer = key + "".join(
                sorted((s.text for s in own), key=lambda text: "_^".find(text[0]))
            )
            if not reader.names.knows(longer):
                continue
            for script in own:
                _check_own(reader.names, key, longer, script)
            kept = [token for script in own for token in written(script)]
            left = [token for script in (*rest, *others) for token in written(script)]
            tokens, end = reader.tokens, scripts[-1].end
            reader.tokens = [*tokens[:start], *kept, *left, *tokens[end:]]
            reader.position = start + len(kept)
            return longer
    return None


def _partings(scripts: list[Script]) -> Iterator[tuple[list[Script], list[Script]]]:
    """Yield what of *scripts* may belong to a name, and what is then left: first all of them."""
    yield scripts, []
    for place, script in enumerate(scripts):
        before, behind = scripts[:place], scripts[place + 1 :]
        if script.text.startswith("^"):
            count = transpose_at_end(script.tokens)
            cuts = [len(script.tokens) - count] if count else []
        else:
            cuts = [*range(len(script.tokens) - 1, 0, -1)]
        for cut in cuts:
            if cut:
                own, rest = parted(script, cut)
                yield [*before, own, *behind], [rest]


def _check_own(names: Names, key: str, longer: str, script: Script) -> None:
    """Refuse a script that belongs to a declared name and could be an entry or a power as well."""
    below = script.text.startswith("_")
    bracketed = is_bracketed(script.tokens)
    could_be_entry = below and names.canonical(key) is not None
    running = script.letters & (names.bound | (set(names.indices) if could_be_entry else set()))
    if running:
        index = min(running)
        raise ReadingError(
            "ambiguous",
            script.span,
            f"{longer} is a declared name, and {index} is an index here",
            "declare the whole as a column or matrix, or write \\mathrm around the index"
            if below
            else f"declare the members with brackets: ${key}^{{({index})}} \\in …$",
            name=longer,
        )
    if longer.endswith(INVERSE) and names.canonical(key) == key and key not in names.functions:
        raise ReadingError(
            "ambiguous",
            script.span,
            f"{longer} is a declared function, and a power of {key}",
            f"give the function a name of its own, or write 1/{key}",
            name=longer,
        )
    if longer.endswith(SQUARE) and names.canonical(key) == key:
        raise ReadingError(
            "ambiguous",
            script.span,
            f"{longer} is a declared name, and the square of {key}",
            f"say of one of them only what it is; {key} alone is read as the root of {longer}",
            name=longer,
        )
    known = script.letters and all(names.canonical(letter) is not None for letter in script.letters)
    if not below and not bracketed and known and names.canonical(key) == key:
        raise ReadingError(
            "ambiguous",
            script.span,
            f"{longer} is a declared name, and a power of {key}",
            f"write the name with brackets, {key}^{{({script.text[2:-1]})}}",
            name=longer,
        )
