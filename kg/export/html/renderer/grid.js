/**
 * A uniform grid over a rectangle: which items touch a cell. Two passes over typed arrays, no objects per item.
 *
 * Items are put in by `visit(add)`, which must call `add(item, x, y)` for every cell-sized step of every item, the
 * same way both times it is called.
 */
export class Grid {
  /**
   * @param {{left: number, top: number, right: number, bottom: number}} box
   * @param {number} cell side of a cell
   * @param {(add: (item: number, x: number, y: number) => void) => void} visit
   */
  constructor(box, cell, visit) {
    this.left = box.left;
    this.top = box.top;
    this.cell = Math.max(cell, Math.sqrt(((box.right - box.left) * (box.bottom - box.top)) / 400000), 1e-6);
    this.columns = Math.max(1, Math.ceil((box.right - box.left) / this.cell));
    this.rows = Math.max(1, Math.ceil((box.bottom - box.top) / this.cell));
    const starts = new Uint32Array(this.columns * this.rows + 1);
    let last = -1;
    let lastCell = -1;
    visit((item, x, y) => {
      const c = this.at(x, y);
      if (item === last && c === lastCell) return;
      last = item;
      lastCell = c;
      starts[c + 1]++;
    });
    for (let c = 1; c < starts.length; c++) starts[c] += starts[c - 1];
    const fill = starts.slice();
    const items = new Uint32Array(starts[starts.length - 1]);
    last = lastCell = -1;
    visit((item, x, y) => {
      const c = this.at(x, y);
      if (item === last && c === lastCell) return;
      last = item;
      lastCell = c;
      items[fill[c]++] = item;
    });
    this.starts = starts;
    this.items = items;
  }

  /** @param {number} x @param {number} y */
  at(x, y) {
    const c = Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.left) / this.cell)));
    const r = Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.top) / this.cell)));
    return r * this.columns + c;
  }

  /**
   * Call `use` for every item in the cells that a rectangle touches; an item may come more than once.
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @param {(item: number) => void} use
   */
  within(left, top, right, bottom, use) {
    const first = this.at(left, top);
    const last = this.at(right, bottom);
    const c0 = first % this.columns;
    const c1 = last % this.columns;
    for (let r = (first - c0) / this.columns; r <= (last - c1) / this.columns; r++) {
      for (let i = this.starts[r * this.columns + c0]; i < this.starts[r * this.columns + c1 + 1]; i++) use(this.items[i]);
    }
  }
}
