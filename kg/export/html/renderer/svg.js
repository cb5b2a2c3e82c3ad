import { SvgPath } from './shapes.js';

/** A canvas context, as far as the painters use one, that writes SVG. The picture is drawn by the same code as on screen. */
export class SvgPen {
  /** @param {number} width @param {number} height */
  constructor(width, height) {
    this.width = width;
    this.height = height;
    /** @type {string[]} */
    this.out = [];
    this.path = new SvgPath();
    this.fillStyle = '#000';
    this.strokeStyle = '#000';
    this.lineWidth = 1;
    this.lineCap = 'butt';
    this.lineJoin = 'miter';
    this.globalAlpha = 1;
    this.font = '12px sans-serif';
    this.textAlign = 'left';
    this.textBaseline = 'alphabetic';
    /** @type {number[]} */
    this.dash = [];
    this.shift = '';
  }

  beginPath() {
    this.path = new SvgPath();
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path.moveTo(x, y);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path.lineTo(x, y);
  }

  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) {
    this.path.quadraticCurveTo(cx, cy, x, y);
  }

  /** @param {number} x @param {number} y @param {number} r @param {number} start @param {number} end */
  arc(x, y, r, start, end) {
    if (end - start >= 2 * Math.PI - 1e-6) this.path.moveTo(x + r, y);
    this.path.arc(x, y, r, start, end);
  }

  closePath() {
    this.path.closePath();
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  /** @param {SvgPath} [path] */
  fill(path = this.path) {
    if (path.d) this.out.push(`<path d="${path.d}" fill="${escape(String(this.fillStyle))}"${this.alpha()}/>`);
  }

  /** @param {SvgPath} [path] */
  stroke(path = this.path) {
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(' ')}"` : '';
    if (path.d) this.out.push(`<path d="${path.d}" fill="none" stroke="${escape(String(this.strokeStyle))}" stroke-width="${this.lineWidth}" stroke-linecap="${this.lineCap}" stroke-linejoin="${this.lineJoin}"${dash}${this.alpha()}/>`);
  }

  alpha() {
    return this.globalAlpha < 1 ? ` opacity="${this.globalAlpha}"` : '';
  }

  /** @param {number} x @param {number} y @param {number} w @param {number} h */
  fillRect(x, y, w, h) {
    this.out.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${escape(String(this.fillStyle))}"${this.shift}/>`);
  }

  save() {}

  restore() {
    this.shift = '';
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    this.shift = ` transform="translate(${x.toFixed(2)} ${y.toFixed(2)})"`;
  }

  /** @param {number} angle */
  rotate(angle) {
    this.shift = this.shift.replace(/"$/, ` rotate(${((angle * 180) / Math.PI).toFixed(2)})"`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.text(text, x, y, `fill="${escape(String(this.fillStyle))}"`);
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.text(text, x, y, `fill="none" stroke="${escape(String(this.strokeStyle))}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
  }

  /** @param {string} text @param {number} x @param {number} y @param {string} paint */
  text(text, x, y, paint) {
    const anchor = { left: 'start', center: 'middle', right: 'end' }[this.textAlign] || 'start';
    const match = /^(italic )?(\d+) ([\d.]+)px (.*)$/.exec(this.font);
    const face = match ? `font-family="${escape(match[4])}" font-size="${match[3]}" font-weight="${match[2]}"${match[1] ? ' font-style="italic"' : ''}` : '';
    const base = this.textBaseline === 'middle' ? ' dy="0.35em"' : '';
    this.out.push(`<text x="${x.toFixed(2)}" y="${y.toFixed(2)}" text-anchor="${anchor}" ${face} ${paint}${base}${this.shift}>${escape(text)}</text>`);
  }

  /** The file. */
  toString() {
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${this.width}" height="${this.height}" viewBox="0 0 ${this.width} ${this.height}">${this.out.join('\n')}</svg>`;
  }
}

/** Text as XML 1.0 may hold it: without control characters, without half a character. @param {string} text */
function escape(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
