/**
 * Node shapes of equal visual area, traced on anything that has the few path methods of a canvas.
 *
 * @typedef {object} PathPen
 * @property {(x: number, y: number) => void} moveTo
 * @property {(x: number, y: number) => void} lineTo
 * @property {(x: number, y: number, r: number, start: number, end: number) => void} arc
 * @property {() => void} closePath
 */

const HEX = [0, 1, 2, 3, 4, 5].map((i) => [1.08 * Math.cos((i * Math.PI) / 3), 1.08 * Math.sin((i * Math.PI) / 3)]);

/** @type {Record<string, number[][]>} corner points for a radius of 1 */
const POLYGONS = {
  square: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  shield: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.25], [0, 1.2], [-0.9, 0.25]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  hexagon: HEX,
  sheet: [[-0.8, -1.1], [0.3, -1.1], [0.8, -0.6], [0.8, 1.1], [-0.8, 1.1]],
  triangle: [[-1.1, 0.95], [0, -1.1], [1.1, 0.95]],
  bubble: [[-1, -0.9], [1, -0.9], [1, 0.6], [0, 0.6], [-0.5, 1.15], [-0.5, 0.6], [-1, 0.6]],
};

/** @type {Record<string, string>} other words an ontology may use */
const ALIASES = {
  circle: 'disc', dot: 'disc', ellipse: 'disc', box: 'square', rectangle: 'square', rhombus: 'diamond', document: 'sheet',
  'cut sheet': 'sheet', 'cut-sheet': 'sheet', page: 'sheet', pill: 'capsule', hex: 'hexagon', speech: 'bubble', 'speech-bubble': 'bubble',
};

/**
 * The name of a shape this page can draw; a disc for one it does not know.
 * @param {string|undefined} name
 * @returns {string}
 */
export function shapeName(name) {
  const word = (name || '').toLowerCase();
  const known = Object.hasOwn(ALIASES, word) ? ALIASES[word] : word;
  return Object.hasOwn(POLYGONS, known) || known === 'ring' || known === 'capsule' ? known : 'disc';
}

/**
 * Add one shape to the pen's path.
 * @param {PathPen} pen
 * @param {string} shape a name from shapeName
 * @param {number} x
 * @param {number} y
 * @param {number} r
 */
export function trace(pen, shape, x, y, r) {
  const corners = POLYGONS[shape];
  if (corners) {
    pen.moveTo(x + corners[0][0] * r, y + corners[0][1] * r);
    for (let i = 1; i < corners.length; i++) pen.lineTo(x + corners[i][0] * r, y + corners[i][1] * r);
    pen.closePath();
    return;
  }
  if (shape === 'capsule') {
    const h = 0.68 * r;
    const w = 1.35 * r - h;
    pen.moveTo(x - w, y - h);
    pen.lineTo(x + w, y - h);
    pen.arc(x + w, y, h, -Math.PI / 2, Math.PI / 2);
    pen.lineTo(x - w, y + h);
    pen.arc(x - w, y, h, Math.PI / 2, (3 * Math.PI) / 2);
    pen.closePath();
    return;
  }
  const k = shape === 'ring' ? r * 0.86 : r;
  pen.moveTo(x + k, y);
  pen.arc(x, y, k, 0, 2 * Math.PI);
  pen.closePath();
}

/** How far a shape reaches from its middle, as a multiple of the radius: where lines stop. @param {string} shape */
export function reach(shape) {
  return shape === 'diamond' ? 1.18 : shape === 'capsule' ? 1.2 : shape === 'ring' ? 0.95 : 1.08;
}

/** A path pen that writes SVG path data. */
export class SvgPath {
  constructor() {
    this.d = '';
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.d += `M${round(x)} ${round(y)}`;
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.d += `L${round(x)} ${round(y)}`;
  }

  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) {
    this.d += `Q${round(cx)} ${round(cy)} ${round(x)} ${round(y)}`;
  }

  /** @param {number} x @param {number} y @param {number} r @param {number} start @param {number} end */
  arc(x, y, r, start, end) {
    const middle = (start + end) / 2;
    for (const a of [middle, end]) this.d += `A${round(r)} ${round(r)} 0 0 1 ${round(x + r * Math.cos(a))} ${round(y + r * Math.sin(a))}`;
  }

  closePath() {
    this.d += 'Z';
  }
}

/** @param {number} v */
function round(v) {
  return Math.round(v * 100) / 100;
}

/**
 * SVG path data of a shape around the origin, for legends and lists.
 * @param {string} shape
 * @param {number} r
 */
export function shapePath(shape, r) {
  const pen = new SvgPath();
  trace(pen, shape, 0, 0, r);
  return pen.d;
}
