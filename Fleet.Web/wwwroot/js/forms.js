// Plain forms that speak to the API: data-send is the method, data-to the address, data-then the page that shows the result, data-auto sends at
// every change.
import { send } from "./api.js";
import { tell, tellFailure } from "./tell.js";
import { word } from "./words.js";

// Fields as the API reads them: empty ones are left out, numbers are numbers, boxes of one name are a list.
function bodyOf(form) {
  const body = {};
  for (const field of form.elements) {
    if (!field.name || field.type === "file" || field.type === "submit") continue;
    if (field.dataset.list !== undefined) {
      body[field.name] ??= [];
      if (field.checked) body[field.name].push(field.value);
    } else if (field.type === "checkbox") body[field.name] = field.checked;
    else if (field.type === "radio") { if (field.checked) body[field.name] = field.value; }
    else if (field.value !== "" || field.dataset.empty !== undefined) body[field.name] = field.dataset.number === undefined ? field.value : Number(field.value);
  }
  return body;
}

async function sendFile(form, file) {
  const query = new URLSearchParams(Object.entries(bodyOf(form)));
  const response = await fetch(`${form.dataset.to}?${query}`, { method: "POST", headers: { "Accept": "application/json" }, body: file });
  if (response.ok) return;
  const text = await response.text();
  let detail = text;
  try { detail = JSON.parse(text).detail ?? text; } catch { /* not JSON */ }
  throw new Error(detail || response.statusText);
}

document.addEventListener("submit", async event => {
  const form = event.target.closest("form[data-send]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  const problem = form.querySelector("[data-problem]");
  if (problem) problem.hidden = true;
  if (button) button.disabled = true;
  try {
    const file = form.querySelector("input[type=file]")?.files[0];
    if (file) await sendFile(form, file);
    else await send(form.dataset.send, form.dataset.to, form.dataset.send === "DELETE" ? undefined : bodyOf(form));
    if (form.dataset.then) location.href = form.dataset.then;
    else tell(word("act.done"));
  } catch (reason) {
    if (problem) {
      problem.textContent = reason.message;
      problem.hidden = false;
    } else tellFailure(button?.textContent.trim() ?? form.querySelector("label").textContent, reason.message);
  } finally {
    if (button) button.disabled = false;
  }
});

// A single choice is kept as soon as it is made.
document.addEventListener("change", event => event.target.closest("form[data-auto]")?.requestSubmit());
