/** The camera: which part of the world the canvas shows. Screen = (world - centre) * zoom + half the canvas. */
export class Camera {
  constructor() {
    this.x = 0;
    this.y = 0;
    this.zoom = 1;
    this.width = 1;
    this.height = 1;
    this.least = 0.02;
    this.most = 6;
  }

  /** @param {number} x world @returns {number} CSS pixels from the left */
  sx(x) {
    return (x - this.x) * this.zoom + this.width / 2;
  }

  /** @param {number} y world @returns {number} CSS pixels from the top */
  sy(y) {
    return (y - this.y) * this.zoom + this.height / 2;
  }

  /** @param {number} x CSS pixels @returns {number} world */
  wx(x) {
    return (x - this.width / 2) / this.zoom + this.x;
  }

  /** @param {number} y CSS pixels @returns {number} world */
  wy(y) {
    return (y - this.height / 2) / this.zoom + this.y;
  }

  /** Nodes and their gaps grow slower than the picture, so that they stay readable at every zoom. */
  get nodeScale() {
    const k = this.zoom;
    return k < 1 ? Math.max(0.16, k ** 0.7) : Math.min(1.7, k ** 0.4);
  }

  /** @param {{x: number, y: number, zoom: number}} to */
  set(to) {
    this.x = to.x;
    this.y = to.y;
    this.zoom = Math.min(this.most, Math.max(this.least, to.zoom));
  }

  get view() {
    return { x: this.x, y: this.y, zoom: this.zoom };
  }

  /**
   * The view after zooming by a factor while the point under (px, py) stays where it is.
   * @param {number} factor
   * @param {number} px CSS pixels
   * @param {number} py
   */
  zoomed(factor, px, py) {
    const zoom = Math.min(this.most, Math.max(this.least, this.zoom * factor));
    return { zoom, x: this.wx(px) - (px - this.width / 2) / zoom, y: this.wy(py) - (py - this.height / 2) / zoom };
  }

  /**
   * The view that shows a rectangle of the world with room at the sides for labels.
   * @param {{left: number, top: number, right: number, bottom: number}} box world
   * @param {{x: number, top: number, bottom: number}} room CSS pixels kept free
   * @param {number} most largest zoom wanted
   */
  fitted(box, room, most) {
    const w = Math.max(1, box.right - box.left);
    const h = Math.max(1, box.bottom - box.top);
    const zoom = Math.min(most, Math.max(20, this.width - 2 * room.x) / w, Math.max(20, this.height - room.top - room.bottom) / h);
    return { zoom, x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + (room.bottom - room.top) / 2 / zoom };
  }
}
