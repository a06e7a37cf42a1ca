// Moves what the slider of a figure moves. Every position was drawn when the site was built.
document$.subscribe(() => {
  for (const box of document.querySelectorAll(".figure-slider[hidden]")) {
    const {says, frames} = JSON.parse(box.dataset.positions);
    const parts = box.parentElement.querySelectorAll("[data-moving]");
    const input = box.querySelector("input");
    const show = () => {
      const position = input.valueAsNumber;
      frames[position].forEach((drawn, number) => { parts[number].innerHTML = drawn; });
      box.querySelector("output").value = says[position];
      input.setAttribute("aria-valuetext", says[position]);
    };
    input.addEventListener("input", show);
    show();
    box.hidden = false;
  }
});
