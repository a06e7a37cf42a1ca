r"""The benchmark: `eqproof` beside the readers of LaTeX that others use, on the same equations.

``nox -s bench`` runs it. It is no part of the package and no test; `tests/test_bench.py` runs its
logic on a few equations with a reader made for that.

**The equations.** Every link with ``=`` of the pages below ``docs`` and of ``bench/equations.md``,
true ones and those that the page itself marks as wrong (``\overset{?}{=}``). To them come slips:
each true link with one small change in one side, from the list of changes that the engine knows
(`eqproof.proof.edits`), drawn with a fixed seed. A slip counts only when it is certainly false:
at some point of the declared domain both sides are defined and differ with 1000 digits.

**The readers.** A peer gets both sides of a link as LaTeX, in one of two spellings. *as written*:
as the page has it (a slip: as the engine prints it). *simplified*: with everything rewritten that
is known to trip a reader (see `spelling`). Around the peer, the benchmark does what a careful user
would do: it tells it that ``e`` is a number, gives each symbol the domain that the page declares,
puts in the definitions of the page (read by the peer itself), and carries derivatives out through
them.

**What a reading is.** For each side of the links that are not slips: *refused*, when the peer
raises an error, gives no expression or gives several; *wrong*, when it silently returns something
with a name that the page does not have, or with another value than the side has, at any of some
points; *right*, when the value is the same at all of them; *not judged*, when nothing can be
compared: a side that is no number, has a column or matrix in it, or has no value. The values to
compare with are those of the numeric interpreter of `eqproof`. So the row of `eqproof` itself says
only that it reads back what it prints, and what it cannot read.

**What a verdict is.** *proved*, *refuted*, *undecided* (no answer, an error, or out of time) or
*refused*. A reader that only reads gets SymPy's own decision: `simplify` of the difference, then
`equals`. Math-Verify gets its own `verify`. What counts worst is a false link that is proved.
"""
