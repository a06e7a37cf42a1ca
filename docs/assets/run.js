// Adds to each program that Python in a browser can run a button for that. All else comes with it.
(() => {
  if (!location.protocol.startsWith("http")) return; // a file may start no worker
  const place = new URL("run/index.js", document.currentScript.src).href;

  const add = (bar) => {
    if (bar.querySelector("button")) return;
    const button = document.createElement("button");
    Object.assign(button, {type: "button", className: "program-open", textContent: "Edit and run"});
    button.addEventListener("click", async () => {
      try {
        const {open} = await import(place);
        await open(bar, button);
      } catch {
        button.textContent = "This could not be loaded. Try again";
      }
    });
    bar.prepend(button);
  };

  const start = () => document.querySelectorAll(".program[data-program]").forEach(add);
  if (window.document$) window.document$.subscribe(start);
  else start();
})();
