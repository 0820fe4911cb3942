// The board is drawn by the server; it is fetched again when something happened to it.
import { onMachines } from "./live.js";
import { take, chooseFile } from "./intake.js";

let states = "";
let waiting = null;

onMachines(machines => {
  const now = machines.map(machine => `${machine.id}${machine.state}${machine.run?.id ?? ""}`).join();
  if (states && now !== states) refreshSoon();
  states = now;
});
document.addEventListener("queued", refreshSoon);
document.addEventListener("acted", refreshSoon);
setInterval(refreshSoon, 10_000);

function refreshSoon() {
  waiting ??= setTimeout(async () => {
    waiting = null;
    // What somebody holds in their hand stays where it is.
    if (document.visibilityState !== "visible" || "dragging" in document.body.dataset) return;
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
      for (const part of document.querySelectorAll("[data-refresh]")) {
        const fresh = page.getElementById(part.id);
        if (!fresh || fresh.innerHTML === part.innerHTML || part.contains(document.activeElement) || "dragging" in document.body.dataset) continue;
        const open = [...part.querySelectorAll("details")].map(fold => fold.open);
        part.replaceChildren(...fresh.childNodes);
        part.querySelectorAll("details").forEach((fold, n) => { fold.open = open[n] ?? false; });
      }
    } catch { /* the connection dot says it */ }
  }, 700);
}

document.querySelector(".drop [data-choose]")?.addEventListener("click", () => chooseFile());
export { take };
