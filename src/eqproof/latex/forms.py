r"""Functions that are written in a form of their own: ``g_p(w)``, ``s(x)_i``, ``P(t = 1 \mid z)``.

A form says where its parameters stand. In the name of such a function a dot stands for each of
them, ``g_{\cdot}(\cdot)``, and a call of it has them as its arguments in that order.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from eqproof.latex.family import DOT


@dataclass(frozen=True, slots=True)
class Slot:
    r"""What stands in one place of the brackets.

    ``free``: a parameter. ``value``: a number that is fixed, as for ``t = 1``, where *text* is the
    number. ``named``: a parameter whose name tells the function from others. ``member``: a member
    of a family, ``\mathbf{x}_i``, whose number is the parameter.
    *name* is what the place is called.
    """

    kind: Literal["free", "named", "value", "member"]
    name: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A function *key* that is written with the name *base*.

    It is *indexed* if a number stands behind its name, and has *entries* if one stands behind its
    brackets. A *tensor* is no function: what stands in its brackets numbers its entries. Where the
    places are named, their *signs* between tell it from others too.
    """

    base: str
    key: str
    slots: tuple[Slot, ...]
    parameters: tuple[str, ...] = ()
    indexed: bool = False
    entries: bool = False
    tensor: bool = False
    signs: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the names of its parameters tell it from other functions of its name."""
        return any(slot.kind == "named" for slot in self.slots)

    def shown(self) -> str:
        """Return how it is written."""
        return spelled_out(self.key, [slot.name if self.named else "…" for slot in self.slots])[0]


def named(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """Return *slots* whose names must stand in them."""
    return tuple(replace(slot, kind="named") for slot in slots)


def alike(sign: str) -> str:
    """Return *sign*, which stands between two places in brackets, in one way to write it."""
    return _ALIKE.get(sign, sign)


def key_of(base: str, slots: tuple[Slot, ...], signs: tuple[str, ...], form: str) -> str:
    """Return the name of a function in a form; *signs* stand between the places in the brackets.

    *form* has ``_`` for an index behind the name and ``e`` for one behind the brackets.
    """
    inside = ""
    for slot, sign in zip(slots, ("", *signs), strict=True):
        spaced = f" {sign} " if sign.startswith("\\") else f"{sign} "
        inside += _SIGNS.get(sign, spaced)
        match slot.kind:
            case "free":
                inside += DOT
            case "named":
                inside += f"{slot.name} = {DOT}"
            case "value":
                inside += f"{slot.name} = {slot.text}"
            case "member":
                above = slot.name.endswith("^")
                number = rf"{{({DOT})}}" if above else rf"{{{DOT}}}"
                inside += slot.name + number
    index = rf"_{{{DOT}}}"
    return f"{base}{index * ('_' in form)}({inside}){index * ('e' in form)}"


_SIGNS = {"": "", "|": r" \mid ", r"\vert": r" \mid ", r"\Vert": r" \| "}
_ALIKE = {r"\mid": "|", r"\vert": "|", r"\Vert": r"\|"}


def spelled_out(key: str, arguments: list[str]) -> tuple[str, list[str]]:
    """Return *key* with arguments in place of its dots, and the arguments that are left.

    A number that stands in several places is the last argument. An argument that has the name of
    its place stands there alone.
    """
    left = list(arguments)
    last = arguments[-1] if arguments else ""
    first, *parts = re.split(re.escape(DOT) + r"(?![A-Za-z])", key)
    text = first
    for part in parts:
        argument = left.pop(0) if left else last
        if text.endswith((f"({argument} = ", f" {argument} = ")):
            text = text.removesuffix(f"{argument} = ")
        text += argument + part
    return text, left


def letter_of(key: str) -> str:
    """Return a name without its scripts."""
    return re.split(r"[_^]", key)[0]
