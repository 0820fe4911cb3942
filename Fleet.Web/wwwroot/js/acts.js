// What buttons with data-act do, on the wall and on a machine's page. A click acts at once; data-hold asks for a deliberate press.
import { machineAct, machineNow, judge, send } from "./api.js";
import { startOrAsk } from "./against.js";
import { tell, tellFailure } from "./tell.js";
import { word } from "./words.js";

const holdMs = 800;

const acts = {
  pause: ({ machine }) => machineAct(machine, "pause"),
  resume: ({ machine }) => machineAct(machine, "resume"),
  cancel: ({ machine }) => machineAct(machine, "cancel"),
  stop: ({ machine }) => machineAct(machine, "stop"),
  home: ({ machine }) => machineAct(machine, "home"),
  start: ({ machine }) => startOrAsk(reason => machineAct(machine, "start", { override: reason })),
  bedCleared: ({ machine }) => machineAct(machine, "bedCleared"),
  good: place => say(place, "good"),
  bad: place => say(place, "bad"),
  unlock: ({ machine }) => machineAct(machine, "unlock"),
  lock: ({ machine }) => machineAct(machine, "lock", { reason: document.querySelector("[data-lock-reason]").value.trim() }),
  cancelJob: ({ job }) => send("POST", `/api/jobs/${job}/cancel`),
  releaseJob: ({ job }) => send("POST", `/api/jobs/${job}/release`),
};

// On a machine the part belongs to its last run, which the live feed has already forgotten; on a run's page it is that run.
async function say({ machine, run }, outcome) {
  const part = machine ? (await machineNow(machine)).partRun?.id : run;
  return part ? judge(part, outcome, note()) : machineAct(machine, "bedCleared");
}

const note = () => document.querySelector("[data-note]")?.value.trim() || undefined;

export async function act(name, button) {
  const place = button.closest("[data-machine], [data-run], [data-job]");
  const label = button.dataset.label ?? button.textContent.trim();
  button.dataset.busy = "";
  try {
    await acts[name](place?.dataset ?? {});
    tell(word("act.sent", label));
    button.dispatchEvent(new CustomEvent("acted", { bubbles: true, detail: name }));
  } catch (failure) {
    tellFailure(label, failure.message);
  } finally {
    delete button.dataset.busy;
  }
}

document.addEventListener("click", event => {
  const button = event.target.closest("button[data-act]");
  if (!button || !(button.dataset.act in acts) || button.disabled || "busy" in button.dataset) return;
  if ("hold" in button.dataset) {
    // The pointer is handled below; a click without one comes from the keyboard: two presses within two seconds.
    if (event.detail !== 0) return;
    if (Date.now() - (button.pressedAt ?? 0) < 2000) act(button.dataset.act, button);
    else tell(word("act.cancelHint"));
    button.pressedAt = Date.now();
    return;
  }
  act(button.dataset.act, button);
});

document.addEventListener("pointerdown", event => {
  const button = event.target.closest("button[data-hold]");
  if (!button || button.disabled || event.button !== 0) return;
  button.classList.add("holding");
  const timer = setTimeout(() => { release(); act(button.dataset.act, button); }, holdMs);
  const release = () => {
    clearTimeout(timer);
    button.classList.remove("holding");
    for (const name of ["pointerup", "pointerleave", "pointercancel"]) button.removeEventListener(name, release);
  };
  for (const name of ["pointerup", "pointerleave", "pointercancel"]) button.addEventListener(name, release);
});
document.addEventListener("contextmenu", event => event.target.closest("[data-hold]") && event.preventDefault());

// The same keys as in Fluidd: the machine of the page, or the one whose tile has the focus.
document.addEventListener("keydown", event => {
  if (!(event.ctrlKey && event.shiftKey && event.code === "KeyE")) return;
  const place = document.activeElement?.closest("[data-machine]") ?? document.querySelector(".machine[data-machine]");
  if (!place) return;
  event.preventDefault();
  machineAct(place.dataset.machine, "stop").then(() => tell(word("act.sent", word("act.stop"))), failure => tellFailure(word("act.stop"), failure.message));
});
