import { BADGE, DASHES, HEAD, LINE, SHOW, WIDTHS } from './contract.js';
import { STRIDE } from './scene.js';
import { SvgPath } from './shapes.js';

/** @typedef {import('./contract.js').Palette} Palette */
/** @typedef {import('./scene.js').Scene} Scene */

/**
 * What is picked out, as the painters need it.
 * @typedef {object} Emphasis
 * @property {Set<number>} nodes selected nodes
 * @property {Set<number>} edges selected edges
 * @property {Set<number>} own edges of a selected or hovered node, drawn in ink
 */

/** Lines in one path. */
const CHUNK = 1500;

/** Whether edge e is drawn as a curve. @param {Scene} scene @param {number} e */
export function curved(scene, e) {
  return scene.bow[e] !== 0 || scene.edges.from[e] === scene.edges.to[e];
}

/**
 * Add an edge's line to the path, from its start to `back` pixels before its end.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {number} e @param {number} back
 */
function traceLine(ctx, scene, e, back) {
  const g = scene.geometry;
  const o = e * STRIDE;
  const [ux, uy] = direction(scene, e);
  const x = g[o + 4] - ux * back;
  const y = g[o + 5] - uy * back;
  ctx.moveTo(g[o], g[o + 1]);
  if (curved(scene, e)) ctx.quadraticCurveTo(g[o + 2], g[o + 3], x, y);
  else ctx.lineTo(x, y);
}

/** Unit vector in which an edge arrives at its object. @param {Scene} scene @param {number} e @returns {[number, number]} */
export function direction(scene, e) {
  const g = scene.geometry;
  const o = e * STRIDE;
  const bent = curved(scene, e);
  const dx = g[o + 4] - g[bent ? o + 2 : o];
  const dy = g[o + 5] - g[bent ? o + 3 : o + 1];
  const length = Math.hypot(dx, dy) || 1;
  return [dx / length, dy / length];
}

/**
 * The point of an edge at t in 0..1 and the angle of the line there.
 * @param {Scene} scene @param {number} e @param {number} t
 */
export function pointOn(scene, e, t) {
  const g = scene.geometry;
  const o = e * STRIDE;
  const s = 1 - t;
  if (!curved(scene, e)) {
    return { x: g[o] * s + g[o + 4] * t, y: g[o + 1] * s + g[o + 5] * t, angle: Math.atan2(g[o + 5] - g[o + 1], g[o + 4] - g[o]) };
  }
  const x = s * s * g[o] + 2 * s * t * g[o + 2] + t * t * g[o + 4];
  const y = s * s * g[o + 1] + 2 * s * t * g[o + 3] + t * t * g[o + 5];
  const dx = s * (g[o + 2] - g[o]) + t * (g[o + 4] - g[o + 2]);
  const dy = s * (g[o + 3] - g[o + 1]) + t * (g[o + 5] - g[o + 3]);
  return { x, y, angle: Math.atan2(dy, dx) };
}

/** Pixels between the ends of an edge. @param {Scene} scene @param {number} e */
export function lengthOf(scene, e) {
  const g = scene.geometry;
  const o = e * STRIDE;
  return Math.hypot(g[o + 4] - g[o], g[o + 5] - g[o + 1]);
}

/** Where the badge of an edge stands: off the middle when the middle carries the label of a selection. @param {Scene} scene @param {number} e @param {boolean} selected */
export function badgeAt(scene, e, selected) {
  return pointOn(scene, e, selected && lengthOf(scene, e) > 120 ? 0.2 : 0.5);
}

/**
 * Edges sorted into batches that share one stroke style.
 * @param {Scene} scene @param {Emphasis} emphasis @returns {Map<number, number[]>}
 */
function batches(scene, emphasis) {
  /** @type {Map<number, number[]>} */
  const out = new Map();
  const { line, width, rail } = scene.edges;
  for (let i = 0; i < scene.onScreenCount; i++) {
    const e = scene.onScreen[i];
    const faint = scene.edgeShow[e] === SHOW.possible;
    const tone = rail[e] ? 3 : emphasis.own.has(e) ? 2 : faint ? 1 : 0;
    const key = (tone * 8 + line[e]) * 4 + (faint ? 0 : width[e]);
    const list = out.get(key);
    if (list) list.push(e);
    else out.set(key, [e]);
  }
  return out;
}

/**
 * Draw the marks under selected edges.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Emphasis} emphasis @param {Palette} palette
 */
export function paintEdgeMarks(ctx, scene, emphasis, palette) {
  ctx.beginPath();
  for (const e of emphasis.edges) if (scene.edgeShow[e]) traceLine(ctx, scene, e, 0);
  ctx.setLineDash([]);
  ctx.lineCap = 'round';
  ctx.lineWidth = 16;
  ctx.strokeStyle = palette.mark;
  ctx.stroke();
  ctx.lineCap = 'butt';
}

/**
 * Draw all lines, one path a style, very many in steps.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Emphasis} emphasis @param {Palette} palette @param {number} scale
 */
export function* paintLines(ctx, scene, emphasis, palette, scale) {
  const thin = Math.max(0.35, Math.min(1, scale * 1.15));
  for (const [key, list] of [...batches(scene, emphasis)].sort((a, b) => a[0] - b[0])) {
    const tone = key >> 5;
    const line = (key >> 2) & 7;
    const w = (line === LINE.derived ? 1.6 : line === LINE.dots ? 1.5 : WIDTHS[key & 3]) * thin;
    ctx.setLineDash(scale > 0.3 ? DASHES[line] : []);
    ctx.lineCap = line === LINE.derived ? 'round' : 'butt';
    if (list.length > CHUNK) {
      ctx.lineWidth = w;
      ctx.strokeStyle = tone === 3 ? palette.doubt : tone === 2 ? palette.ink : palette.edge;
      yield* strokeMany(ctx, scene, list);
      continue;
    }
    ctx.beginPath();
    for (const e of list) traceLine(ctx, scene, e, scene.edges.head[e] === HEAD.bar ? 1 : 6 * thin);
    if (tone === 3) {
      ctx.lineWidth = 4.8 * thin;
      ctx.strokeStyle = palette.doubt;
      ctx.stroke();
      ctx.setLineDash([]);
      ctx.lineWidth = 2.2 * thin;
      ctx.strokeStyle = palette.paper;
      ctx.stroke();
      hollowSelected(ctx, scene, list, emphasis, palette, 2.2 * thin);
    } else {
      ctx.lineWidth = w;
      ctx.strokeStyle = tone === 2 ? palette.ink : tone === 1 ? palette.edge2 : palette.edge;
      ctx.stroke();
    }
  }
  ctx.setLineDash([]);
  ctx.lineCap = 'butt';
}

/** Very many lines: straight, in parts, for one long path costs more than its parts; what is shorter than a pixel is left out. @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {number[]} list */
function* strokeMany(ctx, scene, list) {
  const g = scene.geometry;
  let inPath = 0;
  ctx.beginPath();
  for (const e of list) {
    const o = e * STRIDE;
    if (Math.abs(g[o] - g[o + 4]) + Math.abs(g[o + 1] - g[o + 5]) < 1) continue;
    ctx.moveTo(g[o], g[o + 1]);
    ctx.lineTo(g[o + 4], g[o + 5]);
    if (++inPath < CHUNK) continue;
    ctx.stroke();
    yield;
    ctx.beginPath();
    inPath = 0;
  }
  ctx.stroke();
}

/** The space between the rails of a selected edge shows the mark. @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {number[]} list @param {Emphasis} emphasis @param {Palette} palette @param {number} width */
function hollowSelected(ctx, scene, list, emphasis, palette, width) {
  const chosen = list.filter((e) => emphasis.edges.has(e));
  if (!chosen.length) return;
  ctx.beginPath();
  for (const e of chosen) traceLine(ctx, scene, e, 6);
  ctx.lineWidth = width;
  ctx.strokeStyle = palette.mark;
  ctx.stroke();
}

/**
 * Draw all arrow heads: filled, open, hollow (possible) and bars, one path a style.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Emphasis} emphasis @param {Palette} palette @param {number} scale
 */
export function paintHeads(ctx, scene, emphasis, palette, scale) {
  const k = Math.min(1.25, Math.max(0.55, scale));
  for (const tone of [0, 1, 2, 3]) {
    const filled = newPath(ctx);
    const open = newPath(ctx);
    for (let i = 0; i < scene.onScreenCount; i++) {
      const e = scene.onScreen[i];
      const faint = scene.edgeShow[e] === SHOW.possible;
      if (tone !== (scene.edges.rail[e] ? 3 : emphasis.own.has(e) ? 2 : faint ? 1 : 0)) continue;
      addHead(scene.edges.head[e] === HEAD.filled ? filled : open, scene, e, k);
    }
    const colour = tone === 3 ? palette.doubt : tone === 2 ? palette.ink : tone === 1 ? palette.edge2 : palette.edge;
    ctx.fillStyle = tone === 1 ? palette.paper : colour;
    ctx.fill(filled);
    ctx.strokeStyle = colour;
    ctx.lineJoin = ctx.lineCap = 'round';
    ctx.lineWidth = 1.3;
    if (tone === 1) ctx.stroke(filled);
    ctx.stroke(open);
  }
  ctx.lineJoin = 'miter';
  ctx.lineCap = 'butt';
}

/** A path for this pen: the SVG pen has its own kind. @param {CanvasRenderingContext2D} ctx @returns {Path2D} */
function newPath(ctx) {
  return ctx instanceof CanvasRenderingContext2D ? new Path2D() : /** @type {any} */ (new SvgPath());
}

/** @param {Path2D} path @param {Scene} scene @param {number} e @param {number} k */
function addHead(path, scene, e, k) {
  const g = scene.geometry;
  const x = g[e * STRIDE + 4];
  const y = g[e * STRIDE + 5];
  const [ux, uy] = direction(scene, e);
  if (scene.edges.head[e] === HEAD.bar) {
    path.moveTo(x - uy * 6 * k, y + ux * 6 * k);
    path.lineTo(x + uy * 6 * k, y - ux * 6 * k);
    return;
  }
  const big = scene.edges.width[e] === 2;
  const l = (big ? 9 : 7.5) * k;
  const w = (big ? 4.2 : 3.4) * k;
  path.moveTo(x - ux * l - uy * w, y - uy * l + ux * w);
  path.lineTo(x, y);
  path.lineTo(x - ux * l + uy * w, y - uy * l - ux * w);
  if (scene.edges.head[e] === HEAD.filled) path.closePath();
}

/**
 * Draw the badges: ≠ on contested, × on negated, a slash across denied edges.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Emphasis} emphasis @param {Palette} palette
 */
export function paintBadges(ctx, scene, emphasis, palette) {
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  for (let i = 0; i < scene.onScreenCount; i++) {
    const e = scene.onScreen[i];
    const badge = scene.edges.badge[e];
    if (!badge || lengthOf(scene, e) < 24) continue;
    const at = badgeAt(scene, e, emphasis.edges.has(e));
    if (badge === BADGE.slash) {
      slash(ctx, at, emphasis.own.has(e) ? palette.ink : palette.edge);
      continue;
    }
    ctx.beginPath();
    ctx.arc(at.x, at.y, 7.5, 0, 2 * Math.PI);
    ctx.fillStyle = palette.surface;
    ctx.fill();
    ctx.lineWidth = 1.4;
    ctx.strokeStyle = badge === BADGE.differs ? palette.doubt : palette.edge;
    ctx.stroke();
    ctx.font = `700 11px ${palette.font}`;
    ctx.fillStyle = badge === BADGE.differs ? palette.doubt : palette.ink2;
    ctx.fillText(badge === BADGE.differs ? '≠' : '×', at.x, at.y + 4);
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {{x: number, y: number, angle: number}} at @param {string} colour */
function slash(ctx, at, colour) {
  const a = at.angle - Math.PI / 3.2;
  ctx.beginPath();
  ctx.moveTo(at.x - Math.cos(a) * 7, at.y - Math.sin(a) * 7);
  ctx.lineTo(at.x + Math.cos(a) * 7, at.y + Math.sin(a) * 7);
  ctx.lineWidth = 1.6;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
