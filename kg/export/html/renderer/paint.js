import { paintBadges, paintEdgeMarks, paintHeads, paintLines } from './edges.js';
import { paintNodes, paintRings } from './nodes.js';

/** @typedef {import('./contract.js').Palette} Palette */
/** @typedef {import('./scene.js').Scene} Scene */
/** @typedef {import('./camera.js').Camera} Camera */
/** @typedef {import('./edges.js').Emphasis} Emphasis */
/** @typedef {import('./labels.js').Label} Label */

/**
 * Draw the whole picture, back to front, in steps that each take a few milliseconds; returns how much was drawn.
 * @param {CanvasRenderingContext2D} ctx
 * @param {Scene} scene projected for this camera
 * @param {Camera} camera
 * @param {Palette} palette
 * @param {Emphasis} emphasis
 * @param {Label[]} labels
 * @returns {Generator<void, {nodes: number, edges: number}>}
 */
export function* paintSteps(ctx, scene, camera, palette, emphasis, labels) {
  const scale = camera.nodeScale;
  ctx.fillStyle = palette.paper;
  ctx.fillRect(0, 0, camera.width, camera.height);
  paintEdgeMarks(ctx, scene, emphasis, palette);
  paintRings(ctx, scene, camera, emphasis.nodes, palette);
  yield* paintLines(ctx, scene, emphasis, palette, scale);
  if (scale > 0.34) paintHeads(ctx, scene, emphasis, palette, scale);
  const nodes = yield* paintNodes(ctx, scene, camera, palette);
  if (scale > 0.34) paintBadges(ctx, scene, emphasis, palette);
  for (const label of labels) paintLabel(ctx, scene, label, palette, emphasis);
  return { nodes, edges: scene.onScreenCount };
}

/** Draw the whole picture at once. @param {Parameters<typeof paintSteps>} all @returns {{nodes: number, edges: number}} how much was drawn */
export function paint(...all) {
  const steps = paintSteps(...all);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Draw one label with a halo of paper; the label of a selected edge stands on a plate of the mark colour.
 * @param {CanvasRenderingContext2D} ctx @param {Scene} scene @param {Label} label @param {Palette} palette @param {Emphasis} emphasis
 */
function paintLabel(ctx, scene, label, palette, emphasis) {
  const { box } = label;
  ctx.font = label.font;
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.strokeStyle = palette.paper;
  if (label.kind === 'edge') {
    const chosen = emphasis.edges.has(label.i);
    ctx.save();
    ctx.translate(box.x, box.y);
    ctx.rotate(Math.atan2(box.sin, box.cos));
    ctx.textAlign = 'center';
    if (chosen) {
      ctx.fillStyle = palette.mark;
      ctx.fillRect(-box.w, -box.h, 2 * box.w, 2 * box.h);
    } else {
      ctx.lineWidth = 4;
      ctx.strokeText(label.lines[0], 0, 0.5);
    }
    ctx.fillStyle = chosen ? palette.markInk : scene.edges.rail[label.i] ? palette.doubt : emphasis.own.has(label.i) ? palette.ink : palette.ink2;
    ctx.fillText(label.lines[0], 0, 0.5);
    ctx.restore();
    return;
  }
  const side = box.x - label.anchor;
  ctx.textAlign = Math.abs(side) < 4 ? 'center' : side > 0 ? 'left' : 'right';
  const x = Math.abs(side) < 4 ? box.x : side > 0 ? box.x - box.w + 2 : box.x + box.w - 2;
  ctx.lineWidth = label.size >= 14 ? 5 : 3.5;
  const step = label.size * 1.15;
  const soft = scene.nodes.specificity[label.i] === 2;
  label.lines.forEach((text, row) => {
    const y = box.y + (row - (label.lines.length - 1) / 2) * step + 0.5;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = soft && !emphasis.nodes.has(label.i) ? palette.ink2 : palette.ink;
    ctx.fillText(text, x, y);
  });
}
