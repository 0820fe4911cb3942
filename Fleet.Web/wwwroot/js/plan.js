// What-if on the plan's page and on a job's: ask first, see what would move and what it costs, then decide.
import "./queue.js";
import { startOrAsk } from "./against.js";
import { send } from "./api.js";
import { dragBars } from "./planDrag.js";
import { tell, tellFailure } from "./tell.js";
import { word } from "./words.js";

const when = text => text ? new Date(text).toLocaleString(document.documentElement.lang, { weekday: "short", hour: "2-digit", minute: "2-digit" }) : "–";
const instant = text => text ? new Date(text).toISOString() : null;
const line = (list, text) => { list.appendChild(document.createElement("li")).textContent = text; };

/** Draws an answer: the moves, the parts of the cost that change, what becomes impossible. */
function show(place, preview) {
  place.replaceChildren();
  const list = place.appendChild(document.createElement("ul"));
  if (preview.moves.length === 0) line(list, word("plan.movesNothing"));
  for (const move of preview.moves.slice(0, 12))
    line(list, `${move.name}: ${move.fromMachine ?? "–"} ${when(move.fromStart)} → ${move.toMachine ?? "–"} ${when(move.toStart)}`);
  if (preview.moves.length > 12) line(list, word("plan.movesMore", preview.moves.length - 12));
  for (const sentence of preview.impossible.slice(0, 5)) line(list, sentence);
  const parts = Object.entries(preview.rise).filter(([part, value]) => part !== "total" && value !== 0);
  const cost = place.appendChild(document.createElement("p"));
  cost.textContent = preview.rise.total === 0 && parts.length === 0 ? word("plan.costsNothing")
    : `${word("plan.costs", (preview.rise.total > 0 ? "+" : "") + preview.rise.total)} ${parts.map(([part, value]) => `${word(`plan.part.${part}`)} ${value > 0 ? "+" : ""}${value}`).join(", ")}`;
}

async function attempt(label, act) {
  try {
    return await act();
  } catch (failure) {
    tellFailure(label, failure.message);
    return null;
  }
}

const ask = document.querySelector("form[data-ask]");
ask?.elements.kind.addEventListener("change", () => {
  for (const part of ask.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.split(" ").includes(ask.elements.kind.value);
});
ask?.addEventListener("submit", async event => {
  event.preventDefault();
  const { kind, machineId, personId, from, until } = ask.elements;
  const question = kind.value === "waitForWind" ? { kind: kind.value, workshop: ask.dataset.ask }
    : { kind: kind.value, workshop: ask.dataset.ask, machineId: machineId.value, personId: personId.value, from: instant(from.value), until: instant(until.value) };
  const answer = await attempt(word("plan.whatIf"), () => send("POST", "/api/plan/ask", question));
  if (answer) show(ask.parentElement.querySelector("[data-answer]"), answer);
});

const book = document.querySelector("form[data-book]");
book?.addEventListener("submit", async event => {
  event.preventDefault();
  const { machineId, from, until, kind, note } = book.elements;
  const done = await attempt(word("plan.book"), () =>
    send("POST", "/api/bookings", { machineId: machineId.value, from: instant(from.value), until: instant(until.value), kind: kind.value, note: note.value }));
  if (!done) return;
  tell(word("plan.booked"));
  book.reset();
  document.dispatchEvent(new Event("queued"));
});

for (const rules of document.querySelectorAll("form[data-rules]")) rules.addEventListener("submit", async event => {
  event.preventDefault();
  const response = await fetch(`/api/plan/rules?workshop=${encodeURIComponent(rules.dataset.rules)}`, { method: "PUT", headers: { "Content-Type": "text/yaml" }, body: rules.elements.rules.value });
  if (response.ok) {
    tell(word("plan.rulesSaved"));
    document.dispatchEvent(new Event("queued"));
  } else tellFailure(word("plan.rules"), (await response.json().catch(() => null))?.detail);
});

const calendar = document.querySelector("form[data-calendar]");
calendar?.addEventListener("submit", async event => {
  event.preventDefault();
  const made = await attempt(word("plan.calendar"), () => send("POST", "/api/calendars", { machineId: calendar.elements.machineId.value || null }));
  if (!made) return;
  const place = calendar.querySelector("[data-calendar-link]");
  place.hidden = false;
  const link = place.querySelector("input");
  link.value = made.url;
  link.focus();
  link.select();
  document.dispatchEvent(new Event("queued"));
});

document.addEventListener("click", async event => {
  const button = event.target.closest("[data-now], [data-pin], [data-start], [data-revoke-calendar], [data-unpin], [data-cancel-booking]");
  if (!button) return;
  const { now, pin, unpin, start, cancelBooking, revokeCalendar } = button.dataset;
  if (cancelBooking) await attempt(button.textContent, () => send("DELETE", `/api/bookings/${cancelBooking}`));
  else if (start) {
    const begun = await attempt(button.textContent, () => startOrAsk(reason => send("POST", `/api/jobs/${start}/start`, { machineId: button.dataset.startMachine, override: reason })));
    if (begun) tell(word("plan.started"));
  } else if (revokeCalendar) await attempt(button.textContent, () => send("DELETE", `/api/calendars/${revokeCalendar}`));
  else if (unpin) await attempt(button.textContent, () => send("DELETE", `/api/plan/jobs/${unpin}/pin`));
  else await decide(button.textContent, now ?? pin, now ? { kind: "now", jobId: now } : { kind: "pin", jobId: pin, machineId: button.dataset.pinMachine });
  document.dispatchEvent(new Event("queued"));
});

/** Shows what a pin would move; only the second press pins. */
async function decide(label, job, question) {
  const dialog = document.getElementById("plan-preview");
  const answer = await attempt(label, () => send("POST", "/api/plan/ask", question));
  if (!answer) return;
  show(dialog.querySelector("[data-answer]"), answer);
  dialog.returnValue = "";
  dialog.showModal();
  await new Promise(resolve => dialog.addEventListener("close", resolve, { once: true }));
  if (dialog.returnValue !== "yes") return;
  const place = answer.moves.find(move => move.jobId === job && move.toMachineId);
  const pin = question.kind === "pin" ? { machineId: question.machineId, at: question.from } : { machineId: place?.toMachineId ?? null, at: place?.toStart ?? new Date().toISOString() };
  if (await attempt(label, () => send("PUT", `/api/plan/jobs/${job}/pin`, pin))) tell(word("plan.pinned"));
}

/** A bar was put somewhere: what would that move, and is it meant? */
async function moveBar(job, machineId, from, name) {
  await decide(name, job, { kind: "pin", jobId: job, machineId, from });
  document.dispatchEvent(new Event("queued"));
}

dragBars(moveBar);

const mover = document.getElementById("plan-move");
document.addEventListener("click", event => {
  if (event.target.closest("#plan-move [data-close]")) return mover.close();
  const button = event.target.closest("[data-move]");
  if (!button || !mover) return;
  const form = mover.querySelector("form");
  mover.dataset.job = button.dataset.move;
  mover.dataset.name = button.dataset.name;
  mover.querySelector("[data-move-name]").textContent = button.dataset.name;
  form.elements.machineId.value = button.dataset.moveMachine;
  form.elements.from.value = local(new Date(button.dataset.moveFrom));
  mover.showModal();
});
mover?.querySelector("form").addEventListener("submit", event => {
  event.preventDefault();
  const { machineId, from } = event.target.elements;
  mover.close();
  moveBar(mover.dataset.job, machineId.value, instant(from.value), mover.dataset.name);
});

/** As a field of the kind datetime-local has it: on the reader's clock, to the minute. */
function local(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
