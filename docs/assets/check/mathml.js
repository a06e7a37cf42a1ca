// The MathML of a formula that MathJax read, for screen readers: only elements and attributes that say how it looks.

const SPACE = "http://www.w3.org/1998/Math/MathML";
const ELEMENTS = new Set(
  ("math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle mpadded mphantom menclose msub msup msubsup"
    + " munder mover munderover mmultiscripts mprescripts none mtable mtr mlabeledtr mtd merror").split(" "),
);
const ATTRIBUTES = new Set(
  ("accent accentunder columnalign display displaystyle fence form largeop linethickness lspace mathvariant maxsize"
    + " minsize movablelimits notation rspace scriptlevel separator stretchy symmetric").split(" "),
);

/** Returns `root`, a tree of MathJax, as an element of MathML. */
export function mathml(root, display) {
  const [math] = parts(root);
  if (display) math.setAttribute("display", "block");
  return math;
}

function parts(node) {
  if (node.kind === "text") return [document.createTextNode(node.getText())];
  const inside = (node.childNodes ?? []).filter(Boolean).flatMap(parts);
  if (node.isInferred) return inside;
  const name = ELEMENTS.has(node.kind) ? node.kind : "mrow";
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(node.attributes?.getAllAttributes() ?? {})) {
    if (ATTRIBUTES.has(key)) element.setAttribute(key, String(value));
  }
  element.append(...inside);
  return [element];
}
