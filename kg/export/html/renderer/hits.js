import { pointOn } from './edges.js';

/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./camera.js').Camera} Camera */
/** @typedef {import('./labels.js').Label} Label */

/** Pixels by which a pointer may miss. */
const SLACK = 5;

/** The node under a point, or -1. @param {Scene} scene @param {Camera} camera @param {number} x @param {number} y CSS pixels */
export function nodeAt(scene, camera, x, y) {
  const reach = 26 * camera.nodeScale + SLACK;
  let best = -1;
  let least = Infinity;
  scene.nodesByPlace().within(camera.wx(x - reach), camera.wy(y - reach), camera.wx(x + reach), camera.wy(y + reach), (n) => {
    if (!scene.nodeShow[n]) return;
    const d = Math.hypot(camera.sx(scene.nodes.x[n]) - x, camera.sy(scene.nodes.y[n]) - y) - scene.nodes.radius[n] * camera.nodeScale;
    if (d < SLACK && d < least) {
      least = d;
      best = n;
    }
  });
  return best;
}

/** The label under a point. @param {Label[]} labels @param {number} x @param {number} y */
export function labelAt(labels, x, y) {
  return labels.find(({ box: b }) => {
    const u = (x - b.x) * b.cos + (y - b.y) * b.sin;
    const v = -(x - b.x) * b.sin + (y - b.y) * b.cos;
    return Math.abs(u) <= b.w && Math.abs(v) <= b.h + 1;
  });
}

/** The edge under a point, or -1. @param {Scene} scene @param {Camera} camera @param {number} x @param {number} y */
export function edgeAt(scene, camera, x, y) {
  let best = -1;
  let least = SLACK + 2;
  const seen = new Set();
  const box = [camera.wx(x - 24), camera.wy(y - 24), camera.wx(x + 24), camera.wy(y + 24)];
  scene.edgesByPlace().within(box[0], box[1], box[2], box[3], (e) => {
    if (seen.has(e) || !scene.edgeShow[e]) return;
    seen.add(e);
    const steps = scene.bow[e] || scene.edges.from[e] === scene.edges.to[e] ? 12 : 1;
    let p = pointOn(scene, e, 0);
    for (let i = 1; i <= steps; i++) {
      const q = pointOn(scene, e, i / steps);
      const d = distance(x, y, p, q);
      if (d < least) {
        least = d;
        best = e;
      }
      p = q;
    }
  });
  return best;
}

/** @param {number} x @param {number} y @param {{x: number, y: number}} p @param {{x: number, y: number}} q */
function distance(x, y, p, q) {
  const dx = q.x - p.x;
  const dy = q.y - p.y;
  const t = Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(x - p.x - dx * t, y - p.y - dy * t);
}
