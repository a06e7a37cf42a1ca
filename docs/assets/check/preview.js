// Shows LaTeX with the MathJax of this site, loaded when the first formula is to be shown.
//
// Its packages can load, link to and style nothing; what could is taken off each formula once more.

const FOLDER = new URL("../mathjax", import.meta.url).href;
const PACKAGES = ["base", "ams", "boldsymbol", "cancel", "configmacros", "textmacros"];
const TAKEN_OFF = ["href", "src", "id", "class", "style"];
let ready = null;

function clean({data}) {
  data.root.walkTree((node) => {
    for (const name of TAKEN_OFF) node.attributes?.unset(name);
  });
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

/** Fills `element` with `tex`: typeset, or as it was written if that cannot be done. */
export async function show(element, tex, macros, display = true) {
  element.textContent = tex;
  try {
    ready ??= load(macros);
    await ready;
    const formula = await window.MathJax.tex2chtmlPromise(tex, {display});
    const error = formula.querySelector("[data-mjx-error]");
    if (error) throw new Error(error.dataset.mjxError);
    const style = window.MathJax.startup.output.styleSheet(window.MathJax.startup.document);
    if (!style.isConnected) document.head.append(style);
    else document.getElementById(style.id)?.replaceWith(style);
    formula.setAttribute("role", "img");
    formula.setAttribute("aria-label", tex.trim());
    element.replaceChildren(formula);
    element.classList.remove("check-raw");
    return null;
  } catch (error) {
    element.textContent = tex;
    element.classList.add("check-raw");
    return error.message;
  }
}
