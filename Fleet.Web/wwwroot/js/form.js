// A plain form that is sent as JSON. The answer's refusal is shown above the fields, which keep what was typed.
import { send } from "./api.js";

for (const form of document.querySelectorAll("form[data-json]")) {
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const problem = form.querySelector("[data-problem]");
    problem.hidden = true;
    const button = form.querySelector("[type=submit]");
    button.dataset.busy = "";
    try {
      await send("POST", form.dataset.json, Object.fromEntries(new FormData(form)));
      location.assign(form.dataset.then || "/");
    } catch (failure) {
      problem.textContent = failure.message;
      problem.hidden = false;
      problem.focus();
    } finally {
      delete button.dataset.busy;
    }
  });
}
