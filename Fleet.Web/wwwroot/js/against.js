// A start that only the workshop's hours forbid: an operator may repeat it with a reason. What else is refused stays refused.
const dialog = document.getElementById("against-hours");

/** Tries a start; on the hours' refusal asks for a reason and tries once more with it. Throws the refusal when nobody gives one. */
export async function startOrAsk(start) {
  try {
    return await start();
  } catch (refusal) {
    if (refusal.code !== "outsideHours" || !dialog) throw refusal;
    const form = dialog.querySelector("form");
    dialog.querySelector("[data-against]").textContent = refusal.message;
    form.reset();
    dialog.returnValue = "";
    dialog.showModal();
    await new Promise(resolve => dialog.addEventListener("close", resolve, { once: true }));
    if (dialog.returnValue !== "yes") throw refusal;
    return start(form.elements.reason.value.trim());
  }
}
