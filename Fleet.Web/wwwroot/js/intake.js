// From a dropped file to a queued job: upload with progress, show what was understood, ask only what is not known.
import { uploadProgram, queueJob, fits } from "./api.js";
import { tell } from "./tell.js";
import { word, wordOr, duration, mass, digits } from "./words.js";

const sheet = document.getElementById("intake");
const field = name => sheet.querySelector(`[data-i="${name}"]`);
let program = null;
let upload = null;
let opener = null;

export function chooseFile(machine = null) {
  const input = document.createElement("input");
  input.type = "file";
  input.onchange = () => input.files[0] && take(input.files[0], machine);
  input.click();
}

export async function take(file, machine = null) {
  if (!sheet) return;
  opener = document.activeElement;
  program = null;
  upload?.abort();
  upload = new AbortController();
  stage("uploading");
  field("name").textContent = file.name;
  progress(0);
  if (!sheet.open) sheet.showModal();
  try {
    const answer = await uploadProgram(file, progress, upload.signal);
    understood(answer, await fits(answer.id).catch(() => []), machine);
  } catch (failure) {
    if (failure.name === "AbortError") return;
    field("refusal").textContent = failure.message;
    stage("refused");
  }
}

const stage = name => {
  sheet.dataset.stage = name;
  for (const part of sheet.querySelectorAll("[data-stage-is]")) part.hidden = !part.dataset.stageIs.split(" ").includes(name);
};

function progress(fraction) {
  field("progress").value = fraction;
  field("doing").textContent = word(fraction < 1 ? "intake.uploading" : "intake.reading");
}

function understood(answer, places, machine) {
  program = answer;
  const { analysis } = answer;
  const box = analysis.modelBounds ?? analysis.workBounds;
  const grams = analysis.filament.map(use => use.massGrams).filter(value => value != null);
  field("name").textContent = answer.name;
  field("time").textContent = duration(analysis.durationSeconds);
  field("mass").textContent = mass(grams.length ? grams.reduce((sum, value) => sum + value, 0) : null);
  field("size").textContent = box ? `${[box.max.x - box.min.x, box.max.y - box.min.y, analysis.filament.length > 0 ? box.max.z : box.max.z - box.min.z].map(digits).join(" × ")} mm` : "–";
  field("slicer").textContent = [[analysis.slicer?.name, analysis.slicer?.version].filter(Boolean).join(" "), analysis.material].filter(Boolean).join(" · ");
  const picture = field("thumb");
  picture.hidden = !answer.thumbnailUrl;
  if (answer.thumbnailUrl) picture.src = answer.thumbnailUrl;
  field("note").hidden = !answer.note;
  field("note").textContent = answer.note;
  findings(analysis.findings ?? []);
  machines(places, machine);
  stage("understood");
  for (const wish of ["colour", "assembly", "due"]) field(wish).value = "";
  field("sameColour").checked = false;
  field("together").selectedIndex = 0;
  // Whoever uploads comes to the same workshop as the last time.
  const usual = localStorage.getItem("workshop");
  if (usual && field("workshop")?.querySelector(`option[value="${CSS.escape(usual)}"]`)) field("workshop").value = usual;
  field("copies").value = 1;
  field("copies").focus();
  field("copies").select();
}

function findings(list) {
  const box = field("findings");
  box.replaceChildren(...list.map(finding => {
    const line = document.createElement("li");
    line.dataset.severity = finding.severity;
    const icon = field("sign").content.firstElementChild.cloneNode(true);
    const use = icon.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, finding.severity === "info" ? "#info" : "#warning"));
    const text = document.createElement("span");
    const place = finding.line ? ` (${word("intake.line", finding.line)})` : "";
    text.textContent = `${wordOr(`severity.${finding.severity}`, finding.severity)}: ${finding.sentence}${place}`;
    line.append(icon, text);
    return line;
  }));
  field("noFindings").hidden = list.length > 0;
}

// Machines that cannot take it stay in the list, with the reason: nothing is greyed out without a word.
function machines(places, chosen) {
  for (const option of field("where").querySelectorAll("option[data-machine]")) {
    const fit = places.find(candidate => candidate.machineId === option.dataset.machine);
    option.textContent = option.dataset.name + (fit && !fit.fits ? ` – ${fit.sentence}` : "");
  }
  field("where").value = chosen ? `machine:${chosen}` : "";
}

async function queue() {
  const [kind, target] = field("where").value.split(/:(.*)/s);
  const purpose = sheet.querySelector("[name=purpose]:checked")?.value;
  const copies = Number(field("copies").value);
  if (!program || !Number.isInteger(copies) || copies < 1) return field("copies").focus();
  field("queue").dataset.busy = "";
  try {
    const job = await queueJob({
      programId: program.id, copies, purpose,
      machineId: kind === "machine" ? target : undefined,
      group: kind === "group" ? target : undefined,
      workshop: field("workshop")?.value,
      together: field("together").value,
      colour: field("sameColour").checked ? "same" : field("colour").value.trim() || undefined,
      assembly: field("assembly").value.trim() || undefined,
      dueAt: field("due").value ? new Date(field("due").value).toISOString() : undefined,
    });
    if (field("workshop")) localStorage.setItem("workshop", field("workshop").value);
    sheet.close();
    tell(word("intake.queued", program.name), { href: `/jobs/${job.id}`, link: word("intake.open") });
    document.dispatchEvent(new CustomEvent("queued"));
  } catch (failure) {
    field("refusal").textContent = failure.message;
    field("refusalBox").hidden = false;
  } finally {
    delete field("queue").dataset.busy;
  }
}

if (sheet) {
  sheet.querySelector("form").addEventListener("submit", event => { event.preventDefault(); queue(); });
  sheet.addEventListener("click", event => {
    const step = event.target.closest("[data-step]");
    if (step) field("copies").value = Math.max(1, (Number(field("copies").value) || 1) + Number(step.dataset.step));
    if (event.target.closest("[data-close]")) sheet.close();
  });
  sheet.addEventListener("close", () => { upload?.abort(); opener?.focus?.(); });
}
