import { SHOW, SPECIFICITY } from './contract.js';
import { trace } from './shapes.js';

/** @typedef {import('./contract.js').Palette} Palette */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./camera.js').Camera} Camera */

/** Scale of nodes below which their shapes cannot be told. */
const SMALL = 0.3;

/** Specks in one step. */
const STEP = 8000;

/** Nodes on the canvas, sorted into lists by style and specificity. @param {Scene} scene @param {Camera} camera @returns {Map<number, number[]>} */
function batches(scene, camera) {
  /** @type {Map<number, number[]>} */
  const out = new Map();
  const { x, y, style, specificity, count } = scene.nodes;
  for (let n = 0; n < count; n++) {
    if (!scene.nodeShow[n]) continue;
    const sx = camera.sx(x[n]);
    const sy = camera.sy(y[n]);
    if (sx < -40 || sy < -40 || sx > camera.width + 40 || sy > camera.height + 40) continue;
    const key = style[n] * 3 + specificity[n];
    const list = out.get(key);
    if (list) list.push(n);
    else out.set(key, [n]);
  }
  return out;
}

/**
 * Draw rings under the selected nodes.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Camera} camera @param {Set<number>} chosen @param {Palette} palette
 */
export function paintRings(ctx, scene, camera, chosen, palette) {
  ctx.lineWidth = 7;
  ctx.strokeStyle = palette.mark;
  for (const n of chosen) {
    if (!scene.nodeShow[n]) continue;
    ctx.beginPath();
    ctx.arc(camera.sx(scene.nodes.x[n]), camera.sy(scene.nodes.y[n]), ringRadius(scene, n, camera.nodeScale), 0, 2 * Math.PI);
    ctx.stroke();
  }
}

/** Radius of the selection ring in pixels. @param {Scene} scene @param {number} n @param {number} scale */
export function ringRadius(scene, n, scale) {
  return scene.nodes.radius[n] * scene.reach[scene.nodes.style[n]] * scale + 6;
}

/**
 * Draw all nodes, one path a style. Collective actors have a second outline behind them; unspecified ones are hollow,
 * dashed and carry a question mark.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Camera} camera @param {Palette} palette
 * @returns {Generator<void, number>} how many nodes were drawn
 */
export function* paintNodes(ctx, scene, camera, palette) {
  const { x, y, radius, style } = scene.nodes;
  const scale = camera.nodeScale;
  let drawn = 0;
  ctx.lineJoin = 'round';
  const lists = batches(scene, camera);
  for (const [key, list] of lists) {
    const specificity = key % 3;
    const look = palette.styles[(key - specificity) / 3];
    drawn += list.length;
    if (scale < SMALL) {
      yield* specks(ctx, scene, camera, list, specificity === SPECIFICITY.unspecified ? look.outline : look.fill);
      continue;
    }
    const shape = scene.shapes[(key - specificity) / 3];
    const put = (/** @type {number} */ n, /** @type {number} */ shift) => {
      const r = radius[n] * scale;
      trace(ctx, shape, camera.sx(x[n]) + shift * back(r), camera.sy(y[n]) - shift * back(r), r);
    };
    const ring = scene.shapes[style[list[0]]] === 'ring';
    ctx.strokeStyle = look.outline;
    ctx.lineWidth = (ring ? 4 : 1.4) * Math.min(1, Math.max(0.5, scale));
    if (specificity === SPECIFICITY.collective) {
      ctx.beginPath();
      for (const n of list) put(n, 1);
      ctx.fillStyle = palette.paper;
      ctx.fill();
      ctx.stroke();
    }
    const hollow = specificity === SPECIFICITY.unspecified;
    ctx.beginPath();
    for (const n of list) put(n, 0);
    ctx.fillStyle = hollow || ring ? palette.paper : look.fill;
    ctx.fill();
    if (hollow) ctx.setLineDash([3, 2.4]);
    ctx.stroke();
    ctx.setLineDash([]);
    if (hollow && scale > 0.45) questionMarks(ctx, scene, camera, list, palette);
    yield;
  }
  yield* faint(ctx, scene, camera, lists.values(), palette);
  return drawn;
}

/** Nodes too small for a shape are squares of colour. @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Camera} camera @param {number[]} list @param {string} colour */
function* specks(ctx, scene, camera, list, colour) {
  const { x, y, radius } = scene.nodes;
  const scale = camera.nodeScale;
  ctx.fillStyle = colour;
  let done = 0;
  for (const n of list) {
    if (++done % STEP === 0) yield;
    const r = radius[n] * scale;
    ctx.fillRect(camera.sx(x[n]) - r, camera.sy(y[n]) - r, 2 * r, 2 * r);
  }
}

/** How far the second outline of a collective stands off. @param {number} r */
function back(r) {
  return Math.max(2.6, r * 0.3);
}

/** @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Camera} camera @param {number[]} list @param {Palette} palette */
function questionMarks(ctx, scene, camera, list, palette) {
  ctx.font = `700 ${Math.round(11 * Math.min(1.3, camera.nodeScale + 0.15))}px ${palette.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = palette.ink;
  for (const n of list) ctx.fillText('?', camera.sx(scene.nodes.x[n]), camera.sy(scene.nodes.y[n]) + 4);
}

/** Veil those of some nodes that are only possible in the chosen time. @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Camera} camera @param {Iterable<number[]>} lists @param {Palette} palette */
function* faint(ctx, scene, camera, lists, palette) {
  const { x, y, radius, style } = scene.nodes;
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = palette.paper;
  for (const list of lists) {
    ctx.beginPath();
    for (const n of list) {
      if (scene.nodeShow[n] === SHOW.possible) trace(ctx, scene.shapes[style[n]], camera.sx(x[n]), camera.sy(y[n]), radius[n] * camera.nodeScale + 1);
    }
    ctx.fill();
    yield;
  }
  ctx.globalAlpha = 1;
}
