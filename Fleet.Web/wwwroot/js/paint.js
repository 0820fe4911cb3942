// Writes only what changed: a wall of hundreds of machines must not repaint for nothing.
import { word, duration } from "./words.js";

export function text(root, field, value) {
  for (const element of root.querySelectorAll(`[data-f="${field}"]`))
    if (element.textContent !== value) element.textContent = value;
}

export function attribute(element, name, value) {
  if (value == null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

export function badge(root, state) {
  const element = root.querySelector(".badge");
  if (!element || element.dataset.state === state) return;
  element.dataset.state = state;
  element.querySelector("[data-f=state]").textContent = word(`state.${state}`);
  const use = element.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${state}`));
}

// A value older than three seconds says so; one that is current says nothing.
export function age(root, heardAt) {
  const seconds = heardAt == null ? null : (Date.now() - heardAt) / 1000;
  const old = seconds == null || seconds > 3;
  text(root, "age", !old ? "" : seconds == null ? word("live.never") : word("live.age", duration(seconds)));
  for (const element of root.querySelectorAll("[data-live]")) element.classList.toggle("stale", old);
}
