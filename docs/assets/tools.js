// The tools of a displayed equation, in a menu behind one button: copy its link, its LaTeX, a program
// in SymPy, or open it on the page that checks derivations. Without this script it is a plain link.
(() => {
  if (!("popover" in HTMLElement.prototype)) return;
  const ASSETS = new URL(".", document.currentScript.src);
  const SHOWN = 1500; // milliseconds that an entry says that it was copied
  const pages = new Map(); // what was fetched, by the address of the page

  const fetched = () => {
    const address = new URL("equations.json", location.origin + location.pathname).href;
    const known = pages.get(address) ?? fetch(address)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.status))))
      .catch(() => pages.delete(address) && null);
    pages.set(address, known);
    return known;
  };

  /** Returns the address at which the display is opened to be checked. */
  const trial = async (page, display) => {
    const {fragment} = await import(new URL("check/share.js", ASSETS));
    const given = display.given.map((number) => page.given[number]);
    return new URL("../check/", ASSETS).href + await fragment(given.join("\n"), display.lines);
  };

  const say = (text) => {
    let box = document.getElementById("eq-status");
    if (!box) {
      box = document.createElement("div");
      Object.assign(box, {id: "eq-status", role: "status"});
      document.body.append(box);
    }
    box.textContent = text;
  };

  const copy = async (entry, text) => {
    const menu = entry.parentElement;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // no secure connection, or not allowed
      const box = document.createElement("textarea");
      Object.assign(box, {value: text, readOnly: true, rows: 3});
      box.setAttribute("aria-label", "To be copied");
      menu.querySelector("textarea")?.remove();
      menu.append(box);
      box.focus();
      box.select();
      return say("The browser does not allow copying. The text is selected, copy it from there.");
    }
    const label = entry.textContent;
    entry.textContent = "Copied";
    say("Copied");
    setTimeout(() => { entry.textContent = label; }, SHOWN);
  };

  const entry = (tag, label, act) => {
    const made = document.createElement(tag);
    made.setAttribute("role", "menuitem");
    made.tabIndex = -1;
    made.textContent = label;
    if (act) made.addEventListener("click", () => act(made));
    return made;
  };

  const make = (button, hash) => {
    const menu = document.createElement("div");
    Object.assign(menu, {className: "eq-menu", popover: "auto"});
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", button.getAttribute("aria-label"));
    const formula = button.parentElement.querySelector("mjx-container");
    const link = location.origin + location.pathname + location.search + hash;
    const check = entry("a", "Try it");
    check.setAttribute("aria-disabled", "true");
    menu.append(
      entry("button", "Copy link", (item) => copy(item, link)),
      entry("button", "Copy LaTeX", (item) => copy(item, formula.dataset.tex)),
      check,
    );
    fetched().then(async (page) => {
      const display = page?.displays[button.parentElement.id];
      if (!display) return check.remove();
      if (display.sympy) check.before(entry("button", "Copy SymPy", (item) => copy(item, display.sympy)));
      check.href = await trial(page, display);
      check.removeAttribute("aria-disabled");
    }).catch(() => check.remove());
    menu.addEventListener("keydown", (event) => move(event, menu));
    menu.addEventListener("toggle", ({newState}) => {
      button.setAttribute("aria-expanded", String(newState === "open"));
      if (newState === "closed") menu.remove();
    });
    menu.addEventListener("focusout", ({relatedTarget}) => {
      if (relatedTarget && !menu.contains(relatedTarget)) menu.hidePopover();
    });
    return menu;
  };

  const move = (event, menu) => {
    const entries = [...menu.querySelectorAll("[role=menuitem]")];
    const at = entries.indexOf(document.activeElement);
    const next = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: (at + entries.length - 1) % entries.length,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (next === undefined || at < 0) return;
    event.preventDefault();
    entries[next].focus();
  };

  const open = (button, hash) => {
    const menu = make(button, hash);
    button.after(menu);
    menu.showPopover({source: button});
    const place = button.getBoundingClientRect();
    const below = place.bottom + menu.offsetHeight <= innerHeight;
    menu.style.left = `${Math.max(0, Math.min(place.right, document.documentElement.clientWidth) - menu.offsetWidth)}px`;
    menu.style.top = `${below ? place.bottom : Math.max(0, place.top - menu.offsetHeight)}px`;
    menu.firstElementChild.focus({preventScroll: true});
    addEventListener("scroll", () => menu.isConnected && menu.hidePopover(), {once: true});
  };

  const upgrade = () => {
    for (const link of document.querySelectorAll("a.eq-tools")) {
      const button = document.createElement("button");
      Object.assign(button, {type: "button", className: "eq-tools"});
      button.setAttribute("aria-label", link.getAttribute("aria-label").replace("Link to", "Tools of"));
      button.setAttribute("aria-haspopup", "menu");
      button.setAttribute("aria-expanded", "false");
      button.addEventListener("pointerenter", fetched, {once: true});
      button.addEventListener("click", () => open(button, link.hash));
      button.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowDown") return;
        event.preventDefault();
        button.click();
      });
      link.replaceWith(button);
    }
  };

  if (window.document$) window.document$.subscribe(upgrade);
  else upgrade();
})();
