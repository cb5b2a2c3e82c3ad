/**
 * Pointer, wheel and touch on the canvas, as camera moves and clicks.
 *
 * @typedef {object} Hands
 * @property {(x: number, y: number) => number} nodeAt node under a point, or -1
 * @property {(x: number, y: number) => void} click
 * @property {(x: number, y: number) => void} point mouse over a point
 * @property {() => void} leave
 * @property {(dx: number, dy: number) => void} pan
 * @property {(factor: number, x: number, y: number, eased: boolean) => void} zoom
 * @property {(node: number, x: number, y: number) => void} drag
 * @property {(node: number) => void} drop
 */

/** Pixels a pointer may tremble before a click becomes a drag. */
const TREMBLE = 4;

/**
 * Listen on a canvas. Returns a function that stops listening.
 * @param {HTMLCanvasElement} canvas
 * @param {Hands} hands
 */
export function listen(canvas, hands) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let start = { x: 0, y: 0 };
  let node = -1;
  let moved = false;
  let spread = 0;
  const at = (/** @type {MouseEvent} */ e) => {
    const r = canvas.getBoundingClientRect();
    return { x: e.clientX - r.left, y: e.clientY - r.top };
  };
  const gap = () => {
    const [p, q] = [...down.values()];
    return { d: Math.hypot(p.x - q.x, p.y - q.y), x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 };
  };

  /** @param {PointerEvent} e */
  function press(e) {
    if (e.button > 0) return;
    const p = at(e);
    canvas.setPointerCapture(e.pointerId);
    down.set(e.pointerId, p);
    if (down.size === 2) {
      spread = gap().d;
      moved = true;
      node = -1;
      return;
    }
    start = p;
    moved = false;
    node = hands.nodeAt(p.x, p.y);
  }

  /** @param {PointerEvent} e */
  function move(e) {
    const p = at(e);
    const last = down.get(e.pointerId);
    if (!last) {
      if (e.pointerType === 'mouse') hands.point(p.x, p.y);
      return;
    }
    const before = down.size === 2 ? gap() : null;
    down.set(e.pointerId, p);
    if (before) {
      const now = gap();
      hands.pan(now.x - before.x, now.y - before.y);
      if (spread > 0 && before.d > 0) hands.zoom(now.d / before.d, now.x, now.y, false);
      return;
    }
    if (!moved && Math.hypot(p.x - start.x, p.y - start.y) < TREMBLE) return;
    moved = true;
    canvas.classList.add('moving');
    if (node >= 0) hands.drag(node, p.x, p.y);
    else hands.pan(p.x - last.x, p.y - last.y);
  }

  /** @param {PointerEvent} e */
  function release(e) {
    if (!down.delete(e.pointerId)) return;
    if (down.size) return;
    canvas.classList.remove('moving');
    const p = at(e);
    if (!moved && e.type === 'pointerup') hands.click(p.x, p.y);
    if (moved && node >= 0) hands.drop(node);
    node = -1;
  }

  /** @param {WheelEvent} e */
  function wheel(e) {
    e.preventDefault();
    const p = at(e);
    const lines = e.deltaMode === 1 ? 16 : 1;
    if (e.shiftKey) hands.pan(-e.deltaY * lines, 0);
    else hands.zoom(Math.exp(-Math.max(-120, Math.min(120, e.deltaY * lines)) * (e.ctrlKey ? 0.01 : 0.0022)), p.x, p.y, false);
  }

  /** @param {MouseEvent} e */
  function twice(e) {
    const p = at(e);
    if (hands.nodeAt(p.x, p.y) < 0) hands.zoom(e.shiftKey ? 0.6 : 1.7, p.x, p.y, true);
  }

  const leave = () => hands.leave();
  canvas.addEventListener('pointerdown', press);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', release);
  canvas.addEventListener('pointercancel', release);
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('wheel', wheel, { passive: false });
  canvas.addEventListener('dblclick', twice);
  return () => {
    canvas.removeEventListener('pointerdown', press);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', release);
    canvas.removeEventListener('pointercancel', release);
    canvas.removeEventListener('pointerleave', leave);
    canvas.removeEventListener('wheel', wheel);
    canvas.removeEventListener('dblclick', twice);
  };
}
