import { SHOW } from './contract.js';
import { Grid } from './grid.js';
import { reach, shapeName } from './shapes.js';

/** @typedef {import('./contract.js').GraphData} GraphData */

/** Above this many edges times nodes, lines are drawn straight through whatever is in the way. */
const ROUTED = 300000;

/** Stride of the geometry array: start x, y, control x, y, end x, y in CSS pixels. */
export const STRIDE = 6;

/** The graph as numbers: positions, bends, who touches whom, and the geometry of what is on screen. */
export class Scene {
  /** @param {GraphData} data */
  constructor(data) {
    this.nodes = data.nodes;
    this.edges = data.edges;
    this.shapes = data.styles.map((s) => shapeName(s.shape));
    this.reach = Float32Array.from(this.shapes, reach);
    this.nodeShow = new Uint8Array(this.nodes.count).fill(SHOW.certain);
    this.edgeShow = new Uint8Array(this.edges.count).fill(SHOW.certain);
    this.bow = new Float32Array(this.edges.count);
    this.geometry = new Float32Array(this.edges.count * STRIDE);
    /** edges on screen after the last `project`, in order */
    this.onScreen = new Uint32Array(this.edges.count);
    this.onScreenCount = 0;
    /** @type {Uint32Array|null} */
    this.ranked = null;
    this.adjacency();
    this.bent = false;
    /** @type {Grid|null} */
    this.nodeGrid = null;
    /** @type {Grid|null} */
    this.edgeGrid = null;
  }

  /** Edges of each node, as offsets into one array. */
  adjacency() {
    const { count, from, to } = this.edges;
    const starts = new Uint32Array(this.nodes.count + 1);
    for (let e = 0; e < count; e++) {
      starts[from[e] + 1]++;
      if (to[e] !== from[e]) starts[to[e] + 1]++;
    }
    for (let n = 0; n < this.nodes.count; n++) starts[n + 1] += starts[n];
    const fill = starts.slice();
    const list = new Uint32Array(starts[this.nodes.count]);
    for (let e = 0; e < count; e++) {
      list[fill[from[e]]++] = e;
      if (to[e] !== from[e]) list[fill[to[e]]++] = e;
    }
    this.edgeStarts = starts;
    this.edgeList = list;
  }

  /**
   * Edges of one node.
   * @param {number} node
   * @returns {Uint32Array}
   */
  edgesOf(node) {
    const starts = /** @type {Uint32Array} */ (this.edgeStarts);
    return /** @type {Uint32Array} */ (this.edgeList).subarray(starts[node], starts[node + 1]);
  }

  /** Forget the bends: nodes moved or edges came and went. They are found again before the next drawing. */
  unbend() {
    this.bent = false;
  }

  /** Parallel edges bow apart; a single edge bows only when a third node stands on its way. */
  bend() {
    if (this.bent) return;
    this.bent = true;
    const { count, from, to } = this.edges;
    this.bow.fill(0);
    const route = count * this.nodes.count <= ROUTED;
    /** first edge to each node from the one at hand, and the edges with the same ends that follow it */
    const first = new Int32Array(this.nodes.count).fill(-1);
    const next = new Int32Array(count).fill(-1);
    for (let n = 0; n < this.nodes.count; n++) {
      const edges = this.edgesOf(n);
      const own = (/** @type {number} */ e) => this.edgeShow[e] && Math.min(from[e], to[e]) === n;
      const other = (/** @type {number} */ e) => (from[e] === n ? to[e] : from[e]);
      for (let k = edges.length - 1; k >= 0; k--) {
        const e = edges[k];
        if (!own(e)) continue;
        next[e] = first[other(e)];
        first[other(e)] = e;
      }
      for (const e of edges) {
        if (!own(e) || first[other(e)] !== e) continue;
        first[other(e)] = -1;
        if (next[e] >= 0) this.fan(e, next);
        else if (route) this.bow[e] = this.detour(e);
      }
    }
  }

  /** Bow the edges between two nodes apart. @param {number} e the first @param {Int32Array} next the one after each */
  fan(e, next) {
    const list = [];
    for (let k = e; k >= 0; k = next[k]) list.push(k);
    list.forEach((k, rank) => {
      const side = this.edges.from[k] <= this.edges.to[k] ? 1 : -1;
      this.bow[k] = side * (rank - (list.length - 1) / 2) * Math.min(26, 90 / list.length);
    });
  }

  /**
   * The smallest bow that leads an edge past the nodes on its way; 0 when the straight line is free.
   * @param {number} e
   */
  detour(e) {
    let best = 0;
    let least = Infinity;
    for (const bow of [0, 16, -16, 28, -28, 42, -42, 60, -60]) {
      const cost = this.blocked(e, bow) * 100 + Math.abs(bow);
      if (cost < least) {
        least = cost;
        best = bow;
      }
      if (least < 100 && Math.abs(bow) >= least) break;
    }
    return best;
  }

  /**
   * How many third nodes the edge would cross with this bow, at a zoom of 1.
   * @param {number} e
   * @param {number} bow
   */
  blocked(e, bow) {
    const { x, y, radius } = this.nodes;
    const a = this.edges.from[e];
    const b = this.edges.to[e];
    const dx = x[b] - x[a];
    const dy = y[b] - y[a];
    const length = Math.hypot(dx, dy) || 1;
    let hits = 0;
    for (let n = 0; n < this.nodes.count; n++) {
      if (n === a || n === b || !this.nodeShow[n]) continue;
      const t = ((x[n] - x[a]) * dx + (y[n] - y[a]) * dy) / (length * length);
      if (t <= 0.02 || t >= 0.98) continue;
      const across = ((x[n] - x[a]) * -dy + (y[n] - y[a]) * dx) / length;
      if (Math.abs(across - 4 * bow * t * (1 - t)) < radius[n] + 5) hits++;
    }
    return hits;
  }

  /** All nodes, the highest ranked first. */
  byRank() {
    if (!this.ranked) {
      const { rank, count } = this.nodes;
      this.ranked = Uint32Array.from({ length: count }, (_, n) => n).sort((a, b) => rank[b] - rank[a] || a - b);
    }
    return this.ranked;
  }

  /** The world rectangle around the given nodes, or all that are shown. @param {Iterable<number>} [ids] */
  bounds(ids) {
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    const { x, y } = this.nodes;
    const take = (/** @type {number} */ n) => {
      box.left = Math.min(box.left, x[n]);
      box.right = Math.max(box.right, x[n]);
      box.top = Math.min(box.top, y[n]);
      box.bottom = Math.max(box.bottom, y[n]);
    };
    if (ids) for (const n of ids) take(n);
    else for (let n = 0; n < this.nodes.count; n++) if (this.nodeShow[n]) take(n);
    return box.left <= box.right ? box : { left: -1, top: -1, right: 1, bottom: 1 };
  }

  /** Half the size of a node on screen, where lines stop. @param {number} n @param {number} scale */
  edgeRadius(n, scale) {
    const r = this.nodes.radius[n] * scale;
    return r * this.reach[this.nodes.style[n]] + (this.nodes.specificity[n] === 1 ? 1 : 0) + 3 * Math.min(1, scale);
  }

  /**
   * Compute the geometry of all shown edges that can touch the canvas.
   * @param {import('./camera.js').Camera} camera
   */
  project(camera) {
    this.bend();
    const { x, y } = this.nodes;
    const { from, to, count } = this.edges;
    const g = this.geometry;
    const scale = camera.nodeScale;
    const { edgeShow } = this;
    // most edges of a large network lie outside: they are told by where their ends are, before anything is worked out
    const left = camera.wx(-60);
    const right = camera.wx(camera.width + 60);
    const top = camera.wy(-60);
    const bottom = camera.wy(camera.height + 60);
    let kept = 0;
    for (let e = 0; e < count; e++) {
      if (!edgeShow[e]) continue;
      const a = from[e];
      const b = to[e];
      const xa = x[a];
      const xb = x[b];
      if ((xa < left && xb < left) || (xa > right && xb > right)) continue;
      const ya = y[a];
      const yb = y[b];
      if ((ya < top && yb < top) || (ya > bottom && yb > bottom)) continue;
      const ax = camera.sx(xa);
      const ay = camera.sy(ya);
      const bx = camera.sx(xb);
      const by = camera.sy(yb);
      this.onScreen[kept++] = e;
      const o = e * STRIDE;
      if (a === b) {
        loop(g, o, ax, ay, this.edgeRadius(a, scale));
        continue;
      }
      const dx = bx - ax;
      const dy = by - ay;
      const length = Math.hypot(dx, dy) || 1;
      const bow = 2 * this.bow[e] * camera.zoom;
      const cx = (ax + bx) / 2 - (dy / length) * bow;
      const cy = (ay + by) / 2 + (dx / length) * bow;
      const from0 = Math.min(this.edgeRadius(a, scale), length * 0.4);
      const to0 = Math.min(this.edgeRadius(b, scale), length * 0.4);
      cut(g, o, ax, ay, bow ? cx : bx, bow ? cy : by, from0);
      cut(g, o + 4, bx, by, bow ? cx : ax, bow ? cy : ay, to0);
      g[o + 2] = bow ? cx : (g[o] + g[o + 4]) / 2;
      g[o + 3] = bow ? cy : (g[o + 1] + g[o + 5]) / 2;
    }
    this.onScreenCount = kept;
  }

  /** Forget the indexes: positions or visibility changed. */
  stale() {
    this.nodeGrid = null;
    this.edgeGrid = null;
  }

  /** Nodes by place in the world. */
  nodesByPlace() {
    if (this.nodeGrid) return this.nodeGrid;
    const { x, y, count } = this.nodes;
    this.nodeGrid = new Grid(this.bounds(), 60, (add) => {
      for (let n = 0; n < count; n++) if (this.nodeShow[n]) add(n, x[n], y[n]);
    });
    return this.nodeGrid;
  }

  /** Edges by place in the world, in steps along their curve. */
  edgesByPlace() {
    if (this.edgeGrid) return this.edgeGrid;
    this.bend();
    const { x, y } = this.nodes;
    const { from, to, count } = this.edges;
    this.edgeGrid = new Grid(this.bounds(), 60, (add) => {
      for (let e = 0; e < count; e++) {
        if (!this.edgeShow[e]) continue;
        const ax = x[from[e]];
        const ay = y[from[e]];
        const dx = x[to[e]] - ax;
        const dy = y[to[e]] - ay;
        const length = Math.hypot(dx, dy) || 1;
        const steps = Math.min(200, Math.ceil(length / 40) + 1);
        for (let i = 0; i <= steps; i++) {
          const t = i / steps;
          const off = 4 * this.bow[e] * t * (1 - t);
          add(e, ax + dx * t - (dy / length) * off, ay + dy * t + (dx / length) * off);
        }
      }
    });
    return this.edgeGrid;
  }
}

/**
 * Write the point at distance r from (px, py) towards (qx, qy).
 * @param {Float32Array} g @param {number} o @param {number} px @param {number} py @param {number} qx @param {number} qy @param {number} r
 */
function cut(g, o, px, py, qx, qy, r) {
  const length = Math.hypot(qx - px, qy - py) || 1;
  g[o] = px + ((qx - px) / length) * r;
  g[o + 1] = py + ((qy - py) / length) * r;
}

/** A relation of a thing to itself: a small ear above it. @param {Float32Array} g @param {number} o @param {number} x @param {number} y @param {number} r */
function loop(g, o, x, y, r) {
  g[o] = x - r * 0.5;
  g[o + 1] = y - r * 0.9;
  g[o + 2] = x;
  g[o + 3] = y - r * 4.2;
  g[o + 4] = x + r * 0.5;
  g[o + 5] = y - r * 0.9;
}
