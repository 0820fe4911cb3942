// Keeps the tiles current from the live feed, and the strip above them.
import { onMachines } from "./live.js";
import { text, attribute, badge, age } from "./paint.js";
import { word, wordOr, power, percent, duration, until, celsius, whole } from "./words.js";

const tiles = new Map([...document.querySelectorAll("li.tile")].map(tile => [tile.dataset.machine, tile]));
const heard = new Map();
let filter = "";

onMachines(machines => {
  // A machine that was added or taken away changes the groups: let the server lay them out.
  if (machines.some(machine => !tiles.has(machine.id)) || machines.length !== tiles.size) return void reloadOnce();
  for (const machine of machines) paint(tiles.get(machine.id), machine);
  summary(machines);
});

let reloaded = false;
function reloadOnce() {
  if (reloaded) return;
  reloaded = true;
  setTimeout(() => location.reload(), 1500);
}

function paint(tile, machine) {
  const { run } = machine;
  heard.set(tile, machine.heardAt);
  attribute(tile, "data-state", machine.state);
  badge(tile, machine.state);
  text(tile, "name", machine.name);
  text(tile, "power", power(machine.powerW));
  // The feed forgets a run when it ends; its part is still there.
  if (run || ["ready", "offline", "locked"].includes(machine.state)) text(tile, "program", run?.programName ?? "");
  text(tile, "percent", run ? percent(run.fraction) : "");
  text(tile, "remaining", run?.remainingSeconds != null && machine.state !== "bedFull"
    ? `${word("tile.remaining", duration(run.remainingSeconds))} · ${word("tile.until", until(run.remainingSeconds))}` : "");
  text(tile, "reason", machine.reason ?? "");
  text(tile, "heat", (machine.heaters ?? []).map(heater =>
    `${wordOr(`machine.heater.${heater.name}`, heater.name)} ${heater.targetC ? `${whole(heater.actualC)}/` : ""}${celsius(heater.targetC || heater.actualC)}`).join(" · "));
  const bar = tile.querySelector("progress");
  bar.hidden = !run && machine.state !== "bedFull";
  bar.value = run ? run.fraction : machine.state === "bedFull" ? 1 : 0;
  age(tile, machine.heardAt);
}

function summary(machines) {
  const needs = machines.filter(machine => ["needsYou", "bedFull", "fault"].includes(machine.state)).length;
  text(document, "sentence", needs === 0 ? word("wall.needNone") : needs === 1 ? word("wall.needOne") : word("wall.needMany", needs));
  for (const chip of document.querySelectorAll("[data-count]")) {
    const count = machines.filter(machine => !chip.dataset.count || machine.state === chip.dataset.count).length;
    chip.textContent = count;
    // A state that nobody is in needs no filter, unless it is the one that is chosen.
    chip.closest(".chip").hidden = count === 0 && chip.dataset.count !== filter;
  }
  const metered = machines.filter(machine => machine.powerW != null);
  text(document, "totalPower", metered.length ? power(metered.reduce((sum, machine) => sum + machine.powerW, 0)) : "–");
  const ends = machines.filter(machine => machine.state === "running" && machine.run?.remainingSeconds != null).map(machine => machine.run.remainingSeconds);
  text(document, "nextEnd", ends.length ? until(Math.min(...ends)) : "–");
  document.getElementById("nextEnd").hidden = ends.length === 0;
}

function show() {
  let shown = 0;
  for (const tile of tiles.values()) {
    tile.hidden = filter !== "" && tile.dataset.state !== filter;
    if (!tile.hidden) shown++;
  }
  for (const group of document.querySelectorAll(".group")) group.hidden = !group.querySelector("li.tile:not([hidden])");
  const empty = document.getElementById("filteredEmpty");
  if (empty) empty.hidden = shown > 0 || tiles.size === 0;
}

document.addEventListener("change", event => {
  if (event.target.name !== "state") return;
  filter = event.target.value;
  show();
});
setInterval(() => { for (const [tile, at] of heard) age(tile, at); }, 1000);
document.addEventListener("acted", () => setTimeout(show, 600));
