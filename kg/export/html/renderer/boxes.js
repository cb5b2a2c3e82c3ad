/**
 * Oriented boxes on the screen and the set of those already taken. Labels are only ever put where they touch none.
 *
 * @typedef {object} Box
 * @property {number} x middle, CSS pixels
 * @property {number} y
 * @property {number} w half the width
 * @property {number} h half the height
 * @property {number} cos of its angle
 * @property {number} sin
 */

const CELL = 64;

/** @param {number} x @param {number} y @param {number} width @param {number} height @param {number} [angle] @returns {Box} */
export function box(x, y, width, height, angle = 0) {
  return { x, y, w: width / 2, h: height / 2, cos: Math.cos(angle), sin: Math.sin(angle) };
}

/** Half the width and height of the upright rectangle around a box. @param {Box} b @returns {[number, number]} */
export function extent(b) {
  return [Math.abs(b.cos) * b.w + Math.abs(b.sin) * b.h, Math.abs(b.sin) * b.w + Math.abs(b.cos) * b.h];
}

/** Whether two boxes overlap: separating axes. @param {Box} a @param {Box} b */
export function overlap(a, b) {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  for (const [p, q] of [[a, b], [b, a]]) {
    const c = Math.abs(p.cos * q.cos + p.sin * q.sin);
    const s = Math.abs(p.cos * q.sin - p.sin * q.cos);
    if (Math.abs(dx * p.cos + dy * p.sin) >= p.w + q.w * c + q.h * s) return false;
    if (Math.abs(-dx * p.sin + dy * p.cos) >= p.h + q.w * s + q.h * c) return false;
  }
  return true;
}

/** Whether a straight line from (ax, ay) to (bx, by) passes through a box. @param {Box} b @param {number} ax @param {number} ay @param {number} bx @param {number} by */
export function crossed(b, ax, ay, bx, by) {
  const ux = (ax - b.x) * b.cos + (ay - b.y) * b.sin;
  const uy = -(ax - b.x) * b.sin + (ay - b.y) * b.cos;
  const vx = (bx - b.x) * b.cos + (by - b.y) * b.sin;
  const vy = -(bx - b.x) * b.sin + (by - b.y) * b.cos;
  let t0 = 0;
  let t1 = 1;
  for (const [from, step, half] of [[ux, vx - ux, b.w], [uy, vy - uy, b.h]]) {
    if (Math.abs(step) < 1e-9) {
      if (Math.abs(from) > half) return false;
      continue;
    }
    const a = (-half - from) / step;
    const c = (half - from) / step;
    t0 = Math.max(t0, Math.min(a, c));
    t1 = Math.min(t1, Math.max(a, c));
    if (t0 > t1) return false;
  }
  return true;
}

/** The boxes already taken, found by cell. */
export class Taken {
  constructor() {
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} b @param {(list: Box[], key: number) => boolean|void} use */
  each(b, use) {
    const [w, h] = extent(b);
    for (let r = Math.floor((b.y - h) / CELL); r <= Math.floor((b.y + h) / CELL); r++) {
      for (let c = Math.floor((b.x - w) / CELL); c <= Math.floor((b.x + w) / CELL); c++) {
        const key = r * 65536 + c;
        if (use(this.cells.get(key) || [], key)) return true;
      }
    }
    return false;
  }

  /** @param {Box} b */
  add(b) {
    this.each(b, (list, key) => {
      list.push(b);
      this.cells.set(key, list);
    });
  }

  /** Whether a box overlaps one that is taken, `except` apart. @param {Box} b @param {Box} [except] */
  hit(b, except) {
    return this.each(b, (list) => list.some((other) => other !== except && overlap(other, b)));
  }
}
