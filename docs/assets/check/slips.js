// Which page explains a slip, by what the checker says of it. The first that fits is shown.

const SLIPS = [
  [/inner derivative of .*log/, "derivation/sign-error/", "My sign is wrong: the inner derivative"],
  [/inner derivative/, "refuted/#the-inner-derivative", "The inner derivative, forgotten"],
  [/sign/, "derivation/sign-error/#four-places-where-a-minus-lives", "Four places where a minus lives"],
  [/transpos/, "derivation/batch/#why-transposed", "Why transposed"],
  [/shape-mismatch|shapes/, "refuted/#shapes", "Slips in shapes"],
  [/multiplied by .*\bm\b|divided by .*\bm\b|1\/m/, "derivation/batch/#mean-or-sum", "Mean or sum"],
  [/multiplied by/, "refuted/#a-factor-too-many-or-too-few", "A factor too many, or too few"],
  [/unbracketed-scope/, "refuted/#the-bracket-around-both-terms", "The bracket around both terms"],
  [/unbalanced-bracket/, "refuted/#a-bracket-that-is-never-closed", "A bracket that is never closed"],
  [/unknown-symbol|free-index/, "eqproof/language/#declarations", "How a name is declared"],
  [/ambiguous|unsupported|unknown-command|missing-operand/, "eqproof/language/#formulas", "What the checker reads"],
  [/undefined-in-domain/, "eqproof/language/#sets-and-shapes", "How a set is written"],
];

/** Returns {place, title} of the page on a line of the answer, or null. `place` is from the root. */
export function explanation({code = "", help = ""}) {
  const said = `${code} ${help ?? ""}`;
  const found = SLIPS.find(([pattern]) => pattern.test(said));
  return found ? {place: found[1], title: found[2]} : null;
}
