// Typesets formulas with MathJax: CHTML for the eye, MathML for screen readers.
//
// stdin:  {"fonts": "url/of/the/fonts", "macros": {…}, "pages": [[{"tex": "…", "display": true}, …], …]}
// stdout: {"pages": [[{"html": "…", "error": null}, …], …], "css": "…", "fonts": ["….woff2", …]}
//
// Only formulas come in and only formulas go out: MathJax never sees the page around them.
// MathJax turns a TeX error into a picture of the error; it is found there and reported.

import {mathjax} from '@mathjax/src/js/mathjax.js';
import {TeX} from '@mathjax/src/js/input/tex.js';
import {CHTML} from '@mathjax/src/js/output/chtml.js';
import {liteAdaptor} from '@mathjax/src/js/adaptors/liteAdaptor.js';
import {RegisterHTMLHandler} from '@mathjax/src/js/handlers/html.js';
import {AssistiveMmlHandler} from '@mathjax/src/js/a11y/assistive-mml.js';
import {MathJaxNewcmFont} from '@mathjax/mathjax-newcm-font/js/chtml.js';
import '@mathjax/src/js/util/asyncLoad/esm.js';
import '@mathjax/src/js/util/entities/all.js';
import '@mathjax/src/js/input/tex/base/BaseConfiguration.js';
import '@mathjax/src/js/input/tex/ams/AmsConfiguration.js';
import '@mathjax/src/js/input/tex/boldsymbol/BoldsymbolConfiguration.js';
import '@mathjax/src/js/input/tex/cancel/CancelConfiguration.js';
import '@mathjax/src/js/input/tex/configmacros/ConfigMacrosConfiguration.js';
import '@mathjax/src/js/input/tex/tagformat/TagFormatConfiguration.js';
import '@mathjax/src/js/input/tex/textmacros/TextMacrosConfiguration.js';

const PACKAGES = ['base', 'ams', 'boldsymbol', 'cancel', 'configmacros', 'tagformat', 'textmacros'];

// the anchor of an equation is its label, or eq: and its number: see references.py
const tagformat = {
  id: (name) => (name.startsWith('eq:') ? name : 'eq:' + name),
  url: (id) => '#' + encodeURI(id),
};

const escape = (text) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const unescape = (text) =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&amp;/g, '&');

/** Makes every equation number a link to its own equation. */
function linkNumbers({data}) {
  data.root.walkTree((node) => {
    const id = node.isKind('mtd') && node.attributes.getExplicit('id');
    if (!id) return;
    const [row] = node.childNodes;
    for (const part of row.childNodes) part.attributes.set('href', tagformat.url(id));
  });
}

function errorIn(html) {
  const error = html.match(/data-mjx-error="([^"]*)"/);
  if (error) return unescape(error[1]);
  if (html.includes('???')) return 'reference to a label that the page does not have';
  return html.startsWith('<mjx-container') ? null : 'the braces do not match';
}

/** Adds the TeX for who copies it, and keeps doubled text out of the search index. */
function labelled(html, tex, display) {
  const container = `<mjx-container data-tex="${escape(tex)}"`;
  return display
    ? html.replace('<mjx-container', `${container} data-search-exclude`)
    : html.replace('<mjx-container', container).replace('<mjx-math', '<mjx-math data-search-exclude');
}

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const job = JSON.parse(Buffer.concat(chunks).toString('utf8'));

const adaptor = liteAdaptor();
AssistiveMmlHandler(RegisterHTMLHandler(adaptor));
const output = new CHTML({
  fontData: MathJaxNewcmFont,
  fontURL: job.fonts,
  adaptiveCSS: true,
  displayOverflow: 'scroll',
  linebreaks: {inline: true},
});

async function typesetPage(formulas) {
  const input = new TeX({
    packages: PACKAGES,
    macros: job.macros,
    tagformat,
    tags: 'none', // only what carries \tag has a number
    inlineMath: [['\\(', '\\)']],
    displayMath: [['\\[', '\\]']],
    processEnvironments: false,
    processRefs: false,
    postFilters: [[linkNumbers, 100]],
  });
  const blocks = formulas.map(({tex, display}) =>
    `<div class="formula">${display ? '\\[' : '\\('}${escape(tex)}${display ? '\\]' : '\\)'}</div>`);
  const page = mathjax.document(`<!DOCTYPE html><html><body>${blocks.join('')}</body></html>`, {
    InputJax: input,
    OutputJax: output,
    ignoreHtmlClass: '.*|',
    processHtmlClass: 'formula',
  });
  await page.renderPromise();
  const nodes = adaptor.elementsByClass(adaptor.body(page.document), 'formula');
  const results = nodes.map((node, index) => {
    const {tex, display} = formulas[index];
    const html = adaptor.innerHTML(node).replace(/ data-latex(-item)?="[^"]*"/g, '');
    return {html: labelled(html, tex.trim(), display), error: errorIn(html)};
  });
  return {page, results};
}

const pages = [];
let css = '';
for (const formulas of job.pages) {
  const {page, results} = await typesetPage(formulas);
  pages.push(results);
  css = adaptor.cssText(output.styleSheet(page));
}
const fonts = [...new Set([...css.matchAll(/[\w-]+\.woff2/g)].map(([name]) => name))].sort();
process.stdout.write(JSON.stringify({pages, css, fonts}));
