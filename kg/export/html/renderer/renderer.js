import { Camera } from './camera.js';
import { listen } from './gestures.js';
import { edgeAt, labelAt, nodeAt } from './hits.js';
import { Labeller } from './labels.js';
import { paintRings } from './nodes.js';
import { paint, paintSteps } from './paint.js';
import { Scene } from './scene.js';
import { Still } from './still.js';
import { SvgPen } from './svg.js';

/** @typedef {import('./contract.js').GraphData} GraphData */
/** @typedef {import('./contract.js').Palette} Palette */
/** @typedef {import('./contract.js').Target} Target */
/** @typedef {import('./contract.js').Rect} Rect */
/** @typedef {import('./contract.js').Events} Events */
/** @typedef {import('./labels.js').Label} Label */

/** Milliseconds of a camera move, and of rest before a crisp redraw. */
const GLIDE = 240;
const REST = 110;

/** Milliseconds of a frame that a heavy picture may take for itself. */
const SLICE = 10;

/** Draws a graph on a canvas. The contract with the page is in contract.js. */
export class Renderer {
  /** @param {HTMLCanvasElement} canvas @param {GraphData} data @param {Palette} palette @param {Events} events */
  constructor(canvas, data, palette, events) {
    this.canvas = canvas;
    this.ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
    this.palette = palette;
    this.events = events;
    this.scene = new Scene(data);
    this.camera = new Camera();
    this.labeller = new Labeller(this.scene, this.camera, this.ctx);
    /** @type {import('./edges.js').Emphasis} */
    this.emphasis = { nodes: new Set(), edges: new Set(), own: new Set() };
    /** @type {Rect[]} */
    this.obstacles = [];
    /** @type {Label[]} */
    this.labels = [];
    /** @type {Target|null} */
    this.hovered = null;
    this.reduced = false;
    this.room = { x: 84, top: 48, bottom: 40 };
    this.drawn = { nodes: 0, edges: 0 };
    this.frames = 0;
    this.frame = 0;
    /** number of the camera move under way; a new one ends it */
    this.flight = 0;
    /** a heavy picture that is being drawn, part by part @type {Generator<void, {nodes: number, edges: number}>|null} */
    this.work = null;
    this.workFrame = 0;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    this.moving = false;
    this.resting = false;
    this.covered = false;
    this.still = new Still(canvas);
    this.stop = listen(canvas, this.hands());
    this.resize();
  }

  /** What the gestures may do. @returns {import('./gestures.js').Hands} */
  hands() {
    return {
      nodeAt: (x, y) => nodeAt(this.scene, this.camera, x, y),
      click: (x, y) => this.events.select?.(this.at(x, y)),
      point: (x, y) => this.point(x, y),
      leave: () => this.hover(null),
      pan: (dx, dy) => this.pan(dx, dy),
      zoom: (factor, x, y, eased) => (eased ? this.glide(this.camera.zoomed(factor, x, y)) : this.jump(this.camera.zoomed(factor, x, y))),
      drag: (node, x, y) => this.drag(node, x, y),
      drop: (node) => {
        this.scene.unbend();
        this.scene.stale();
        this.settle();
        this.events.moved?.(node);
      },
    };
  }

  /** Fit the canvas' pixels to its size on the page. */
  resize() {
    const r = this.canvas.getBoundingClientRect();
    if (!r.width || !r.height) return;
    const ratio = globalThis.devicePixelRatio || 1;
    this.ratio = ratio;
    // What stands at the left stays there: a panel that opens covers the right.
    if (this.camera.width > 1) this.camera.x += (r.width - this.camera.width) / 2 / this.camera.zoom;
    if (this.camera.height > 1) this.camera.y += (r.height - this.camera.height) / 2 / this.camera.zoom;
    this.camera.width = r.width;
    this.camera.height = r.height;
    this.canvas.width = Math.round(r.width * ratio);
    this.canvas.height = Math.round(r.height * ratio);
    this.settle();
  }

  /** @param {Palette} palette */
  setPalette(palette) {
    this.palette = palette;
    this.settle();
  }

  /** Which nodes and edges pass the filters, by SHOW. @param {Uint8Array} nodes @param {Uint8Array} edges */
  setVisible(nodes, edges) {
    this.scene.nodeShow.set(nodes);
    this.scene.edgeShow.set(edges);
    this.scene.unbend();
    this.scene.stale();
    this.settle();
  }

  /** Pick out nodes and edges with the mark. @param {number[]} nodes @param {number[]} edges */
  select(nodes, edges) {
    this.emphasis.nodes = new Set(nodes);
    this.emphasis.edges = new Set(edges);
    this.ownEdges();
    this.settle();
  }

  /** Edges of what is selected alone or hovered are drawn in ink. */
  ownEdges() {
    const own = new Set();
    if (!this.emphasis.edges.size) for (const n of this.emphasis.nodes) for (const e of this.scene.edgesOf(n)) own.add(e);
    if (this.hovered?.kind === 'node') for (const e of this.scene.edgesOf(this.hovered.i)) own.add(e);
    if (this.hovered?.kind === 'edge') own.add(this.hovered.i);
    this.emphasis.own = own;
  }

  /** Controls over the canvas that labels keep clear of. @param {Rect[]} rects CSS pixels from the canvas' corner */
  setObstacles(rects) {
    this.obstacles = rects;
    this.settle();
  }

  /** Show all that is visible, or the given nodes. @param {{nodes?: number[], most?: number, least?: number, eased?: boolean}} [how] */
  fit(how = {}) {
    const view = this.camera.fitted(this.scene.bounds(how.nodes), this.room, how.most ?? 1.5);
    if (how.least && view.zoom < how.least) view.zoom = how.least;
    if (how.eased) this.glide(view);
    else this.jump(view);
  }

  /** Move so that a node is in sight, no more than needed. @param {number} node @param {boolean} [middle] put it in the middle */
  reveal(node, middle = false) {
    const x = this.camera.sx(this.scene.nodes.x[node]);
    const y = this.camera.sy(this.scene.nodes.y[node]);
    const { width, height, zoom } = this.camera;
    const inside = x > 60 && y > 60 && x < width - 60 && y < height - 60;
    if (inside && !middle && zoom >= 0.4) return;
    this.glide({ x: this.scene.nodes.x[node], y: this.scene.nodes.y[node], zoom: Math.max(zoom, 0.8) });
  }

  /** @param {number} factor */
  zoomBy(factor) {
    this.glide(this.camera.zoomed(factor, this.camera.width / 2, this.camera.height / 2));
  }

  /** @param {number} dx @param {number} dy CSS pixels */
  pan(dx, dy) {
    const { x, y, zoom } = this.camera.view;
    this.jump({ x: x - dx / zoom, y: y - dy / zoom, zoom });
  }

  /** @param {{x: number, y: number, zoom: number}} view */
  jump(view) {
    this.flight++;
    this.camera.set(view);
    this.touch();
  }

  /** Ease to a view. @param {{x: number, y: number, zoom: number}} view */
  glide(view) {
    if (this.reduced) {
      this.jump(view);
      return;
    }
    const flight = ++this.flight;
    const from = this.camera.view;
    const begin = performance.now();
    const step = () => {
      if (flight !== this.flight) return;
      const t = Math.min(1, (performance.now() - begin) / GLIDE);
      const s = 1 - (1 - t) ** 3;
      const mix = (/** @type {number} */ a, /** @type {number} */ b) => a + (b - a) * s;
      this.camera.set({ x: mix(from.x, view.x), y: mix(from.y, view.y), zoom: Math.exp(mix(Math.log(from.zoom), Math.log(view.zoom))) });
      this.touch();
      if (t < 1) requestAnimationFrame(step);
    };
    step();
  }

  /** The camera or a node moved: draw soon, find new places for labels once it rests. */
  touch() {
    this.moving = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.settle(), REST);
    this.ask();
  }

  /** Draw crisply with labels in new places. */
  settle() {
    clearTimeout(this.timer);
    this.moving = false;
    this.resting = true;
    this.ask();
  }

  /** Draw nothing until told otherwise: something covers the canvas. @param {boolean} on */
  rest(on) {
    if (on === this.covered) return;
    this.covered = on;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.giveUpWork();
    if (!on) this.settle();
  }

  ask() {
    if (!this.frame && !this.covered) this.frame = requestAnimationFrame((time) => this.draw(time));
  }

  /** Whether too much is on screen to be drawn anew while it moves. */
  get heavy() {
    return this.drawn.nodes + this.drawn.edges > this.still.most;
  }

  /** Draw now; a heavy picture part by part, while the last one stands. @param {number} [time] of the frame */
  draw(time = 0) {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.frames++;
    this.giveUpWork();
    const { ctx, camera, scene, still } = this;
    still.learn(time, this.moving, this.drawn.nodes + this.drawn.edges);
    ctx.setTransform(this.ratio || 1, 0, 0, this.ratio || 1, 0, 0);
    if (this.moving && still.picture && this.heavy) {
      this.blit();
      return;
    }
    scene.project(camera);
    const rested = this.resting;
    if (rested) this.labels = this.labeller.place(this.palette, this.emphasis, this.obstacles);
    else for (const label of this.labels) this.labeller.follow(label, this.emphasis);
    this.resting = false;
    for (const label of this.labels) label.anchor = label.kind === 'node' ? camera.sx(scene.nodes.x[label.i]) : label.box.x;
    if (scene.onScreenCount > still.most) this.begin();
    else {
      this.drawn = paint(ctx, scene, camera, this.palette, this.emphasis, this.labels);
      still.drew(time, camera.view);
      if (this.heavy) still.keep(camera.view);
    }
    if (rested) this.events.view?.(camera.zoom);
  }

  /** Begin a heavy picture on a canvas of its own. */
  begin() {
    const ctx = this.still.begin(this.ratio || 1);
    this.work = paintSteps(ctx, this.scene, this.camera, this.palette, this.emphasis, this.labels);
    if (this.still.picture) this.blit();
    this.workFrame = requestAnimationFrame(() => this.go(SLICE));
  }

  /** Go on with a heavy picture for some milliseconds; when it is done it takes the place of the last one. @param {number} most */
  go(most) {
    const { work } = this;
    if (!work) return;
    const end = performance.now() + most;
    while (performance.now() < end) {
      const step = work.next();
      if (!step.done) continue;
      this.drawn = step.value;
      this.work = null;
      this.still.swap(this.camera.view);
      this.blit();
      return;
    }
    this.workFrame = requestAnimationFrame(() => this.go(SLICE));
  }

  /** Leave a heavy picture that is out of date before it is done. */
  giveUpWork() {
    cancelAnimationFrame(this.workFrame);
    this.work = null;
  }

  /** Draw whatever waits to be drawn, wholly. */
  finish() {
    if (this.frame) this.draw();
    cancelAnimationFrame(this.workFrame);
    this.go(Infinity);
  }

  /** Draw the kept picture where the camera is now, the selection ringed. */
  blit() {
    const { ctx, camera } = this;
    this.still.blit(ctx, camera, this.palette.paper);
    if (this.work) paintRings(ctx, this.scene, camera, this.emphasis.nodes, this.palette);
  }

  /** What is at a point of the canvas. @param {number} x @param {number} y @returns {Target|null} */
  at(x, y) {
    const node = nodeAt(this.scene, this.camera, x, y);
    if (node >= 0) return { kind: 'node', i: node };
    const label = labelAt(this.labels, x, y);
    if (label) return { kind: label.kind, i: label.i };
    const edge = edgeAt(this.scene, this.camera, x, y);
    return edge >= 0 ? { kind: 'edge', i: edge } : null;
  }

  /** @param {number} x @param {number} y */
  point(x, y) {
    if (this.moving && this.heavy) return;
    const target = this.at(x, y);
    this.events.hover?.(target, x, y);
    this.hover(target);
  }

  /** @param {Target|null} target */
  hover(target) {
    if (target?.kind === this.hovered?.kind && target?.i === this.hovered?.i) return;
    this.hovered = target;
    this.canvas.classList.toggle('over', Boolean(target));
    if (!target) this.events.hover?.(null, 0, 0);
    this.ownEdges();
    if (!this.heavy) this.ask();
  }

  /** @param {number} node @param {number} x @param {number} y CSS pixels */
  drag(node, x, y) {
    this.scene.nodes.x[node] = this.camera.wx(x);
    this.scene.nodes.y[node] = this.camera.wy(y);
    this.scene.stale();
    this.moving = true;
    this.ask();
  }

  /** What is seen, as an SVG file's text. */
  svg() {
    const pen = new SvgPen(this.camera.width, this.camera.height);
    this.scene.project(this.camera);
    paint(/** @type {any} */ (pen), this.scene, this.camera, this.palette, this.emphasis, this.labels);
    return pen.toString();
  }

  /** What is drawn, for tests and for debugging. */
  snapshot() {
    const { scene, camera } = this;
    this.finish();
    const count = (/** @type {Uint8Array} */ show, /** @type {number} */ kind) => show.reduce((sum, v) => sum + (v === kind ? 1 : 0), 0);
    return {
      camera: camera.view,
      size: [camera.width, camera.height],
      frames: this.frames,
      drawn: this.drawn,
      shown: { nodes: scene.nodes.count - count(scene.nodeShow, 0), edges: scene.edges.count - count(scene.edgeShow, 0) },
      faint: { nodes: count(scene.nodeShow, 2), edges: count(scene.edgeShow, 2) },
      labels: this.labels.map((l) => ({ kind: l.kind, i: l.i, text: l.lines.join(' '), ...l.box })),
      selected: { nodes: [...this.emphasis.nodes], edges: [...this.emphasis.edges] },
    };
  }

  /** Middle of a node, or a point of an edge, on the canvas in CSS pixels. @param {Target} target @param {number} [t] 0 to 1 along the edge @returns {{x: number, y: number}} */
  place(target, t = 0.5) {
    this.finish();
    const { scene, camera } = this;
    if (target.kind === 'node') return { x: camera.sx(scene.nodes.x[target.i]), y: camera.sy(scene.nodes.y[target.i]) };
    const g = scene.geometry.subarray(target.i * 6, target.i * 6 + 6);
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return { x: a * g[0] + b * g[2] + c * g[4], y: a * g[1] + b * g[3] + c * g[5] };
  }
}
