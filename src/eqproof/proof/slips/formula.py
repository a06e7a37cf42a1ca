"""A formula to be changed, in parts and words, and what the changes have in common."""

from dataclasses import dataclass

from eqproof.latex.nodes import Add, Component, Constant, Name, Negative, Node, Number
from eqproof.latex.places import Path, places, put, values
from eqproof.latex.plain import plain
from eqproof.notation.symbols import Definition, Notation, Variable, is_scalar, is_vector

ONE = Number("1")
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Edit:
    """*node* is the whole formula after the change, *what* the change in words.

    *note* says where the slip comes from, if the formula comes from differentiating.
    """

    node: Node
    what: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """A tree, what may be put in, and its parts with their places.

    *reading* has the parts in reading order, with their *texts*, *parts* has outer ones first.
    """

    root: Node
    beside: Node | None
    reading: tuple[tuple[Path, Node], ...]
    texts: tuple[str, ...]
    parts: tuple[tuple[Path, Node], ...]
    notation: Notation
    quantities: tuple[str, ...]
    whole: str

    def edit(self, path: Path, new: Node, what: str, note: str = "") -> Edit:
        """Return the change that puts *new* at *path*."""
        return Edit(put(self.root, path, new), what, note)

    def say(self, node: Node) -> str:
        """Return *node* in plain characters, components as the author spells them."""
        return plain(spelled(node, self.notation))

    def the(self, path: Path, node: Node, noun: str = "") -> str:
        """Return *node* in words, counted where it stands there more than once.

        *noun* says what it is in its place: a factor, a denominator.
        """
        text = self.say(node)
        same = [p for (p, _), t in zip(self.reading, self.texts, strict=True) if t == text]
        if noun:
            fields = {"left", "right"} if noun == "factor" else {noun}
            same = [p for p in same if p and p[-1][0] in fields]
        if len(text) > LONGEST:
            text = text[: LONGEST - 1].rstrip() + "…"
        if len(same) > 1 and path in same:
            return " ".join(filter(None, ("the", ordinal(same.index(path)), noun, text)))
        return f"the {noun} {text}" if noun else text

    def within(self, path: Path, node: Node, word: str = "of") -> str:
        """Return `` of …`` for a sum, and nothing for the one that holds all the others."""
        sums = [p for p, n in self.parts if isinstance(n, Add)]
        if all(p[: len(path)] == path for p in sums):
            return ""
        return f" {word} {self.the(path, node)}"


def spelled(node: Node, notation: Notation) -> Node:
    """Return *node* with the entries of a tensor under the letter that is written for them."""
    spellings = {key: written for written, key in notation.aliases.items()}
    for path, part in places(node):
        if (
            isinstance(part, Component)
            and isinstance(part.base, Name)
            and part.base.key in spellings
        ):
            node = put(node, (*path, ("base", None)), Name(spellings[part.base.key]))
    return node


def ordinal(number: int) -> str:
    """Return the word for a place that is counted from 0."""
    return _ORDINALS[number] if number < len(_ORDINALS) else f"{number + 1}th"


def negated(node: Node) -> Node:
    """Return *node* with the other sign."""
    return node.operand if isinstance(node, Negative) else Negative(node)


def unsigned(node: Node) -> Node:
    """Return *node* without its minus, if it has one."""
    return node.operand if isinstance(node, Negative) else node


def _is_one(node: Node) -> bool:
    return node == ONE or (isinstance(node, Constant) and node.kind == "ones")


def is_quantity(node: Node, notation: Notation) -> bool:
    """Whether *node* is a name, or a component of one, that stands for numbers or a column."""
    match node:
        case Component(Name(key)):
            return isinstance(notation.lookup(key), Variable | Definition)
        case Name(key):
            shape = notation.shape(key)
            known = isinstance(notation.lookup(key), Variable | Definition)
            return known and (is_scalar(shape) or is_vector(shape))
        case _:
            return False


def complement(node: Node, notation: Notation) -> Node:
    """Return one minus *node*."""
    vector = isinstance(node, Name) and is_vector(notation.shape(node.key))
    return Add((Constant("ones") if vector else ONE, Negative(node)))


def complemented(node: Node) -> Node | None:
    """Return x of ``1 - x``."""
    match node:
        case Add((one, Negative(operand))) if _is_one(one):
            return operand
        case _:
            return None


def is_tensor(node: Node, notation: Notation) -> bool:
    """Whether *node* is a column or looks like one: it has a name of a column in it."""
    return any(
        isinstance(part, Name) and is_vector(notation.shape(part.key)) for _, part in values(node)
    )
