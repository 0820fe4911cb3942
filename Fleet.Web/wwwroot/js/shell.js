// What every page has: view menu, upload, the drop veil, keys. Pages bring their own module by data-module.
import "./acts.js";
import { chooseFile, take } from "./intake.js";
import { word } from "./words.js";

const remember = (name, value) => document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;

document.addEventListener("click", event => {
  const target = event.target.closest("[data-language], [data-set-theme], [data-upload], [data-act=addFile]");
  if (!target) {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    return;
  }
  if (target.dataset.language) {
    remember(".AspNetCore.Culture", `c=${target.dataset.language}|uic=${target.dataset.language}`);
    location.reload();
  } else if (target.dataset.setTheme) {
    remember("theme", target.dataset.setTheme);
    document.documentElement.dataset.theme = target.dataset.setTheme;
    themePressed();
  } else {
    chooseFile(target.closest("[data-machine]")?.dataset.machine);
  }
});

function themePressed() {
  for (const button of document.querySelectorAll("[data-set-theme]"))
    button.setAttribute("aria-pressed", String(button.dataset.setTheme === (document.documentElement.dataset.theme || "auto")));
}
themePressed();

// A file can be dropped anywhere; on a machine it is meant for that machine.
let depth = 0;
let veil = null;
const carriesFile = event => [...event.dataTransfer?.types ?? []].includes("Files");
const machineAt = event => event.target.closest?.("[data-machine]");

document.addEventListener("dragenter", event => {
  if (!carriesFile(event) || !document.getElementById("intake")) return;
  depth++;
  if (veil) return;
  veil = document.body.appendChild(document.createElement("div"));
  veil.className = "veil";
  for (const key of ["shell.drop", "shell.dropHint"]) veil.appendChild(document.createElement("p")).textContent = word(key);
});
document.addEventListener("dragleave", () => { if (veil && --depth <= 0) unveil(); });
document.addEventListener("dragover", event => { if (carriesFile(event)) event.preventDefault(); });
document.addEventListener("drop", event => {
  if (!carriesFile(event)) return;
  event.preventDefault();
  unveil();
  const file = event.dataTransfer.files[0];
  if (file) take(file, machineAt(event)?.dataset.machine);
});
function unveil() {
  veil?.remove();
  veil = null;
  depth = 0;
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape") for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (event.key === "u" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey && document.getElementById("intake")) {
    event.preventDefault();
    chooseFile();
  }
});

const module = document.querySelector("[data-module]")?.dataset.module;
if (module) import(`./${module}.js`);
// A run brings its forms when it is over.
if (document.querySelector("form[data-send], [data-run]") && module !== "forms") import("./forms.js");
if (document.querySelector("[data-toolpath]")) import("./toolpathView.js");
if (!module && document.getElementById("link")) import("./live.js").then(live => live.onMachines(() => {}));
