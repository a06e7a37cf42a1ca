// Shows LaTeX with the MathJax of this site, loaded when the first formula is to be shown.
//
// Its packages can load, link to and style nothing; what could is taken off each formula once more.
// Macros that a reader defines hold for one list of formulas, and no longer.

import {mathml} from "./mathml.js";

const FOLDER = new URL("../mathjax", import.meta.url).href;
const PACKAGES = ["base", "ams", "begingroup", "boldsymbol", "cancel", "configmacros", "newcommand", "textmacros"];
const TAKEN_OFF = ["href", "src", "id", "class", "style"];
const FRESH = "\\begingroupSandbox "; // forgets what was defined before
let ready = null, last = Promise.resolve();
let tree = null; // of the formula that was read last

function clean({data}) {
  data.root.walkTree((node) => {
    for (const name of TAKEN_OFF) node.attributes?.unset(name);
  });
  tree = data.root;
}

function load(macros) {
  window.MathJax = {
    loader: {
      load: ["input/tex-base", ...PACKAGES.slice(1).map((name) => `[tex]/${name}`), "output/chtml"],
      paths: {mathjax: FOLDER, "mathjax-newcm": `${FOLDER}/font`},
    },
    tex: {packages: PACKAGES, macros, tags: "none", postFilters: [[clean, 100]]},
    chtml: {fontURL: FOLDER, displayOverflow: "scroll", linebreaks: {inline: true}},
    startup: {typeset: false},
  };
  return new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), {src: `${FOLDER}/startup.js`});
    script.onload = () => window.MathJax.startup.promise.then(resolve, reject);
    script.onerror = () => reject(new Error("MathJax cannot be loaded"));
    document.head.append(script);
  });
}

/**
 * Fills elements with formulas, [[element, tex, display], …], with the macros and the characters of the
 * `site` and the `definitions` of the reader; each typeset, or as it was written if that cannot be done.
 */
export function show(formulas, site, definitions = "") {
  for (const [element, tex] of formulas) raw(element, tex);
  if (!formulas.length) return last;
  last = last.then(async () => {
    try {
      ready ??= load(site.macros);
      await ready;
    } catch {
      ready = null;
      return;
    }
    let before = `${FRESH}${definitions} `;
    for (const [element, tex, display = true] of formulas) {
      const spelled = tex.normalize("NFC").replace(/[^\x00-\x7f]/g, (sign) => site.characters[sign] ?? sign);
      await typeset(element, tex, before + spelled, display);
      before = "";
    }
    const style = window.MathJax.startup.output.styleSheet(window.MathJax.startup.document);
    if (!style.isConnected) document.head.append(style);
    else document.getElementById(style.id)?.replaceWith(style);
  });
  return last;
}

function raw(element, tex) {
  element.textContent = tex;
  element.classList.add("check-raw");
}

async function typeset(element, tex, spelled, display) {
  try {
    const formula = await window.MathJax.tex2chtmlPromise(spelled, {display});
    if (formula.querySelector("[data-mjx-error]") || !formula.textContent) return;
    const spoken = document.createElement("span");
    spoken.className = "check-spoken";
    spoken.append(mathml(tree, display));
    formula.setAttribute("aria-hidden", "true");
    formula.setAttribute("tabindex", "-1");
    element.replaceChildren(formula, spoken);
    element.classList.remove("check-raw");
  } catch {
    raw(element, tex);
  }
}
