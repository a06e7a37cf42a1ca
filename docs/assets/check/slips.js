// What a slip is called, and which page explains it: by the hint of the checker, or by the code of what it found.

/** By a hint: the first that fits. A test holds these against all hints that the checker has. */
const SLIPS = [
  [/inner derivative of .*log/, "an inner derivative, forgotten", "derivation/sign-error/", "My sign is wrong"],
  [/inner derivative/, "an inner derivative, forgotten", "refuted/#the-inner-derivative", "The inner derivative"],
  [/bracket is missing/, "a bracket, missing", "refuted/#the-bracket-around-both-terms", "The bracket around both terms"],
  [/reaches the first term only/, "a bracket that reaches too far", "refuted/#the-bracket-of-the-logarithm", "The bracket of the logarithm"],
  [/the sign of .* is flipped|the minus .* is dropped/, "a sign, lost", "derivation/sign-error/#four-places-where-a-minus-lives", "Four places where a minus lives"],
  [/is transposed/, "a transpose, forgotten", "derivation/batch/#why-transposed", "Why transposed"],
  [/the factors .* change places/, "factors the wrong way round", "refuted/#the-product-the-wrong-way-round", "The product the wrong way round"],
  [/change places everywhere/, "two names, exchanged", "refuted/#the-divergence-turned-round", "The divergence, turned round"],
  [/change places/, "a difference, turned round", "refuted/#the-difference-turned-round", "The difference, turned round"],
  [/(?:multiplied|divided) by (?:m|n|N|1\/m|1\/n|1\/N)\b/, "mean or sum", "derivation/batch/#mean-or-sum", "Mean or sum"],
  [/is (?:multiplied|divided) by/, "a factor, missing", "refuted/#a-factor-too-many-or-too-few", "A factor too many, or too few"],
  [/(?:factor|denominator) .* is dropped|numerator .* is replaced by 1/, "a factor too many", "refuted/#a-factor-too-many-or-too-few", "A factor too many, or too few"],
  [/the sum over .* is dropped|is summed over/, "a sum too many, or too few", "refuted/#the-index-lost-under-the-sum", "The index, lost under the sum"],
  [/ over .* starts (?:at|with)|the (?:sum|product) starts with/, "a sum that starts elsewhere", "refuted/#one-term-too-many", "One term too many"],
  [/term.* is dropped/, "a term too many", "refuted/#one-term-too-many", "One term too many"],
  [/is (?:added|subtracted)/, "a term, lost", "refuted/#where-slips-hide", "Where slips hide"],
  [/the derivative is by/, "a derivative by something else", "refuted/#by-the-prediction-or-by-the-logit", "By the prediction or by the logit"],
  [/is replaced by/, "one thing in the place of another", "refuted/#the-logit-in-the-place-of-the-value", "The logit in the place of the value"],
  [/equal if the (?:left|right) side is/, "shapes that do not fit", "refuted/#shapes", "Slips in shapes"],
];

const ALONE = ["sides-differ", "relation-fails"]; // they say it all

/** Returns {name, place, title} on a line of the answer, or null. `place` is from the root; `name` may be empty. */
export function explanation({code = "", help = ""}) {
  const slip = /^equal if /.test(help ?? "") && SLIPS.find(([pattern]) => pattern.test(help));
  if (slip) return {name: slip[1], place: slip[2], title: slip[3]};
  return !code || ALONE.includes(code) ? null : {name: "", place: `eqproof/codes/#${code}`, title: `What ${code} means`};
}
