/** Search over names and aliases, blind to accents and case, by keyboard. */

import { announce, find, h } from './dom.js';
import { nodeGlyph } from './glyphs.js';
import { count } from './words.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./model.js').Entity} Entity */

const MOST = 9;

/** A text without accents and case, with the place of each letter in the original. @param {string} text */
export function plain(text) {
  let out = '';
  /** @type {number[]} */
  const at = [];
  let i = 0;
  for (const letter of text) {
    const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    for (const c of bare) {
      out += c;
      for (let k = 0; k < c.length; k++) at.push(i);
    }
    i += letter.length;
  }
  at.push(i);
  return { out, at };
}

/** @typedef {{entity: Entity, text: string, folded: ReturnType<typeof plain>}} Entry */

export class Search {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.input = /** @type {HTMLInputElement} */ (find('.search input'));
    this.list = find('.hits');
    /** @type {Entry[]|null} */
    this.index = null;
    /** @type {{entity: Entity, text: string, score: number, at: number, length: number}[]} */
    this.hits = [];
    this.active = -1;
    const n = app.model.entities.length - app.foldedIds.size;
    this.words = this.input.placeholder = `Search ${count(n, 'name')}`;
    this.input.addEventListener('input', () => this.look());
    this.input.addEventListener('keydown', (e) => this.key(e));
    this.input.addEventListener('focus', () => this.look());
    this.input.addEventListener('blur', () => setTimeout(() => this.close(), 150));
  }

  /** @param {string} [words] what is asked for */
  open(words = this.words) {
    this.input.placeholder = words;
    document.documentElement.toggleAttribute('data-find', true);
    this.input.focus();
    this.input.select();
  }

  close() {
    this.input.placeholder = this.words;
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
    document.documentElement.removeAttribute('data-find');
  }

  entries() {
    if (!this.index) {
      this.index = this.app.model.entities.filter((e) => !this.app.foldedIds.has(e.id)).flatMap((entity) => {
        const texts = [...new Set([entity.name, ...entity.names.map((n) => n.text)])];
        return texts.map((text) => ({ entity, text, folded: plain(text.slice(0, 300)) }));
      });
    }
    return this.index;
  }

  look() {
    const { out: query } = plain(this.input.value.trim());
    if (!query) {
      this.hits = [];
      this.list.hidden = true;
      this.input.setAttribute('aria-expanded', 'false');
      return;
    }
    this.hits = this.matches(query);
    this.active = this.hits.length ? 0 : -1;
    this.show(query);
  }

  /** @param {string} query */
  matches(query) {
    /** @type {Map<Entity, {entity: Entity, text: string, score: number, at: number, length: number}>} */
    const best = new Map();
    for (const { entity, text, folded } of this.entries()) {
      const at = folded.out.indexOf(query);
      if (at < 0) continue;
      const start = at === 0 || /[^\p{L}\p{N}]/u.test(folded.out[at - 1]);
      const degree = entity.size;
      const score = (at === 0 ? 0 : start ? 100 : 1000) + (text === entity.name ? 0 : 30) + Math.min(20, text.length / 10) - Math.min(19, degree);
      const known = best.get(entity);
      if (!known || score < known.score) best.set(entity, { entity, text, score, at, length: query.length });
    }
    return [...best.values()].sort((a, b) => a.score - b.score || a.entity.i - b.entity.i).slice(0, MOST);
  }

  /** @param {string} query */
  show(query) {
    this.list.replaceChildren(...(this.hits.length ? this.hits.map((hit, i) => this.row(hit, i)) : [this.nothing(query)]));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    this.mark();
    announce(this.hits.length ? `${count(this.hits.length, 'name')} found, ${this.hits[0].entity.name} first` : `No name like ${this.input.value}`);
  }

  /** @param {{entity: Entity, text: string, at: number, length: number}} hit @param {number} i */
  row(hit, i) {
    const { entity } = hit;
    const { at } = plain(hit.text);
    const [a, b] = [at[hit.at], at[hit.at + hit.length]];
    const words = h('bdi', {}, hit.text.slice(0, a), h('mark', {}, hit.text.slice(a, b)), hit.text.slice(b));
    const n = entity.facts.filter((f) => f.p !== 'type').length + entity.about.length;
    const aside = hit.text === entity.name ? `${entity.kind.label}, ${count(n, 'fact')}` : entity.name;
    return h('li', { role: 'option', id: `hit${i}`, 'aria-selected': false, onpointerdown: (/** @type {Event} */ e) => e.preventDefault(), onclick: () => this.take(i) }, nodeGlyph(entity.group, entity.specificity), words, h('small', {}, h('bdi', {}, aside)));
  }

  /** What to say when nothing is found: the nearest spelling. @param {string} query */
  nothing(query) {
    let nearest = '';
    let least = Math.max(2, Math.floor(query.length / 3)) + 1;
    for (const { text, folded } of this.entries().slice(0, 20000)) {
      for (const word of [folded.out, ...folded.out.split(/[^\p{L}\p{N}]+/u)]) {
        if (Math.abs(word.length - query.length) >= least) continue;
        const d = distance(word, query, least);
        if (d < least) {
          least = d;
          nearest = text;
        }
      }
    }
    const again = nearest && h('button', { type: 'button', class: 'link', onpointerdown: (/** @type {Event} */ e) => e.preventDefault(), onclick: () => { this.input.value = nearest; this.look(); } }, h('bdi', {}, nearest));
    return h('li', { class: 'none', role: 'option', 'aria-disabled': true, 'aria-selected': false }, 'No name like ‘', h('bdi', {}, this.input.value.slice(0, 40)), '’.', again ? ' Perhaps ' : '', again);
  }

  mark() {
    [...this.list.children].forEach((li, i) => li.setAttribute('aria-selected', String(i === this.active)));
    if (this.active >= 0) this.input.setAttribute('aria-activedescendant', `hit${this.active}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (e.key === '/' && !this.input.value) e.preventDefault(); // the key that leads here
    else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      const n = this.hits.length;
      if (n) this.active = (this.active + (e.key === 'ArrowDown' ? 1 : n - 1)) % n;
      this.mark();
    } else if (e.key === 'Enter' && this.active >= 0) {
      e.preventDefault();
      this.take(this.active);
    } else if (e.key === 'Escape') {
      e.stopPropagation();
      this.input.value = '';
      this.close();
      this.input.blur();
      if (this.app.pathFrom !== null) this.app.escape();
      find('#net').focus({ preventScroll: true });
    }
  }

  /** @param {number} i */
  take(i) {
    const hit = this.hits[i];
    this.input.value = '';
    this.close();
    this.input.blur();
    this.app.found(hit.entity.id);
  }
}

/** Edits between two words, given up at `most`. @param {string} a @param {string} b @param {number} most */
function distance(a, b, most) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    if (Math.min(...next) >= most) return most;
    row = next;
  }
  return row[b.length];
}
