import { BADGE, SHOW, SPECIFICITY } from './contract.js';
import { box, crossed, extent, Taken } from './boxes.js';
import { badgeAt, lengthOf, pointOn } from './edges.js';
import { ringRadius } from './nodes.js';
import { measure, wrap } from './text.js';

/** @typedef {import('./contract.js').Palette} Palette */
/** @typedef {import('./contract.js').Rect} Rect */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./camera.js').Camera} Camera */
/** @typedef {import('./boxes.js').Box} Box */
/** @typedef {import('./edges.js').Emphasis} Emphasis */

/**
 * A label in its place. `slot` is the side of a node, or the point along an edge, so that it can follow while things move.
 * @typedef {object} Label
 * @property {'node'|'edge'} kind
 * @property {number} i
 * @property {number} slot
 * @property {string[]} lines
 * @property {string} font
 * @property {number} size
 * @property {Box} box
 * @property {number} anchor x of its node, CSS pixels
 */

/** Sides of a node in order of preference: dx, dy, cost, pixels further off. */
const SIDES = [
  [1, 0, 0], [0, 1, 0.15], [0, -1, 0.2], [-1, 0, 0.3], [0.8, 0.75, 0.7], [0.8, -0.75, 0.7], [-0.8, 0.75, 0.9], [-0.8, -0.75, 0.9],
  [1, 0, 1.6, 11], [0, 1, 1.6, 9], [0, -1, 1.6, 9], [-1, 0, 1.7, 11], [0.5, 1, 1.8, 6], [0.5, -1, 1.8, 6], [-0.5, 1, 1.9, 6], [-0.5, -1, 1.9, 6],
];

/** Points along an edge in order of preference. */
const STOPS = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72];

/** With no more nodes on screen than this, every label that fits is drawn at any zoom. */
const FEW = 260;

/** With more nodes on screen than this they are dots, over which labels may stand. */
const CROWD = 3000;

/** Sizes and weights of node labels by tier. */
const TIERS = [[11.5, 500], [12.5, 600], [14, 700]];

/** Slot of an edge label that stands beside its line. */
const BESIDE = 99;

/** A label of a plain node that would cost more (mostly lines under it) is left out. */
const TOLERABLE = 8;

/** Finds a place for every label that fits, most important first; none touches another, a node, or the frame. */
export class Labeller {
  /** @param {Scene} scene @param {Camera} camera @param {CanvasRenderingContext2D} ctx */
  constructor(scene, camera, ctx) {
    this.scene = scene;
    this.camera = camera;
    this.ctx = ctx;
    /** @type {Map<number, number>} sides chosen last time, kept where they still fit */
    this.kept = new Map();
    this.edgeLabels = true;
  }

  /**
   * @param {Palette} palette
   * @param {Emphasis} emphasis
   * @param {Rect[]} obstacles controls that lie over the canvas
   * @returns {Label[]}
   */
  place(palette, emphasis, obstacles) {
    this.palette = palette;
    this.taken = new Taken();
    this.solid = new Taken();
    for (const o of obstacles) this.solid.add(box(o.x + o.w / 2, o.y + o.h / 2, o.w, o.h));
    const nodes = this.nodesOnScreen();
    this.lines = this.scene.onScreenCount <= 1500;
    /** @type {Map<number, Box>} */
    this.own = new Map();
    if (nodes.length <= CROWD) for (const n of nodes) this.block(n, emphasis);
    const badges = this.scene.onScreenCount <= 4000 ? this.blockBadges(emphasis) : 0;
    /** @type {Label[]} */
    const out = [];
    for (const e of emphasis.edges) if (this.scene.edgeShow[e]) this.putEdge(e, true, emphasis, out);
    for (const n of this.wanted(nodes, emphasis)) this.putNode(n, emphasis, out);
    if (this.edgeLabels && this.camera.zoom >= (nodes.length <= FEW ? 0.45 : 0.62) && this.scene.onScreenCount <= 1500) this.putEdges(emphasis, out);
    this.badges = badges;
    return out;
  }

  nodesOnScreen() {
    const { x, y, count } = this.scene.nodes;
    const list = [];
    for (let n = 0; n < count; n++) {
      if (!this.scene.nodeShow[n]) continue;
      const sx = this.camera.sx(x[n]);
      const sy = this.camera.sy(y[n]);
      if (sx > -20 && sy > -20 && sx < this.camera.width + 20 && sy < this.camera.height + 20) list.push(n);
    }
    return list;
  }

  /** A node's own ground. @param {number} n @param {Emphasis} emphasis */
  block(n, emphasis) {
    const r = emphasis.nodes.has(n) ? ringRadius(this.scene, n, this.camera.nodeScale) + 2 : this.scene.nodes.radius[n] * this.camera.nodeScale + 2;
    const b = box(this.camera.sx(this.scene.nodes.x[n]), this.camera.sy(this.scene.nodes.y[n]), 2 * r, 2 * r);
    /** @type {Map<number, Box>} */ (this.own).set(n, b);
    /** @type {Taken} */ (this.solid).add(b);
  }

  /** @param {Emphasis} emphasis */
  blockBadges(emphasis) {
    let count = 0;
    for (let i = 0; i < this.scene.onScreenCount; i++) {
      const e = this.scene.onScreen[i];
      if (!this.scene.edges.badge[e] || lengthOf(this.scene, e) < 24) continue;
      const at = badgeAt(this.scene, e, emphasis.edges.has(e));
      /** @type {Taken} */ (this.solid).add(box(at.x, at.y, 17, 17));
      count++;
    }
    return count;
  }

  /** Nodes in the order in which they get labels; how many depends on the zoom. @param {number[]} nodes @param {Emphasis} emphasis */
  wanted(nodes, emphasis) {
    const { rank } = this.scene.nodes;
    const zoom = this.camera.zoom;
    const most = nodes.length <= FEW ? FEW : zoom < 0.35 ? 12 : zoom < 0.6 ? 40 : 400;
    if (nodes.length > CROWD) return this.foremost(nodes, most, emphasis);
    const weight = (/** @type {number} */ n) => rank[n] + (emphasis.nodes.has(n) ? 1e9 : 0);
    const sorted = nodes.slice().sort((a, b) => weight(b) - weight(a) || a - b);
    return sorted.slice(0, most + emphasis.nodes.size);
  }

  /** The highest ranked of very many nodes, without sorting them anew. @param {number[]} nodes @param {number} most @param {Emphasis} emphasis */
  foremost(nodes, most, emphasis) {
    const here = new Set(nodes);
    const out = [...emphasis.nodes].filter((n) => here.has(n));
    for (const n of this.scene.byRank()) {
      if (out.length >= most + emphasis.nodes.size) break;
      if (here.has(n) && !emphasis.nodes.has(n)) out.push(n);
    }
    return out;
  }

  /** Put a node's label where it costs least; in a smaller size where the proper one fits nowhere. @param {number} n @param {Emphasis} emphasis @param {Label[]} out */
  putNode(n, emphasis, out) {
    const { nodes } = this.scene;
    const chosen = emphasis.nodes.has(n);
    const lines = wrap(nodes.label(n));
    for (let tier = Math.max(nodes.tier[n], chosen ? 1 : 0); tier >= 0; tier--) {
      const look = this.look(n, tier, lines);
      let place = this.bestSide(n, look, chosen);
      if (!place && chosen && tier === 0) place = { side: 1, box: this.sideBox(n, 1, look.width, look.height, true), cost: 0 };
      if (!place || (place.cost > TOLERABLE && !nodes.tier[n]) || this.cut(place.box)) continue;
      this.kept.set(n, place.side);
      /** @type {Taken} */ (this.taken).add(place.box);
      out.push({ kind: 'node', i: n, slot: place.side, lines, font: look.font, size: look.size, box: place.box, anchor: 0 });
      return;
    }
  }

  /** Font and measures of a node's label. @param {number} n @param {number} tier @param {string[]} lines */
  look(n, tier, lines) {
    const [size, weight] = TIERS[tier];
    const slant = this.scene.nodes.specificity[n] === SPECIFICITY.unspecified ? 'italic ' : '';
    const font = `${slant}${weight} ${size}px ${/** @type {Palette} */ (this.palette).font}`;
    return { size, font, width: Math.max(...lines.map((t) => measure(this.ctx, font, t))), height: lines.length * size * 1.15 };
  }

  /** The cheapest free side of a node, if any is free. @param {number} n @param {{width: number, height: number}} look @param {boolean} chosen */
  bestSide(n, look, chosen) {
    /** @type {{side: number, box: Box, cost: number}|null} */
    let best = null;
    for (let side = 0; side < SIDES.length; side++) {
      const b = this.sideBox(n, side, look.width, look.height, chosen);
      const cost = this.costOf(n, b, side);
      if (cost < (best ? best.cost : Infinity)) best = { side, box: b, cost };
    }
    return best;
  }

  /** @param {number} n @param {number} side @param {number} width @param {number} height @param {boolean} chosen */
  sideBox(n, side, width, height, chosen) {
    const [dx, dy, , off = 0] = SIDES[side];
    const { nodes, reach } = this.scene;
    const scale = this.camera.nodeScale;
    const back = nodes.specificity[n] === SPECIFICITY.collective ? 3 : 0;
    const r = chosen ? ringRadius(this.scene, n, scale) + 2 : nodes.radius[n] * reach[nodes.style[n]] * scale + back;
    const x = this.camera.sx(nodes.x[n]) + dx * (r + 4 + off) + (dx > 0 ? width / 2 : dx < 0 ? -width / 2 : 0);
    const y = this.camera.sy(nodes.y[n]) + dy * (r + 2 + off) + (dy > 0 ? height / 2 : dy < 0 ? -height / 2 : 0);
    return box(x, y, width + 4, height);
  }

  /** @param {number} n @param {Box} b @param {number} side */
  costOf(n, b, side) {
    if (this.cut(b)) return Infinity;
    if (/** @type {Taken} */ (this.taken).hit(b)) return Infinity;
    if (/** @type {Taken} */ (this.solid).hit(b, /** @type {Map<number, Box>} */ (this.own).get(n))) return Infinity;
    const stay = this.kept.get(n) === side ? -0.35 : 0;
    return SIDES[side][2] + stay + (this.lines ? 1.1 * this.crossings(b, -1) : 0);
  }

  /** Whether the frame would cut a box. @param {Box} b */
  cut(b) {
    const [w, h] = extent(b);
    return b.x - w < 4 || b.y - h < 4 || b.x + w > this.camera.width - 4 || b.y + h > this.camera.height - 4;
  }

  /** How many lines pass under a box. @param {Box} b @param {number} except an edge that may */
  crossings(b, except) {
    const { camera, scene } = this;
    const [w, h] = extent(b);
    const seen = new Set();
    let hits = 0;
    scene.edgesByPlace().within(camera.wx(b.x - w), camera.wy(b.y - h), camera.wx(b.x + w), camera.wy(b.y + h), (e) => {
      if (e === except || seen.has(e)) return;
      seen.add(e);
      let p = pointOn(scene, e, 0);
      const steps = scene.bow[e] ? 8 : 1;
      for (let i = 1; i <= steps; i++) {
        const q = pointOn(scene, e, i / steps);
        if (crossed(b, p.x, p.y, q.x, q.y)) {
          hits++;
          return;
        }
        p = q;
      }
    });
    return hits;
  }

  /** Edge labels, the longest edges first; of many like edges into one node only the first is named. @param {Emphasis} emphasis @param {Label[]} out */
  putEdges(emphasis, out) {
    const { edges, onScreen, onScreenCount } = this.scene;
    const done = new Map();
    const order = Array.from(onScreen.subarray(0, onScreenCount)).filter((e) => !emphasis.edges.has(e) && this.scene.edgeShow[e] === SHOW.certain);
    const weight = (/** @type {number} */ e) => (emphasis.own.has(e) ? 1e6 : 0) + (edges.badge[e] ? 1e5 : 0) + edges.width[e] * 120 + lengthOf(this.scene, e);
    for (const e of order.sort((a, b) => weight(b) - weight(a) || a - b)) {
      const key = `${edges.to[e]} ${edges.label(e)}`;
      const like = done.get(key) || 0;
      if (like >= 2 && !emphasis.own.has(e)) continue;
      if (this.putEdge(e, false, emphasis, out)) done.set(key, like + 1);
    }
  }

  /** @param {number} e @param {boolean} chosen @param {Emphasis} emphasis @param {Label[]} out */
  putEdge(e, chosen, emphasis, out) {
    const size = chosen ? 12 : 10.5;
    const badge = this.scene.edges.badge[e];
    const weight = chosen || badge === BADGE.differs ? 600 : 400;
    const font = `${weight} ${size}px ${/** @type {Palette} */ (this.palette).font}`;
    const text = this.scene.edges.label(e);
    const width = measure(this.ctx, font, text);
    const room = lengthOf(this.scene, e) - 16;
    if (!text || (width + 6 > room && !chosen)) return false;
    if (chosen && width + 16 > room) return this.putBeside(e, text, { font, size, width }, out);
    const shift = badge && !chosen && badge !== BADGE.slash ? 14 : 0;
    for (const t of chosen ? [0.57, 0.5, 0.42, 0.66, 0.34] : STOPS) {
      for (const side of chosen ? [0, -1, 1] : shift ? [-1, 1] : [0]) {
        const b = this.edgeBox(e, t, side * (shift || 15), width + (chosen ? 10 : 6), size + (chosen ? 4 : 2));
        if (this.cut(b) || /** @type {Taken} */ (this.taken).hit(b) || /** @type {Taken} */ (this.solid).hit(b)) continue;
        if (!chosen && this.crossings(b, e) > (emphasis.own.has(e) ? 2 : 0)) continue;
        /** @type {Taken} */ (this.taken).add(b);
        out.push({ kind: 'edge', i: e, slot: t + side * 10, lines: [text], font, size, box: b, anchor: 0 });
        return true;
      }
    }
    return chosen && this.putBeside(e, text, { font, size, width }, out);
  }

  /** The label of a selected edge that is too short for it stands level beside its middle. @param {number} e @param {string} text @param {{font: string, size: number, width: number}} look @param {Label[]} out */
  putBeside(e, text, { font, size, width }, out) {
    const at = pointOn(this.scene, e, 0.5);
    for (const [dx, dy] of [[0, -26], [0, 26], [1, -20], [-1, -20], [1, 20], [-1, 20], [1, 0], [-1, 0], [0, -44], [0, 44]]) {
      const b = box(at.x + dx * (width / 2 + 24), at.y + dy, width + 10, size + 4);
      if (this.cut(b) || /** @type {Taken} */ (this.taken).hit(b) || /** @type {Taken} */ (this.solid).hit(b)) continue;
      /** @type {Taken} */ (this.taken).add(b);
      out.push({ kind: 'edge', i: e, slot: BESIDE, lines: [text], font, size, box: b, anchor: 0 });
      return true;
    }
    return false;
  }

  /** @param {number} e @param {number} t @param {number} off @param {number} width @param {number} height */
  edgeBox(e, t, off, width, height) {
    const at = pointOn(this.scene, e, t);
    let angle = at.angle;
    if (angle > Math.PI / 2 || angle <= -Math.PI / 2) angle += Math.PI;
    return box(at.x - Math.sin(angle) * off, at.y + Math.cos(angle) * off, width, height, angle);
  }

  /** Move a placed label after its node or edge, without looking for a better place. @param {Label} label @param {Emphasis} emphasis */
  follow(label, emphasis) {
    const b = label.box;
    if (label.kind === 'node') {
      label.box = this.sideBox(label.i, label.slot, b.w * 2 - 4, b.h * 2, emphasis.nodes.has(label.i));
      return;
    }
    if (label.slot === BESIDE) return;
    const side = label.slot > 5 ? 1 : label.slot < -5 ? -1 : 0;
    label.box = this.edgeBox(label.i, label.slot - side * 10, side * 14.5, b.w * 2, b.h * 2);
  }
}
