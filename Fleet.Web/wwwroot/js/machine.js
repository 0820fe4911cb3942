// One machine: its figures from the live feed, the last minutes as a line, jog pad and console.
import { onMachines } from "./live.js";
import { machineAct, send } from "./api.js";
import { tell, tellFailure } from "./tell.js";
import { text, attribute, badge, age } from "./paint.js";
import { word, wordOr, power, percent, duration, until, celsius, whole } from "./words.js";

const page = document.querySelector(".machine");
const id = page.dataset.machine;
const history = new Map();
let current = null;

onMachines(machines => {
  const machine = machines.find(candidate => candidate.id === id);
  if (machine) paint(machine);
}, id);

function paint(machine) {
  const { run } = machine;
  const runChanged = current && (current.run?.id ?? null) !== (run?.id ?? null);
  current = machine;
  attribute(page, "data-state", machine.state);
  attribute(page, "data-stage", run?.stage);
  badge(page, machine.state);
  text(page, "reason", machine.reason ?? "");
  text(page, "program", run?.programName ?? word("machine.noProgram"));
  text(page, "percent", run ? percent(run.fraction) : "–");
  text(page, "remaining", run?.remainingSeconds != null ? duration(run.remainingSeconds) : "–");
  text(page, "until", run?.remainingSeconds != null ? until(run.remainingSeconds) : "–");
  text(page, "line", run ? whole(run.line) : "–");
  text(page, "phase", run?.phase ? word(`phase.${run.phase}`) : "");
  text(page, "power", machine.powerW == null ? "–" : power(machine.powerW));
  for (const link of page.querySelectorAll("[data-run-link]")) {
    link.hidden = !run;
    if (run) link.href = `/runs/${run.id}`;
  }
  const bar = page.querySelector("progress");
  if (bar) { bar.hidden = !run; if (run) bar.value = run.fraction; }
  heaters(machine.heaters ?? []);
  age(page, machine.heardAt);
  armable(machine.state === "ready");
  if (runChanged && !run) setTimeout(() => location.reload(), 1200);
}

function heaters(list) {
  const body = page.querySelector("[data-heaters]");
  if (!body) return;
  page.querySelector("[data-no-heaters]").hidden = list.length > 0;
  body.closest("table").hidden = list.length === 0;
  for (const heater of list) {
    let row = body.querySelector(`[data-heater="${CSS.escape(heater.name)}"]`);
    if (!row) {
      row = body.appendChild(document.createElement("tr"));
      row.dataset.heater = heater.name;
      row.innerHTML = "<th scope=row></th><td class=num data-f=actual data-live></td><td class=num data-f=target></td>";
      row.firstElementChild.textContent = wordOr(`machine.heater.${heater.name}`, heater.name);
    }
    text(row, "actual", celsius(heater.actualC));
    text(row, "target", heater.targetC ? celsius(heater.targetC) : word("machine.off"));
    const points = history.get(heater.name) ?? [];
    const now = Date.now();
    points.push({ at: now, actual: heater.actualC, target: heater.targetC || null });
    while (points.length && now - points[0].at > 300_000) points.shift();
    history.set(heater.name, points);
  }
  draw();
}

// A small line, not a plotting library: five minutes, actual solid, target dashed. The table above has the numbers.
function draw() {
  const chart = page.querySelector(".chart");
  if (!chart || history.size === 0) return;
  const all = [...history.values()].flat();
  const top = Math.max(60, ...all.map(point => Math.max(point.actual, point.target ?? 0))) * 1.08;
  const now = Date.now();
  const x = at => (300 - (now - at) / 1000).toFixed(1);
  const y = value => (118 - value / top * 108).toFixed(1);
  const strokes = ["var(--running)", "var(--needsYou)", "var(--paused)"];
  const parts = [0, 0.5, 1].map(step => {
    const value = top / 1.08 * step;
    return `<line x1="0" x2="300" y1="${y(value)}" y2="${y(value)}" stroke="var(--line)"/><text x="2" y="${y(value) - 4}" fill="var(--ink-2)" font-size="11">${whole(value)} °C</text>`;
  });
  let n = 0;
  for (const points of history.values()) {
    const stroke = strokes[n++ % strokes.length];
    const line = (value, dash) => `<polyline fill="none" stroke="${stroke}" stroke-width="${dash ? 1.5 : 2.5}" ${dash ? 'stroke-dasharray="5 4"' : ""} points="${points.filter(point => point[value] != null).map(point => `${x(point.at)},${y(point[value])}`).join(" ")}"/>`;
    parts.push(line("target", true), line("actual", false));
  }
  chart.innerHTML = parts.join("");
}

// Jog: armed by hand, for a minute, only while the machine is ready.
const arm = page.querySelector("[data-arm]");
let armedUntil = 0;
function armable(ready) {
  if (!arm) return;
  arm.disabled = !ready;
  if (!ready) arm.checked = false;
  arming();
}
function arming() {
  const armed = arm?.checked && Date.now() < armedUntil;
  if (arm && !armed) arm.checked = false;
  for (const button of page.querySelectorAll("[data-jog], [data-jog-act]")) button.disabled = !armed;
}
arm?.addEventListener("change", () => { armedUntil = Date.now() + 60_000; arming(); });
setInterval(arming, 1000);
page.querySelector(".pad")?.addEventListener("click", async event => {
  const button = event.target.closest("[data-jog]");
  if (!button) return;
  armedUntil = Date.now() + 60_000;
  const [axis, sign] = button.dataset.jog;
  const distance = Number(page.querySelector("[name=step]:checked").value) * (sign === "-" ? -1 : 1);
  try {
    await machineAct(id, "jog", { [axis.toLowerCase()]: distance });
  } catch (failure) {
    tellFailure(button.textContent.trim(), failure.message);
  }
});

// Console
const log = page.querySelector(".console");
function logLine(line, kind) {
  const entry = log.appendChild(document.createElement("div"));
  entry.className = kind;
  entry.textContent = (kind === "in" ? "> " : "") + line;
  while (log.childElementCount > 300) log.firstElementChild.remove();
  log.scrollTop = log.scrollHeight;
}
page.querySelector("[data-console]")?.addEventListener("submit", async event => {
  event.preventDefault();
  const input = event.target.elements.line;
  const line = input.value.trim();
  if (!line) return;
  logLine(line, "in");
  input.value = "";
  try {
    const answer = await machineAct(id, "send", { line });
    if (answer?.text) logLine(answer.text, "out");
  } catch (failure) {
    logLine(failure.message, "out");
  }
});

page.addEventListener("change", async event => {
  const select = event.target.closest("[data-load-lot]");
  if (!select || !select.value) return;
  try {
    await send("POST", `/api/lots/${select.value}/load`, { machineId: id, tool: 0 });
    location.reload();
  } catch (failure) {
    tellFailure(word("machine.load"), failure.message);
    select.value = "";
  }
});
setInterval(() => current && age(page, current.heardAt), 1000);
