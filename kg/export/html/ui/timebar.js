/** The strip under the picture: density, events, and a window (or one moment) with handles. */

import { find, s } from './dom.js';
import { isoDay, limits } from './time.js';
import { allDates, TimeScale } from './timescale.js';
import { day } from './words.js';

/** @typedef {import('./app.js').App} App */

const MONTH = 30.44;

export class TimeBar {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.scale = new TimeScale(allDates(app));
    this.svg = find('#ax');
    this.handles = [find('#h0'), find('#h1')];
    /** @type {ReturnType<typeof setInterval>|undefined} */
    this.timer = undefined;
    this.events = eventsOf(app);
    /** @type {{width: number, drawn: import('./drawn.js').Drawn[], bins: {from: number, to: number, n: number}[]}} */
    this.binned = { width: -1, drawn: [], bins: [] };
    document.documentElement.toggleAttribute('data-undated', this.scale.empty);
    this.listen();
    new ResizeObserver(() => this.draw()).observe(find('.axis'));
  }

  listen() {
    const { store } = this.app;
    find('#asof').addEventListener('click', () => store.change({ asOf: true, to: store.choice.to ?? this.scale.last }));
    find('#window').addEventListener('click', () => store.change({ asOf: false, from: null, to: null }));
    find('.play').addEventListener('click', () => this.play());
    find('#possible').addEventListener('change', (/** @type {any} */ e) => store.change({ possible: e.target.checked }));
    find('#undated').addEventListener('change', (/** @type {any} */ e) => store.change({ undated: e.target.checked }));
    this.handles.forEach((handle, i) => {
      handle.addEventListener('pointerdown', (/** @type {PointerEvent} */ e) => {
        handle.setPointerCapture(e.pointerId);
        handle.focus();
        const move = (/** @type {PointerEvent} */ m) => this.drag(i, m.clientX);
        handle.addEventListener('pointermove', move);
        handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', move), { once: true });
      });
      handle.addEventListener('keydown', (/** @type {KeyboardEvent} */ e) => this.key(i, e));
    });
  }

  /** The two ends in days. */
  ends() {
    const { from, to, asOf } = this.app.store.choice;
    const b = to ?? this.scale.last;
    return [asOf ? b : from ?? this.scale.first, b];
  }

  /** @param {number} i @param {number} clientX */
  drag(i, clientX) {
    const r = this.svg.getBoundingClientRect();
    this.put(i, this.scale.dayAt((clientX - r.left - 6) / (r.width - 12)));
  }

  /** @param {number} i which handle @param {number} value */
  put(i, value) {
    const { store } = this.app;
    const to = Math.min(this.scale.last, Math.max(this.scale.first, Math.round(value)));
    const [a, b] = this.ends();
    if (store.choice.asOf) store.change({ to });
    else if (i === 0) store.change({ from: Math.min(to, b) <= this.scale.first ? null : Math.min(to, b) });
    else store.change({ to: Math.max(to, a) >= this.scale.last ? null : Math.max(to, a) });
  }

  /** @param {number} i @param {KeyboardEvent} e */
  key(i, e) {
    const step = e.shiftKey || e.key.startsWith('Page') ? 365.25 : MONTH;
    /** @type {Record<string, number>} */
    const moves = { ArrowLeft: -step, ArrowDown: -step, PageDown: -step, ArrowRight: step, ArrowUp: step, PageUp: step };
    const at = this.ends()[i];
    if (Object.hasOwn(moves, e.key)) this.put(i, at + moves[e.key]);
    else if (e.key === 'Home') this.put(i, this.scale.first);
    else if (e.key === 'End') this.put(i, this.scale.last);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }

  /** Move the moment or the window; an end that is open stays so, and of all years one end moves, so that the other key undoes it. @param {number} sign @param {boolean} year */
  move(sign, year) {
    const step = sign * (year ? 365.25 : MONTH);
    const [a, b] = this.ends();
    const { asOf, from, to } = this.app.store.choice;
    if (asOf || (from === null && (to !== null || sign < 0))) this.put(1, b + step);
    else if (to === null) this.put(0, a + step);
    else {
      const by = Math.round(Math.min(this.scale.last - b, Math.max(this.scale.first - a, step)));
      this.app.store.change({ from: a + by, to: b + by });
    }
  }

  /** Step from event to event, as of each. */
  play() {
    const button = find('.play');
    if (this.timer !== undefined) {
      clearInterval(this.timer);
      this.timer = undefined;
      button.setAttribute('aria-pressed', 'false');
      return;
    }
    const stops = [...new Set(this.starts())].sort((a, b) => a - b);
    if (!stops.length) return;
    button.setAttribute('aria-pressed', 'true');
    const now = this.app.store.choice.asOf ? this.ends()[1] : -Infinity;
    let at = stops.findIndex((d) => d > now);
    if (at < 0) at = 0;
    const step = () => {
      this.app.store.change({ asOf: true, to: stops[at] });
      at++;
      if (at >= stops.length) this.play();
    };
    this.timer = setInterval(step, 900);
    step();
  }

  starts() {
    return this.app.model.facts.filter((f) => f.date).map((f) => limits(/** @type {any} */ (f.date))[0]).filter(Number.isFinite);
  }

  /** The window in words. */
  words() {
    const { asOf, from, to } = this.app.store.choice;
    const [a, b] = this.ends().map((d) => day(isoDay(d)));
    if (asOf) return `As of ${b}`;
    if (from === null && to === null) return `All years, ${isoDay(this.scale.first).slice(0, 4)} to ${isoDay(this.scale.last).slice(0, 4)}`;
    return `${from === null ? isoDay(this.scale.first).slice(0, 4) : a} to ${to === null ? isoDay(this.scale.last).slice(0, 4) : b}`;
  }

  draw() {
    if (this.scale.empty) return;
    const { choice } = this.app.store;
    const width = this.svg.clientWidth;
    const height = this.svg.clientHeight;
    if (!width || !height) return;
    find('.when').textContent = this.words();
    find('#asof').setAttribute('aria-pressed', String(choice.asOf));
    find('#window').setAttribute('aria-pressed', String(!choice.asOf));
    this.counts();
    const y0 = height - (height < 60 ? 24 : 28);
    const x = (/** @type {number} */ d) => 6 + this.scale.at(d) * (width - 12);
    const [a, b] = this.ends();
    const kids = [s('rect', { class: 'ax-w', x: x(a), y: height < 60 ? 0 : 16, width: Math.max(0, x(b) - x(a)), height: y0 - (height < 60 ? 0 : 16) })];
    kids.push(...this.bars(width, y0, a, b, x), ...this.base(width, y0, x));
    kids.push(s('path', { class: 'ax-wl', d: `M${x(a)} ${y0 + 0.5}H${x(b)}` }));
    for (const t of this.scale.ticks(width - 12)) kids.push(s('path', { class: 'ax-l', d: `M${x(t.day)} ${y0}v4` }), s('text', { class: `ax-t${t.year ? ' y' : ''}`, x: Math.max(12, Math.min(width - 14, x(t.day))), y: y0 + 20 }, t.text));
    kids.push(...this.flags(width, y0, height < 60, x));
    this.svg.replaceChildren(...kids);
    this.placeHandles(y0, x, a, b);
  }

  /** How many facts are possible, and how many undated. */
  counts() {
    const { passing, counts } = this.app;
    find('#possible').checked = this.app.store.choice.possible;
    find('#undated').checked = this.app.store.choice.undated;
    find('#possible-n').textContent = String(passing.edges.reduce((n, v) => n + (v === 2 ? 1 : 0), 0));
    find('#undated-n').textContent = String(counts.undated);
  }

  /** How many relations begin in each month or year of the axis; the same whatever is chosen. @param {number} width */
  density(width) {
    const { drawn } = this.app;
    if (this.binned.width === width && this.binned.drawn === drawn) return this.binned.bins;
    const all = this.scale.bins(width).map((bin) => ({ ...bin, n: 0 }));
    for (const { date } of drawn) {
      if (!date) continue;
      const [se, sl, ee, el] = limits(/** @type {any} */ (date)).map((v) => (Number.isFinite(v) ? v : NaN));
      const from = [se, sl, ee, el].find((v) => !Number.isNaN(v)) ?? NaN;
      const to = Number.isNaN(se) || Number.isNaN(sl) ? from : sl; // it begins on one of these days: a year's fact is spread over its months
      let low = 0;
      for (let high = all.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (all[middle].to > from) high = middle;
        else low = middle + 1;
      }
      let end = low;
      while (end < all.length && all[end].from <= to) end++;
      for (let i = low; i < end; i++) all[i].n += 1 / (end - low);
    }
    this.binned = { width, drawn, bins: all.filter((bin) => bin.n) };
    return this.binned.bins;
  }

  /** @param {number} width @param {number} y0 @param {number} a @param {number} b @param {(d: number) => number} x */
  bars(width, y0, a, b, x) {
    const bins = this.density(width);
    const most = Math.max(1, ...bins.map((bin) => bin.n));
    const room = Math.max(8, y0 - (y0 < 40 ? 6 : 26));
    return bins.map((bin) => {
      const h = 3 + (room - 3) * Math.sqrt(bin.n / most) * 0.9;
      const inside = bin.to > a && bin.from <= b;
      return s('rect', { class: `ax-b${inside ? ' in' : ''}`, x: x(bin.from) + 0.5, y: y0 - h, width: Math.max(3, x(bin.to) - x(bin.from) - 1.5), height: h });
    });
  }

  /** The axis, with a zigzag where years are folded. @param {number} width @param {number} y0 @param {(d: number) => number} x */
  base(width, y0, x) {
    let d = `M0 ${y0 + 0.5}`;
    for (const seg of this.scale.segments) {
      if (!seg.folded) continue;
      const [l, r] = [x(seg.from), x(seg.to)];
      const step = (r - l) / 6;
      d += `H${l}`;
      for (let i = 1; i <= 6; i++) d += `L${l + i * step} ${y0 + 0.5 + (i === 6 ? 0 : i % 2 ? -4 : 4)}`;
    }
    return [s('path', { class: 'ax-l', fill: 'none', d: `${d}H${width}` })];
  }

  /** Event triangles with the names that fit. @param {number} width @param {number} y0 @param {boolean} small @param {(d: number) => number} x */
  flags(width, y0, small, x) {
    /** @type {SVGElement[]} */
    const out = [];
    /** @type {[number, number][]} */
    const taken = [];
    for (const { day: at, name } of this.events) {
      const px = x(at);
      out.push(small ? s('path', { class: 'ax-evd', d: `M${px} 7l4 -7h-8z` }) : s('g', {}, s('path', { class: 'ax-ev', d: `M${px} 20V${y0}` }), s('path', { class: 'ax-evd', d: `M${px - 4.5} 23h9l-4.5 -8z` }, s('title', {}, name))));
      if (small) continue;
      const text = name.length > 26 ? `${name.slice(0, 25)}…` : name;
      const half = text.length * 2.75 + 5;
      const middle = Math.min(width - half, Math.max(half, px));
      if (taken.some(([l, r]) => middle + half > l && middle - half < r)) continue;
      taken.push([middle - half, middle + half]);
      out.push(s('text', { class: 'ax-e', x: middle, y: 11, 'text-anchor': 'middle' }, text));
    }
    return out;
  }

  /** @param {number} y0 @param {(d: number) => number} x @param {number} a @param {number} b */
  placeHandles(y0, x, a, b) {
    const { asOf } = this.app.store.choice;
    this.handles.forEach((handle, i) => {
      const value = i ? b : a;
      handle.style.left = `${x(value)}px`;
      handle.style.top = `${y0}px`;
      handle.hidden = asOf && i === 0;
      handle.setAttribute('aria-valuemin', String(this.scale.first));
      handle.setAttribute('aria-valuemax', String(this.scale.last));
      handle.setAttribute('aria-valuenow', String(value));
      handle.setAttribute('aria-valuetext', day(isoDay(value)));
    });
    this.handles[1].setAttribute('aria-label', asOf ? 'As of' : 'Window end');
  }
}

/** Events with a day, the best connected first. @param {App} app */
function eventsOf(app) {
  return app.model.entities.filter((e) => e.situation && (e.kind.up.includes('Event') || e.kind.id === 'Event')).sort((a, b) => b.size - a.size || a.i - b.i).flatMap((e) => {
    const date = e.date || e.facts.find((f) => f.date)?.date;
    if (!date) return [];
    const [se, , , el] = limits(date);
    if (!Number.isFinite(se) || !Number.isFinite(el) || el - se > 370) return [];
    return [{ day: Math.round((se + el) / 2), name: e.name }];
  }).slice(0, 40);
}
