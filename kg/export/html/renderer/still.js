/** @typedef {import('./camera.js').Camera} Camera */
/** @typedef {{x: number, y: number, zoom: number}} View */

/** More nodes and edges than this are never drawn anew while they move; fewer than this always are. */
const HEAVY = 6000;
const LIGHT = 400;

/** Milliseconds between two frames of a moving picture, above which it is too heavy for this machine. */
const SLOW = 28;

/** A picture of the last frame that is moved about, where drawing each frame anew is too slow. */
export class Still {
  /** @param {HTMLCanvasElement} canvas that it stands for */
  constructor(canvas) {
    this.canvas = canvas;
    /** how many nodes and edges are too many here: as few as were seen to be slow */
    this.most = HEAVY;
    /** @type {HTMLCanvasElement|null} */
    this.picture = null;
    /** where the next one is drawn @type {HTMLCanvasElement|null} */
    this.next = null;
    /** where the camera was @type {View} */
    this.view = { x: 0, y: 0, zoom: 1 };
    /** the last frame of a moving picture that was drawn anew: when it began, 0 for none, and where the camera was */
    this.begun = 0;
    this.drawnView = this.view;
    this.slow = 0;
  }

  /** A canvas of the same size. @param {HTMLCanvasElement|null} old */
  blank(old) {
    const canvas = old || document.createElement('canvas');
    canvas.width = this.canvas.width;
    canvas.height = this.canvas.height;
    return canvas;
  }

  /** Where the next picture is drawn, in CSS pixels. @param {number} ratio */
  begin(ratio) {
    this.next = this.blank(this.next);
    const ctx = context(this.next);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    return ctx;
  }

  /** The next picture is done. @param {View} view */
  swap(view) {
    [this.picture, this.next] = [this.next, this.picture];
    this.view = view;
  }

  /** A frame was drawn anew. @param {number} time when it began @param {View} view */
  drew(time, view) {
    this.begun = time;
    this.drawnView = view;
  }

  /**
   * Learn from the time since the frame before; two slow ones, and what the canvas shows is moved from now on.
   * @param {number} time of this frame, 0 for none @param {boolean} moving @param {number} count of nodes and edges
   */
  learn(time, moving, count) {
    this.slow = moving && this.begun && time - this.begun > SLOW ? this.slow + 1 : 0;
    this.begun = 0;
    if (this.slow < 2) return;
    this.slow = 0;
    this.most = Math.max(LIGHT, Math.min(this.most, count - 1));
    this.keep(this.drawnView);
  }

  /** What the canvas shows is moved from now on. @param {View} view */
  keep(view) {
    this.picture = this.blank(this.picture);
    context(this.picture).drawImage(this.canvas, 0, 0);
    this.view = view;
  }

  /** Draw it where the camera is now. @param {CanvasRenderingContext2D} ctx @param {Camera} camera @param {string} paper colour */
  blit(ctx, camera, paper) {
    const { view } = this;
    const k = camera.zoom / view.zoom;
    ctx.fillStyle = paper;
    ctx.fillRect(0, 0, camera.width, camera.height);
    const x = camera.width / 2 + (view.x - camera.x) * camera.zoom - (camera.width / 2) * k;
    const y = camera.height / 2 + (view.y - camera.y) * camera.zoom - (camera.height / 2) * k;
    ctx.imageSmoothingEnabled = false; // a third of the time, for pictures that stand for an instant
    ctx.drawImage(/** @type {HTMLCanvasElement} */ (this.picture), x, y, camera.width * k, camera.height * k);
  }
}

/** @param {HTMLCanvasElement} canvas */
function context(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', { alpha: false }));
}
