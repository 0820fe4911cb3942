// One stream of machine frames for the page. Each value keeps the time at which it was true, so that its age can be shown.
import { word } from "./words.js";

const listeners = new Set();
let source = null;
let lastFrame = 0;
let waitMs = 500;

export function onMachines(listener) {
  listeners.add(listener);
  if (!source) open();
}

export const isLive = () => Date.now() - lastFrame < 6000;

function open() {
  source = new EventSource("/api/live");
  source.addEventListener("machines", event => {
    lastFrame = Date.now();
    waitMs = 500;
    show("live");
    const machines = JSON.parse(event.data);
    for (const machine of machines) machine.heardAt = machine.ageMs == null ? null : lastFrame - machine.ageMs;
    for (const listener of listeners) listener(machines);
  });
  source.onerror = () => {
    show("lost");
    // The browser retries by itself unless the server answered with an error; then we do.
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, 10000);
    }
  };
}

function show(state) {
  const link = document.getElementById("link");
  if (!link || link.dataset.link === state) return;
  link.dataset.link = state;
  link.querySelector("[data-f=word]").textContent = word(`live.${state}`);
}

setInterval(() => { if (source && lastFrame && !isLive()) show("lost"); }, 2000);
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && source && !isLive()) {
    source.close();
    open();
  }
});
addEventListener("pagehide", () => source?.close());
