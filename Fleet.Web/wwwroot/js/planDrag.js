// Bars of the plan follow the pointer to another machine or time; where they are let go is asked first and decided afterwards.
// By keyboard and by finger: the list below the picture has a button for each bar.
const room = document.getElementById("plan-lanes");
const slackPx = 6;
const minute = 60_000;

/** @param dropped called with a job, a machine, an instant (ISO) and the bar's name once a bar was let go somewhere else. */
export function dragBars(dropped) {
  room?.addEventListener("pointerdown", event => {
    const bar = event.target.closest(".block[data-drag]");
    if (!bar || event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    follow(bar, event, dropped);
  });
}

function follow(bar, down, dropped) {
  const { from, hours, slot, zone } = bar.closest(".lanes").dataset;
  const step = Number(slot) * minute;
  const grip = down.clientX - bar.getBoundingClientRect().left;
  const clock = new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: zone });
  let ghost = null;
  let place = null;

  const move = event => {
    if (!ghost) {
      if (Math.hypot(event.clientX - down.clientX, event.clientY - down.clientY) < slackPx) return;
      document.body.dataset.dragging = "";
      bar.classList.add("dragged");
      ghost = document.createElement("i");
      ghost.className = "ghost";
      ghost.appendChild(document.createElement("span"));
    }
    const track = document.elementsFromPoint(event.clientX, event.clientY).find(element => element.matches(".track[data-machine]"));
    place = null;
    if (!track) return ghost.remove();
    const box = track.getBoundingClientRect();
    const span = Number(hours) * 60 * minute;
    const at = Math.ceil(Math.max(Number(from), Number(from) + (event.clientX - grip - box.left) / box.width * span) / step) * step;
    place = { machineId: track.dataset.machine, at: new Date(at).toISOString() };
    ghost.style.left = `${(at - Number(from)) / span * 100}%`;
    ghost.style.width = bar.style.width;
    ghost.firstChild.textContent = clock.format(at);
    if (ghost.parentElement !== track) track.append(ghost);
  };
  const end = (event, done) => {
    for (const [name, listener] of listeners) document.removeEventListener(name, listener, true);
    delete document.body.dataset.dragging;
    bar.classList.remove("dragged");
    ghost?.remove();
    // The click that follows a drag is not one on the bar's link.
    if (ghost) {
      document.addEventListener("click", swallow, true);
      setTimeout(() => document.removeEventListener("click", swallow, true));
    }
    if (done && ghost && place) dropped(bar.dataset.drag, place.machineId, place.at, bar.dataset.name);
  };
  const listeners = [
    ["pointermove", move],
    ["pointerup", event => end(event, true)],
    ["pointercancel", event => end(event, false)],
    ["keydown", event => event.key === "Escape" && end(event, false)],
  ];
  for (const [name, listener] of listeners) document.addEventListener(name, listener, true);
}

function swallow(click) {
  click.preventDefault();
  click.stopPropagation();
}
