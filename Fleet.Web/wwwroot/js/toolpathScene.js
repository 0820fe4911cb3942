// Draws lines with WebGL2: one buffer, one draw call for all layers up to the chosen one. Colours are the sheet's custom properties.
import { TRAVEL } from "./toolpath.js";

const VERTEX = `#version 300 es
uniform mat4 view;
uniform vec3 palette[18];
uniform float shownTravel;
uniform int currentFrom;
in vec3 point;
in float feature;
in float shade;
out vec4 colour;
void main() {
  int kind = clamp(int(feature + 0.5), 0, 17);
  gl_Position = view * vec4(point, 1.0);
  bool hidden = kind == 0 && shownTravel < 0.5;
  // What is below the chosen layer steps back.
  float strength = gl_VertexID >= currentFrom ? 1.0 : 0.55;
  colour = hidden ? vec4(0.0) : vec4(palette[kind] * shade, kind == 0 ? 0.5 : strength);
}`;

const FRAGMENT = `#version 300 es
precision mediump float;
in vec4 colour;
out vec4 shown;
void main() {
  if (colour.a < 0.01) discard;
  shown = vec4(colour.rgb * colour.a, colour.a);
}`;

export class ToolpathScene {
  #gl;
  #program;
  #path;
  #places = {};

  /** Null when the browser cannot draw with WebGL2. */
  static on(canvas, path) {
    const gl = canvas.getContext("webgl2", { antialias: true, premultipliedAlpha: true });
    return gl ? new ToolpathScene(gl, path) : null;
  }

  constructor(gl, path) {
    this.#gl = gl;
    this.#path = path;
    this.#program = link(gl);
    for (const name of ["view", "palette", "shownTravel", "currentFrom"])
      this.#places[name] = gl.getUniformLocation(this.#program, name);
    this.#fill("point", path.points, 3, gl.FLOAT);
    this.#fill("feature", path.features, 1, gl.UNSIGNED_BYTE);
    this.#fill("shade", path.shades, 1, gl.UNSIGNED_BYTE, true);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.enable(gl.DEPTH_TEST);
    gl.depthFunc(gl.LEQUAL);
  }

  /** @param palette 18 colours by feature, each three numbers from 0 to 1. */
  draw({ view, palette, layer, travel }) {
    const gl = this.#gl;
    const { layers, count } = this.#path;
    const end = layer + 1 < layers.length ? layers[layer + 1].first : count;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.useProgram(this.#program);
    gl.uniformMatrix4fv(this.#places.view, false, view);
    gl.uniform3fv(this.#places.palette, palette.flat());
    gl.uniform1f(this.#places.shownTravel, travel ? 1 : 0);
    gl.uniform1i(this.#places.currentFrom, layers[layer].first * 2);
    gl.drawArrays(gl.LINES, 0, end * 2);
  }

  #fill(name, data, size, type, normalised = false) {
    const gl = this.#gl;
    const place = gl.getAttribLocation(this.#program, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, type, normalised, 0, 0);
  }
}

/** Orthographic, column by column: turned about the vertical, tilted, fitted into the canvas. Angles in radians, 0 tilt looks from above. */
export function viewOf(box, { turn, tilt, zoom, panX, panY }, aspect) {
  const middle = box.min.map((low, axis) => (low + box.max[axis]) / 2);
  const radius = Math.max(Math.hypot(...box.min.map((low, axis) => box.max[axis] - low)) / 2, 1);
  const [ct, st, ci, si] = [Math.cos(turn), Math.sin(turn), Math.cos(tilt), Math.sin(tilt)];
  const rows = [[ct, -st, 0], [st * ci, ct * ci, si], [st * si, ct * si, -ci]];
  const scale = zoom / radius;
  const scales = [scale / Math.max(aspect, 1), scale * Math.min(aspect, 1), 0.2 / radius];
  const shift = [panX, panY, 0];
  const matrix = new Float32Array(16);
  rows.forEach((row, r) => {
    row.forEach((value, c) => { matrix[c * 4 + r] = value * scales[r]; });
    matrix[12 + r] = shift[r] - scales[r] * row.reduce((sum, value, c) => sum + value * middle[c], 0);
  });
  matrix[15] = 1;
  return matrix;
}

/** Features of what is made; they tell a print from a cut. */
export const featuresIn = path => new Set(path.features.filter(feature => feature !== TRAVEL));

function link(gl) {
  const program = gl.createProgram();
  for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, text);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  return program;
}
