// Small windows above the page: a passing word, a question, a list to choose from.
import { element } from "./rich.js";
import { say } from "./words.js";

const $ = (id) => document.getElementById(id);

let toastTimer = 0;
export function toast(text) {
  $("toast").textContent = text;
  $("toast").hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { $("toast").hidden = true; }, 3500);
}

export function dialog(text, choices) {
  $("dialog-text").textContent = text;
  $("dialog-choices").replaceChildren(...choices.map(([label, run]) => {
    const button = element("button", "", label);
    button.addEventListener("click", () => { $("dialog").close(); run?.(); });
    return button;
  }));
  $("dialog").showModal();
}

export const alertBox = (text) => dialog(text, [[say("ok"), null]]);

export function popup(anchor, choices) {
  const box = $("popup");
  box.replaceChildren(...choices.map(([label, note, run]) => {
    const button = element("button", "", label);
    if (note) button.append(element("small", "", note));
    button.addEventListener("click", () => { box.hidden = true; run(); });
    return button;
  }));
  box.hidden = false;
  const place = anchor.getBoundingClientRect();
  const below = place.top < innerHeight / 2;
  box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 8))}px`;
  box.style.top = below ? `${place.bottom + 6}px` : `${place.top - box.offsetHeight - 6}px`;
}
