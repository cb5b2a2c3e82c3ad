/** Small pictures of nodes and lines for legends, lists and panels. */

import { shapeName, shapePath } from '../renderer/shapes.js';
import { s } from './dom.js';

/** @typedef {import('./model.js').Group} Group */

/** Whether the dark theme is on. */
export function isDark() {
  return document.documentElement.dataset.theme === 'dark';
}

/** Fill and outline of a legend group in the theme that is on. @param {Group} group */
export function colours(group) {
  const outline = isDark() ? group.outline.dark : group.outline.light;
  return { fill: group.color === 'ink' ? outline : group.color === 'none' ? '' : group.color, outline };
}

/**
 * A node of a group as a picture of 18 pixels.
 * @param {Group} group @param {number} [specificity]
 */
export function nodeGlyph(group, specificity = 0) {
  const { fill, outline } = colours(group);
  const shape = shapeName(group.shape);
  const ring = shape === 'ring';
  const d = shapePath(shape, 6);
  const look = { stroke: outline, 'stroke-width': ring ? 3.2 : 1.3, 'stroke-linejoin': 'round' };
  const paper = 'var(--surface)';
  const svg = s('svg', { class: 'glyph', width: 18, height: 18, viewBox: '-9 -9 18 18', 'aria-hidden': 'true' });
  if (specificity === 1) svg.append(s('path', { d, ...look, fill: paper, transform: 'translate(2.4 -2.4)' }));
  svg.append(s('path', { d, ...look, fill: ring || specificity === 2 || !fill ? paper : fill, 'stroke-dasharray': specificity === 2 ? '3 2.2' : null }));
  if (specificity === 2) svg.append(s('text', { class: 'q', y: 3.6 }, '?'));
  return svg;
}

/** Marks whose line is that of another. @type {Record<string, string>} */
const SAME = { asserted: 'w2', admitted: 'w2', found: 'w2', retracted: 'alleged', charged: 'alleged' };

/** A line of the doubt legend as a picture of 30 by 14 pixels. @param {string} mark */
export function lineGlyph(mark) {
  const svg = s('svg', { class: 'line', width: 30, height: 14, viewBox: '0 0 30 14', 'aria-hidden': 'true' });
  const put = (/** @type {string} */ cls, /** @type {string} */ d) => svg.append(s('path', { class: cls, d }));
  const badge = (/** @type {string} */ sign, /** @type {string} */ cls) => svg.append(s('circle', { class: cls, cx: 15, cy: 7, r: 6 }), s('text', { class: `q ${cls}`, x: 15, y: 10.6 }, sign));
  if (mark === 'contested') {
    put('e rail-out', 'M0 7H30');
    put('e rail-in', 'M0 7H30');
    badge('≠', 'doubt');
  } else if (mark === 'negated') {
    put('e negated', 'M0 7H27');
    put('ah open', 'M28 2V12');
  } else if (mark === 'planned' || mark === 'derived') {
    put(`e ${mark}`, 'M0 7H23');
    put('ah open', 'M23 3.5L29 7L23 10.5');
  } else {
    put(`e ${SAME[mark] || mark}`, 'M0 7H23');
    put(`ah${mark === 'possible' ? ' hollow' : ''}`, 'M22 3.5L29.5 7L22 10.5Z');
    if (mark === 'denied') put('ah open', 'M9 12L15 2');
    if (mark === 'retracted') badge('×', 'plain');
  }
  return svg;
}
