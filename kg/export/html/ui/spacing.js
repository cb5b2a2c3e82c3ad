/**
 * Room for labels. The build places nodes so that neighbours are near; here a small picture is spread over a frame of a
 * fixed shape and nodes are pushed apart until their labels fit. The order of nodes along either axis hardly changes,
 * and the same positions always give the same picture.
 *
 * @typedef {object} Sized
 * @property {Float32Array} x
 * @property {Float32Array} y
 * @property {Float32Array} w width of node and label in the picture's units
 * @property {Float32Array} h
 */

/** Pictures with more nodes are only scaled. */
export const MOST = 700;

/** How far positions give way to an even spread: 0 as built, 1 evenly. A part of the picture is spread more. */
export const EVEN = { whole: 0.55, part: 0.85 };

const ROUNDS = 90;

/**
 * Spread the nodes over a frame around the origin.
 * @param {Sized} nodes @param {number} width @param {number} height @param {number} evenly share of EVEN
 */
export function spread(nodes, width, height, evenly) {
  even(nodes.x, width, evenly);
  even(nodes.y, height, evenly);
  for (let round = 0; round < ROUNDS; round++) if (!pushApart(nodes, width, height)) break;
}

/** Mix the places along one axis with their ranks and stretch them to a length. @param {Float32Array} v @param {number} length @param {number} evenly */
function even(v, length, evenly) {
  const n = v.length;
  const order = Array.from(v.keys()).sort((a, b) => v[a] - v[b] || a - b);
  const low = v[order[0]];
  const span = v[order[n - 1]] - low || 1;
  const rank = new Float32Array(n);
  order.forEach((i, k) => { rank[i] = n > 1 ? k / (n - 1) : 0.5; });
  for (let i = 0; i < n; i++) v[i] = (((v[i] - low) / span) * (1 - evenly) + rank[i] * evenly - 0.5) * length;
}

/** Move overlapping nodes apart along the axis where they overlap least; returns whether any did. @param {Sized} nodes @param {number} width @param {number} height */
function pushApart({ x, y, w, h }, width, height) {
  const n = x.length;
  let moved = false;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const dx = x[j] - x[i];
      const dy = y[j] - y[i];
      const ox = (w[i] + w[j]) / 2 - Math.abs(dx);
      const oy = (h[i] + h[j]) / 2 - Math.abs(dy);
      if (ox <= 0 || oy <= 0) continue;
      moved = true;
      if (ox < oy) {
        const step = (dx < 0 || (dx === 0 && i % 2) ? -ox : ox) * 0.26;
        x[i] -= step;
        x[j] += step;
      } else {
        const step = (dy < 0 || (dy === 0 && i % 2) ? -oy : oy) * 0.26;
        y[i] -= step;
        y[j] += step;
      }
    }
  }
  for (let i = 0; i < n; i++) {
    x[i] = Math.max(-width / 2, Math.min(width / 2, x[i]));
    y[i] = Math.max(-height / 2, Math.min(height / 2, y[i]));
  }
  return moved;
}
