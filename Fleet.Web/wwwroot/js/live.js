// One stream of machine frames for the page. Each value keeps the time at which it was true, so that its age can be shown.
import { word } from "./words.js";

const listeners = new Set();
const known = new Map();
let source = null;
let address = "/api/live";
let fresh = true;
let waitMs = 500;

// The listener gets all machines each time; the frames hold only those that changed.
export function onMachines(listener, only = null) {
  listeners.add(listener);
  if (only) address = `/api/live?machines=${encodeURIComponent(only)}`;
  if (!source) open();
}

function open() {
  source = new EventSource(address);
  source.onopen = () => {
    fresh = true;
    waitMs = 500;
    show("live");
  };
  source.addEventListener("machines", event => {
    // The first frame of a connection is the whole truth, also about what is gone.
    if (fresh) known.clear();
    fresh = false;
    for (const machine of JSON.parse(event.data)) {
      machine.heardAt = machine.ageMs == null ? null : Date.now() - machine.ageMs;
      machine.heaters?.sort((a, b) => "TBC".indexOf(a.name[0]) - "TBC".indexOf(b.name[0]));
      known.set(machine.id, machine);
    }
    const machines = [...known.values()];
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

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && source?.readyState === EventSource.CLOSED) open();
});
addEventListener("pagehide", () => source?.close());
