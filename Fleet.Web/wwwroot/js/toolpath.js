// Reads the toolpath format FTP1 (docs/gcode-analysis.md) into lines for drawing. The only other reader is ToolpathReader.cs.
const QUANTUM_MM = 0.01;
const MAGIC = 0x31505446;
const END = 0, LAYER = 1, RUN = 2;

/** Feature numbers as MoveFeature.cs counts them. */
export const TRAVEL = 0, CUT = 16, PLUNGE = 17;

/**
 * Lines in the order of the program: `points` holds x, y, z of both ends in mm, `features` one number for each end,
 * `layers` where each layer begins (index of its first line) and its height, `box` the corners of all that is made.
 * Throws when the bytes are not a whole toolpath.
 */
export function readToolpath(bytes) {
  const source = new Source(bytes);
  if (source.uint32() !== MAGIC) throw new Error("not a toolpath");
  const lines = new Lines();
  const layers = [];
  const at = [0, 0, 0];
  for (;;) {
    const record = source.byte();
    if (record === END) break;
    if (record === LAYER) {
      source.number();
      layers.push({ first: lines.count, zMm: source.signed() * QUANTUM_MM });
    }
    else if (record === RUN) readRun(source, lines, at);
    else throw new Error("unknown record");
  }
  if (layers.length === 0) layers.push({ first: 0, zMm: 0 });
  layers[0].first = 0;
  return { ...lines.done(), layers };
}

function readRun(source, lines, at) {
  const feature = source.byte();
  source.byte();
  source.number();
  source.number();
  for (let axis = 0; axis < 3; axis++) at[axis] += source.signed();
  let [x, y, z] = at;
  for (let moves = source.number(); moves > 0; moves--) {
    const first = source.number();
    const rises = first % 2 === 1;
    const [fromX, fromY, fromZ] = [x, y, z];
    x += unfold((first - (rises ? 1 : 0)) / 2);
    y += source.signed();
    if (rises) z += source.signed();
    lines.add(fromX, fromY, fromZ, x, y, z, feature);
  }
  at[0] = x;
  at[1] = y;
  at[2] = z;
}

/** Zig-zag; by division, because numbers may pass 32 bits. */
const unfold = value => value % 2 === 0 ? value / 2 : -(value + 1) / 2;

class Source {
  #bytes;
  #at = 0;

  constructor(bytes) { this.#bytes = bytes; }

  byte() {
    if (this.#at >= this.#bytes.length) throw new Error("the toolpath breaks off");
    return this.#bytes[this.#at++];
  }

  uint32() { return this.byte() + this.byte() * 0x100 + this.byte() * 0x10000 + this.byte() * 0x1000000; }

  number() {
    let value = 0, scale = 1;
    for (;;) {
      const part = this.byte();
      value += (part & 0x7f) * scale;
      if (part < 0x80) return value;
      scale *= 0x80;
    }
  }

  signed() { return unfold(this.number()); }
}

class Lines {
  #points = new Float32Array(6 * 4096);
  #features = new Uint8Array(2 * 4096);
  #min = [Infinity, Infinity, Infinity];
  #max = [-Infinity, -Infinity, -Infinity];
  #madeAny = false;
  count = 0;

  add(x0, y0, z0, x1, y1, z1, feature) {
    if (this.count * 6 === this.#points.length) this.#grow();
    this.#points.set([x0 * QUANTUM_MM, y0 * QUANTUM_MM, z0 * QUANTUM_MM, x1 * QUANTUM_MM, y1 * QUANTUM_MM, z1 * QUANTUM_MM], this.count * 6);
    this.#features.fill(feature, this.count * 2, this.count * 2 + 2);
    this.count++;
    if (feature === TRAVEL) return;
    this.#madeAny = true;
    this.#include(x0, y0, z0);
    this.#include(x1, y1, z1);
  }

  done() {
    const box = this.#madeAny ? { min: this.#min, max: this.#max } : { min: [0, 0, 0], max: [1, 1, 1] };
    return { points: this.#points.subarray(0, this.count * 6), features: this.#features.subarray(0, this.count * 2), count: this.count, box };
  }

  #include(...point) {
    for (let axis = 0; axis < 3; axis++) {
      const mm = point[axis] * QUANTUM_MM;
      if (mm < this.#min[axis]) this.#min[axis] = mm;
      if (mm > this.#max[axis]) this.#max[axis] = mm;
    }
  }

  #grow() {
    const points = new Float32Array(this.#points.length * 2), features = new Uint8Array(this.#features.length * 2);
    points.set(this.#points);
    features.set(this.#features);
    [this.#points, this.#features] = [points, features];
  }
}
