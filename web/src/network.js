/** The things of an answer as a network: triples as they are, of rows each pair of neighbouring things. */

import { h, s } from './dom.js';
import { page, short } from './terms.js';

/** @typedef {import('./terms.js').Answer} Answer */
/** @typedef {{iri: string, x: number, y: number, dx: number, dy: number, degree: number}} Dot */

const MOST = 250;
const SIDE = 1000;

/** @param {Answer} answer @returns {[string, string, string][]} subject, words, object */
export function edges(answer) {
  /** @type {Map<string, [string, string, string]>} */
  const found = new Map();
  const add = (/** @type {string} */ a, /** @type {string} */ words, /** @type {string} */ b) => found.set(`${a}\n${words}\n${b}`, [a, words, b]);
  for (const row of answer.rows) {
    if (answer.form === 'graph') {
      const [a, p, b] = row;
      if (a?.type === 'uri' && b?.type === 'uri' && p) add(a.value, short(p.value), b.value);
      continue;
    }
    const things = row.map((term, i) => ({ term, i })).filter(({ term }) => term?.type === 'uri' && page(term.value));
    for (let i = 1; i < things.length; i++) add(/** @type {any} */ (things[i - 1].term).value, answer.columns[things[i].i], /** @type {any} */ (things[i].term).value);
  }
  return [...found.values()];
}

/** @param {Answer} answer @param {Map<string, string>} names */
export function network(answer, names) {
  const lines = edges(answer);
  const lone = answer.form === 'rows' ? answer.rows.flatMap((row) => row.filter((term) => term?.type === 'uri' && page(term.value)).map((term) => /** @type {any} */ (term).value)) : [];
  const all = [...new Set([...lines.flatMap(([a, , b]) => [a, b]), ...lone])];
  if (!all.length) return h('p', { class: 'empty' }, 'A network needs things: ask for two of them in a row, or use CONSTRUCT.');
  const kept = new Set(all.slice(0, MOST));
  const drawn = lines.filter(([a, , b]) => kept.has(a) && kept.has(b));
  const dots = settle([...kept], drawn);
  const svg = s('svg', { class: 'net', viewBox: box([...dots.values()]), role: 'group', 'aria-label': 'Network of the answer. The table has the same as text.' });
  for (const [a, words, b] of drawn) svg.append(line(/** @type {Dot} */ (dots.get(a)), /** @type {Dot} */ (dots.get(b)), words, drawn.length < 60));
  for (const dot of dots.values()) svg.append(node(dot, names));
  const left = all.length - kept.size;
  return h('figure', {}, svg, left > 0 && h('figcaption', {}, `The first ${MOST} things; ${left} more are in the table.`));
}

/** Places by repelling dots and pulling lines (Fruchterman and Reingold), the same each time. @param {string[]} iris @param {[string, string, string][]} lines */
function settle(iris, lines) {
  /** @type {Map<string, Dot>} */
  const dots = new Map(iris.map((iri, i) => [iri, { iri, x: SIDE / 2 + Math.cos(i * 2.4) * 20 * Math.sqrt(i + 1), y: SIDE / 2 + Math.sin(i * 2.4) * 20 * Math.sqrt(i + 1), dx: 0, dy: 0, degree: 0 }]));
  const list = [...dots.values()];
  const ties = lines.map(([a, , b]) => [/** @type {Dot} */ (dots.get(a)), /** @type {Dot} */ (dots.get(b))]);
  for (const [a, b] of ties) { a.degree += 1; b.degree += 1; }
  const far = 130;
  for (let step = 0, heat = 60; step < 300; step++, heat *= 0.985) {
    for (const dot of list) { dot.dx = (SIDE / 2 - dot.x) * 0.02; dot.dy = (SIDE / 2 - dot.y) * 0.02; }
    for (let i = 0; i < list.length; i++) {
      for (let j = i + 1; j < list.length; j++) {
        const [a, b] = [list[i], list[j]];
        const [x, y] = [a.x - b.x || 0.1 * (i - j), a.y - b.y || 0.1];
        const force = (far * far) / (x * x + y * y);
        a.dx += x * force; a.dy += y * force; b.dx -= x * force; b.dy -= y * force;
      }
    }
    for (const [a, b] of ties) {
      const [x, y] = [a.x - b.x, a.y - b.y];
      const force = Math.hypot(x, y) / far;
      a.dx -= x * force * 0.5; a.dy -= y * force * 0.5; b.dx += x * force * 0.5; b.dy += y * force * 0.5;
    }
    for (const dot of list) {
      const size = Math.hypot(dot.dx, dot.dy) || 1;
      dot.x += (dot.dx / size) * Math.min(size, heat);
      dot.y += (dot.dy / size) * Math.min(size, heat);
    }
  }
  const spread = (/** @type {'x'|'y'} */ side) => Math.max(...list.map((dot) => dot[side])) - Math.min(...list.map((dot) => dot[side]));
  if (spread('y') > spread('x')) for (const dot of list) [dot.x, dot.y] = [dot.y, dot.x]; // a screen is wider than high
  return dots;
}

/** @param {Dot[]} dots */
function box(dots) {
  const [xs, ys] = [dots.map((d) => d.x), dots.map((d) => d.y)];
  const [x, y] = [Math.min(...xs) - 110, Math.min(...ys) - 40];
  return `${x} ${y} ${Math.max(...xs) - x + 110} ${Math.max(...ys) - y + 50}`;
}

/** @param {Dot} a @param {Dot} b @param {string} words @param {boolean} told */
function line(a, b, words, told) {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const size = Math.hypot(x, y) || 1;
  const [ux, uy] = [x / size, y / size];
  const [tx, ty] = [b.x - ux * 11, b.y - uy * 11];
  return s('g', {}, s('path', { class: 'edge', d: `M${a.x + ux * 9} ${a.y + uy * 9}L${tx} ${ty}` }),
    s('path', { class: 'head', d: `M${tx} ${ty}l${-ux * 9 - uy * 4} ${-uy * 9 + ux * 4}l${uy * 8} ${-ux * 8}z` }),
    told && size > 70 && s('text', { class: 'words', x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 - 3, 'text-anchor': 'middle' }, words), s('title', {}, words));
}

/** @param {Dot} dot @param {Map<string, string>} names */
function node(dot, names) {
  const name = names.get(dot.iri) || short(dot.iri);
  const said = name.length > 34 ? `${name.slice(0, 33)}…` : name;
  const shape = s('g', { class: 'dot' }, s('circle', { cx: dot.x, cy: dot.y, r: 6 + Math.min(6, Math.sqrt(dot.degree) * 1.5) }), s('text', { x: dot.x, y: dot.y + 24, 'text-anchor': 'middle' }, said), s('title', {}, name));
  const href = page(dot.iri);
  return href ? s('a', { href, 'aria-label': name }, shape) : shape;
}
