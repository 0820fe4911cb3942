// The path of a program on its page: loads it when somebody asks, draws it, and answers mouse, touch and keys.
import { readToolpath, CUT, PLUNGE, TRAVEL } from "./toolpath.js";
import { ToolpathScene, viewOf, featuresIn } from "./toolpathScene.js";
import { word, whole, digits } from "./words.js";

const STEP = Math.PI / 24;
const FEATURES = 18;

for (const room of document.querySelectorAll("[data-toolpath]")) {
  const button = room.querySelector("[data-p=show]");
  button.addEventListener("click", () => show(room), { once: true });
  button.disabled = false;
}

async function show(room) {
  const part = name => room.querySelector(`[data-p="${name}"]`);
  part("show").disabled = true;
  part("said").textContent = word("path.loading");
  try {
    const answer = await fetch(room.dataset.toolpath);
    if (!answer.ok) throw new Error(answer.statusText);
    const path = readToolpath(new Uint8Array(await answer.arrayBuffer()));
    part("show").hidden = true;
    part("stage").hidden = false;
    const scene = ToolpathScene.on(part("canvas"), path);
    if (!scene) {
      part("stage").hidden = true;
      part("said").textContent = word("path.noWebGl");
      return;
    }
    new View(part, scene, path).begin();
  } catch {
    part("said").textContent = word("path.failed");
    part("show").disabled = false;
    part("show").hidden = false;
    part("stage").hidden = true;
    part("show").addEventListener("click", () => show(room), { once: true });
  }
}

class View {
  #part;
  #scene;
  #path;
  #cutting;
  #eye;
  #layer;
  #travel = false;
  #waiting = false;
  #pointers = new Map();

  constructor(part, scene, path) {
    [this.#part, this.#scene, this.#path] = [part, scene, path];
    const features = featuresIn(path);
    this.#cutting = features.has(CUT) || features.has(PLUNGE);
    this.#layer = path.layers.length - 1;
    this.#legend(features);
  }

  begin() {
    const canvas = this.#part("canvas"), slider = this.#part("layer");
    slider.max = this.#path.layers.length - 1;
    slider.value = this.#layer;
    slider.closest("label").hidden = this.#path.layers.length < 2;
    slider.addEventListener("input", () => { this.#layer = Number(slider.value); this.#draw(); });
    this.#part("travel").addEventListener("change", event => { this.#travel = event.target.checked; this.#draw(); });
    this.#part("top").addEventListener("click", () => this.#look(true));
    this.#part("oblique").addEventListener("click", () => this.#look(false));
    canvas.addEventListener("keydown", event => this.#key(event));
    canvas.addEventListener("wheel", event => { event.preventDefault(); this.#zoom(Math.exp(-event.deltaY / 500)); }, { passive: false });
    canvas.addEventListener("pointerdown", event => { canvas.setPointerCapture(event.pointerId); this.#pointers.set(event.pointerId, event); });
    canvas.addEventListener("pointermove", event => this.#drag(event));
    for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, event => this.#pointers.delete(event.pointerId));
    new ResizeObserver(() => this.#draw()).observe(canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    new MutationObserver(() => this.#draw()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.#look(this.#cutting);
  }

  #look(fromAbove) {
    this.#eye = { turn: fromAbove ? 0 : -Math.PI / 5, tilt: fromAbove ? 0 : Math.PI / 3.2, zoom: 0.95, panX: 0, panY: 0 };
    this.#draw();
  }

  #zoom(factor) {
    this.#eye.zoom = Math.min(200, Math.max(0.2, this.#eye.zoom * factor));
    this.#draw();
  }

  #turn(dx, dy) {
    this.#eye.turn += dx;
    this.#eye.tilt = Math.min(Math.PI / 2, Math.max(0, this.#eye.tilt + dy));
    this.#draw();
  }

  #pan(dx, dy) {
    this.#eye.panX += dx;
    this.#eye.panY += dy;
    this.#draw();
  }

  #key(event) {
    const pan = event.shiftKey ? 0.08 : 0;
    const acts = {
      ArrowLeft: () => pan ? this.#pan(pan, 0) : this.#turn(STEP, 0), ArrowRight: () => pan ? this.#pan(-pan, 0) : this.#turn(-STEP, 0),
      ArrowUp: () => pan ? this.#pan(0, -pan) : this.#turn(0, -STEP), ArrowDown: () => pan ? this.#pan(0, pan) : this.#turn(0, STEP),
      "+": () => this.#zoom(1.25), "-": () => this.#zoom(0.8), Home: () => this.#look(this.#cutting),
      PageUp: () => this.#step(1), PageDown: () => this.#step(-1),
    };
    if (!acts[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    acts[event.key]();
  }

  #step(layers) {
    const slider = this.#part("layer");
    slider.value = this.#layer = Math.min(this.#path.layers.length - 1, Math.max(0, this.#layer + layers));
    this.#draw();
  }

  /** One finger or button turns, a second finger, the right button or Shift shifts; two fingers zoom by their distance. */
  #drag(event) {
    const before = this.#pointers.get(event.pointerId);
    if (!before) return;
    const { clientWidth: width, clientHeight: height } = event.target;
    const dx = event.clientX - before.clientX, dy = event.clientY - before.clientY;
    const other = [...this.#pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = point => Math.hypot(point.clientX - other.clientX, point.clientY - other.clientY);
      this.#zoom(apart(event) / Math.max(apart(before), 1));
    }
    if (other || event.shiftKey || event.buttons & 2) this.#pan(2 * dx / width, -2 * dy / height);
    else this.#turn(-dx / 150, -dy / 150);
    this.#pointers.set(event.pointerId, event);
  }

  #draw() {
    if (this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => { this.#waiting = false; this.#drawNow(); });
  }

  #drawNow() {
    const canvas = this.#part("canvas");
    const density = Math.min(devicePixelRatio, 2);
    const width = Math.round(canvas.clientWidth * density), height = Math.round(canvas.clientHeight * density);
    if (width === 0 || height === 0) return;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    this.#scene.draw({
      view: viewOf(this.#path.box, this.#eye, width / height), palette: palette(canvas), layer: this.#layer, travel: this.#travel,
    });
    const text = word("path.layer", whole(this.#layer + 1), whole(this.#path.layers.length), digits(this.#path.layers[this.#layer].zMm));
    this.#part("said").textContent = this.#path.layers.length > 1 ? text : "";
    this.#part("layer").setAttribute("aria-valuetext", text);
  }

  #legend(features) {
    this.#part("legend").replaceChildren(...[...features].sort((a, b) => a - b).map(feature => {
      const entry = document.createElement("li");
      entry.dataset.feature = feature;
      entry.textContent = word(`path.feature.${feature}`);
      return entry;
    }));
  }
}

/** The colours by feature, as the sheet says them for this theme. */
function palette(canvas) {
  const probe = document.createElement("i");
  canvas.after(probe);
  const colours = [];
  for (let feature = TRAVEL; feature < FEATURES; feature++) {
    probe.dataset.feature = feature;
    probe.style.color = "var(--feature)";
    const [red, green, blue] = getComputedStyle(probe).color.match(/[\d.]+/g).map(Number);
    colours.push([red / 255, green / 255, blue / 255]);
  }
  probe.remove();
  return colours;
}
