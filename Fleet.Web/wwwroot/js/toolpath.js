// Reads the toolpath format FTP1 (docs/gcode-analysis.md) into lines for drawing. The only other reader is ToolpathReader.cs.
const QUANTUM_MM = 0.01;
const MAGIC = 0x31505446;
const END = 0, LAYER = 1, RUN = 2;

/** Feature numbers as MoveFeature.cs counts them. */
export const TRAVEL = 0, CUSTOM = 15, CUT = 16, PLUNGE = 17;

/**
 * Lines in the order of the program: `points` holds x, y, z of both ends in mm, `features` one number for each end,
 * `shades` how bright each end is (by the direction of its line), `layers` where each layer begins (index of its first line) and its height,
 * `box` the corners of what is made, without start and end code where there is more than that.
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
      // Start code makes a layer by its height; the slicer's own marks begin at 0 again.
      const index = source.number();
      while (layers.length > 0 && layers[layers.length - 1].index >= index) layers.pop();
      layers.push({ index, first: lines.count, zMm: source.signed() * QUANTUM_MM });
    }
    else if (record === RUN) readRun(source, lines, at);
    else throw new Error("unknown record");
  }
  if (layers.length === 0) layers.push({ index: 0, first: 0, zMm: 0 });
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
  #shades = new Uint8Array(2 * 4096);
  #made = new Box();
  #custom = new Box();
  count = 0;

  add(x0, y0, z0, x1, y1, z1, feature) {
    if (this.count * 6 === this.#points.length) this.#grow();
    this.#points.set([x0 * QUANTUM_MM, y0 * QUANTUM_MM, z0 * QUANTUM_MM, x1 * QUANTUM_MM, y1 * QUANTUM_MM, z1 * QUANTUM_MM], this.count * 6);
    this.#features.fill(feature, this.count * 2, this.count * 2 + 2);
    this.#shades.fill(shade(x1 - x0, y1 - y0), this.count * 2, this.count * 2 + 2);
    this.count++;
    if (feature === TRAVEL) return;
    const box = feature === CUSTOM ? this.#custom : this.#made;
    box.include(x0, y0, z0);
    box.include(x1, y1, z1);
  }

  done() {
    const box = [this.#made, this.#custom].find(one => !one.isEmpty) ?? { min: [0, 0, 0], max: [1, 1, 1] };
    const ends = this.count * 2;
    return {
      points: this.#points.subarray(0, ends * 3), features: this.#features.subarray(0, ends), shades: this.#shades.subarray(0, ends), count: this.count, box,
    };
  }

  #grow() {
    [this.#points, this.#features, this.#shades] = [this.#points, this.#features, this.#shades].map(old => {
      const grown = new old.constructor(old.length * 2);
      grown.set(old);
      return grown;
    });
  }
}

class Box {
  min = [Infinity, Infinity, Infinity];
  max = [-Infinity, -Infinity, -Infinity];

  get isEmpty() { return this.min[0] > this.max[0]; }

  include(...point) {
    for (let axis = 0; axis < 3; axis++) {
      const mm = point[axis] * QUANTUM_MM;
      if (mm < this.min[axis]) this.min[axis] = mm;
      if (mm > this.max[axis]) this.max[axis] = mm;
    }
  }
}

/** As if lit from one side: walls that run along X and along Y differ, and round ones turn from one into the other. */
const shade = (dx, dy) => dx === 0 && dy === 0 ? 200 : Math.round(165 + 90 * Math.abs(dx * 0.8 + dy * 0.6) / Math.hypot(dx, dy));
