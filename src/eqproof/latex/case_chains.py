r"""Case distinctions whose values are chains: ``= \begin{cases} a = b & i = j \\ c = d & …``.

Such a distinction is the link of a chain for each sign in its values: ``= {a; c} = {b; d}``. A
value with fewer signs stays what it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from eqproof.latex import commands
from eqproof.latex.rows import is_boundary, split_table
from eqproof.latex.tokens import Token


def with_case_chains(tokens: Sequence[Token]) -> list[Token]:
    """Return *tokens* with such case distinctions as chains of plain ones."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        end = _end_of_cases(tokens, position)
        begins = position > 0 and _is_equals(tokens[position - 1])
        if end is None or not begins or not is_boundary(tokens[end + 1]):
            found.append(tokens[position])
            position += 1
            continue
        found += _chained(tokens[position : end + 1])
        position = end + 1
    return found


def _end_of_cases(tokens: Sequence[Token], position: int) -> int | None:
    if tokens[position].kind != "cases":
        return None
    depth = 0
    for place in range(position, len(tokens)):
        depth += (tokens[place].kind == "cases") - (tokens[place].kind == "endcases")
        if depth == 0:
            return place
    return None


def _chained(tokens: Sequence[Token]) -> list[Token]:
    opening, closing = tokens[0], tokens[-1]
    rows = [split_table(row, "guard") for row in split_table(tokens[1:-1], "branch") if row]
    values = [_parts(row[0]) for row in rows]
    if any(value is None for value in values):
        return list(tokens)
    chains = [value for value in values if value is not None]
    longest = max(chains, key=len, default=[])
    found: list[Token] = []
    for link, (sign, _) in enumerate(longest):
        found += [*([sign] if sign is not None else []), opening]
        for number, (row, chain) in enumerate(zip(rows, chains, strict=True)):
            value = chain[min(link, len(chain) - 1)][1]
            guards = [t for part in row[1:] for t in (Token("guard", "&", part[0].span), *part)]
            parting = [replace(opening, kind="branch")] if number else []
            found += [*parting, *value, *guards]
        found.append(closing)
    return found


def _parts(value: Sequence[Token]) -> list[tuple[Token | None, list[Token]]] | None:
    """Return what *value* says before and behind each of its signs; None for other relations."""
    parts: list[tuple[Token | None, list[Token]]] = [(None, [])]
    depth = 0
    for token in value:
        depth += token.nesting + (token.kind in ("cases", "array"))
        depth -= token.kind in ("endcases", "endarray")
        if depth == 0 and _is_equals(token):
            parts.append((token, []))
        elif depth == 0 and token.text in commands.RELATIONS:
            return None
        else:
            parts[-1][1].append(token)
    return parts if all(part for _, part in parts) else None


def _is_equals(token: Token) -> bool:
    return token.kind == "symbol" and token.text == "="
