// Results of acts: said once, politely; what fails is said at once and stays longer.
import { word } from "./words.js";

export function tell(text, { bad = false, href = null, link = null } = {}) {
  const toasts = document.getElementById("toasts");
  if (!toasts) return;
  const line = document.createElement("p");
  line.textContent = text + (href ? " " : "");
  if (bad) {
    line.className = "bad";
    const alarm = document.getElementById("alarm");
    if (alarm) alarm.textContent = text;
  }
  if (href) {
    const anchor = line.appendChild(document.createElement("a"));
    anchor.href = href;
    anchor.textContent = link;
  }
  toasts.append(line);
  setTimeout(() => line.remove(), bad ? 15000 : 8000);
}

export const tellFailure = (act, reason) => tell(word("act.failed", act, reason || word("act.noAnswer")), { bad: true });
