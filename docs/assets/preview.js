// Shows the equation that a link leads to in a card beside the link, while the pointer is over the
// link or it has the focus. Escape closes the card. Without this script it is a plain link.
(() => {
  if (!("popover" in HTMLElement.prototype)) return;
  const LINK = 'a[href*="#eq:"]', DELAY = 200, GAP = 6; // milliseconds, pixels
  const pages = new Map(); // of the pages that were fetched, by address
  let card = null, shown = null, timer = 0;

  const page = (address) => {
    const fetched = pages.get(address) ?? fetch(address).then((answer) => answer.text())
      .then((text) => new DOMParser().parseFromString(text, "text/html"))
      .catch(() => pages.delete(address) && null);
    pages.set(address, fetched);
    return fetched;
  };

  const target = (link) => decodeURIComponent(link.hash.slice(1));

  // a copy of the formula, without identifiers, which the page may hold already, and without links
  const formula = (there, id) => {
    const original = there?.getElementById(id)?.closest("mjx-container");
    const copy = original && document.importNode(original, true);
    copy?.querySelector(`[id="${CSS.escape(id)}"]`).classList.add("eq-target");
    copy?.querySelectorAll("[id]").forEach((part) => part.removeAttribute("id"));
    copy?.querySelectorAll("[href]").forEach((part) => part.removeAttribute("href"));
    return copy;
  };

  const hide = () => {
    clearTimeout(timer);
    shown?.removeAttribute("aria-describedby");
    card?.remove();
    card = shown = null;
  };

  const show = async (link) => {
    const address = link.origin + link.pathname;
    const there = address === location.origin + location.pathname ? document : await page(address);
    const copy = formula(there, target(link));
    if (!copy || shown !== link || !link.isConnected) return;
    card = document.createElement("div");
    Object.assign(card, {id: "eq-preview", className: "md-typeset", popover: "manual", role: "tooltip"});
    document.body.append(card);
    card.append(copy);
    card.showPopover();
    link.setAttribute("aria-describedby", card.id);
    const place = (link.closest("mjx-container") ?? link).getBoundingClientRect();
    const right = document.documentElement.clientWidth - card.offsetWidth - GAP;
    const below = place.bottom + GAP, above = place.top - GAP - card.offsetHeight;
    card.style.left = `${Math.max(GAP, Math.min(place.left, right))}px`;
    card.style.top = `${below + card.offsetHeight <= innerHeight ? below : Math.max(GAP, above)}px`;
    const row = card.querySelector(".eq-target").getBoundingClientRect();
    card.scrollTop = row.top + row.height / 2 - card.getBoundingClientRect().top - card.clientHeight / 2;
  };

  const leave = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, card ? DELAY : 0);
  };

  const enter = (event) => {
    if (event.pointerType === "touch") return;
    const link = event.target.closest?.(LINK);
    if (card?.contains(event.target)) return clearTimeout(timer);
    if (link && link.href === shown?.href) return card && clearTimeout(timer);
    if (!link || link.closest("mjx-mtd")?.id === target(link)) return leave(); // leads to itself
    hide();
    shown = link;
    timer = setTimeout(show, DELAY, link);
  };

  document.addEventListener("pointerover", enter);
  document.addEventListener("focusin", enter);
  document.addEventListener("focusout", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  document.addEventListener("scroll", (event) => card && !card.contains(event.target) && hide(), true);
  document.documentElement.addEventListener("pointerleave", leave);
  window.document$?.subscribe(hide);
})();
