/** The page as one object: the data, the choice, and what all parts may ask of one another. */

import { announce, find, h } from './dom.js';
import { drawnEdges } from './drawn.js';
import { exportMenu } from './exports.js';
import { passing } from './filters.js';
import { helpDialog } from './help.js';
import { focusPicture, listenKeys } from './keys.js';
import { readModel } from './model.js';
import { drawPanel } from './panel.js';
import { shortestPath } from './path.js';
import { makePicture, obstacles, palette, updatePicture } from './picture.js';
import { drawRail, drawStatus } from './rail.js';
import { choiceOf, hashOf } from './route.js';
import { Search } from './search.js';
import { sentenceOf } from './edge-panel.js';
import { drawSources } from './sources.js';
import { everything, Store } from './store.js';
import { drawSummary } from './summary.js';
import { drawTable } from './table.js';
import { TimeBar } from './timebar.js';
import { drawTimeline } from './timeline.js';
import { count } from './words.js';
import { toast } from './copy.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {import('./store.js').Selection} Selection */
/** @typedef {import('./store.js').Choice} Choice */

export class App {
  /** @param {any} raw the embedded data */
  constructor(raw) {
    this.model = readModel(raw);
    this.drawn = drawnEdges(this.model);
    this.edgeById = new Map(this.drawn.map((d) => [d.id, d]));
    /** @type {Map<number, Drawn>} */
    this.edgeOfFact = new Map(this.drawn.flatMap((d) => d.facts.map((f) => [f.i, d])));
    this.foldedIds = new Set(this.drawn.flatMap((d) => d.folded.map((e) => e.id)));
    this.linked = new Set(this.drawn.flatMap((d) => [d.from, d.to]));
    this.open = new Set();
    this.letters = true;
    /** where everything stands while a part is drawn closer together @type {{x: Float32Array, y: Float32Array}|null} */
    this.home = null;
    /** a very large case is drawn whole only when asked for */
    this.wholePicture = false;
    this.store = new Store(everything());
    this.hideLoneGroups();
    this.makeRoom();
    this.passing = passing(this.model, this.drawn, this.store.choice);
    /** @type {string|null} id of the first end while a path is being asked for */
    this.pathFrom = null;
    this.renderer = makePicture(this);
    this.search = new Search(this);
    this.time = new TimeBar(this);
  }

  /** Groups none of whose members has a relation stand unchecked at first: they would only be dots. */
  hideLoneGroups() {
    const joined = new Set(this.model.entities.filter((e) => this.linked.has(e.i)).map((e) => e.group.label));
    const { groups } = this.store.choice;
    for (const group of this.model.groups) if (!joined.has(group.label)) groups.add(group.label);
  }

  /** Open the panel at once where the address asks for something: the picture is laid out for the room that is left. */
  makeRoom() {
    const { selection } = choiceOf(this, this.asked());
    document.documentElement.toggleAttribute('data-panel', Boolean(selection));
    find('.panel').hidden = !selection;
  }

  /** What the address asks for, or what the file itself opens on. */
  asked() {
    return location.hash || document.documentElement.dataset.open || '';
  }

  start() {
    document.title = `${this.model.title} (kg)`;
    find('.brand h1').textContent = this.model.title;
    this.store.listen((choice, changed) => changed.size && this.update(changed));
    listenKeys(this);
    this.buttons();
    addEventListener('hashchange', () => this.follow());
    addEventListener('resize', () => this.frame());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (e) => this.setTheme(e.matches ? 'dark' : 'light'));
    this.follow(true);
    this.opening();
    document.documentElement.dataset.ready = 'true';
  }

  /** The first view: everything, or on a small screen the selection or the busiest thing at reading size. */
  opening() {
    this.renderer.resize();
    const { selection } = this.store.choice;
    const narrow = this.renderer.camera.width < 560;
    this.renderer.labeller.edgeLabels = this.renderer.camera.width >= 560;
    if (!narrow) {
      this.renderer.fit({ most: 1.35 });
    } else {
      const edge = selection?.kind === 'edge' ? this.edgeById.get(selection.id) : null;
      const chosen = edge ? edge.from : selection ? this.model.byId.get(selection.id)?.i ?? -1 : this.busiest();
      this.renderer.fit({ nodes: chosen >= 0 ? [chosen] : undefined, most: 0.78 });
    }
    obstacles(this.renderer);
    if (!this.renderer.covered) this.renderer.draw();
  }

  /** @param {Set<string>} changed */
  update(changed) {
    const { choice } = this.store;
    if (!(changed.size === 1 && changed.has('view'))) this.passing = passing(this.model, this.drawn, choice);
    this.frame();
    drawStatus(this);
    if ([...changed].some((k) => k !== 'view' && k !== 'selection')) drawRail(this);
    if (changed.has('selection')) drawPanel(this);
    drawSummary(this);
    updatePicture(this, changed);
    this.scope();
    if (choice.view === 'table') drawTable(this);
    if (choice.view === 'sources') drawSources(this);
    if (choice.view === 'timeline') drawTimeline(this);
    this.time.draw();
    this.remember();
    obstacles(this.renderer);
    if (changed.has('view')) this.showView();
  }

  /** Sizes that depend on which parts are open. */
  frame() {
    const root = document.documentElement;
    root.dataset.view = this.store.choice.view;
    root.toggleAttribute('data-panel', Boolean(this.store.choice.selection));
  }

  showView() {
    const { view } = this.store.choice;
    document.querySelectorAll('[data-tab]').forEach((a) => {
      if (a.getAttribute('data-tab') === view) a.setAttribute('aria-current', 'page');
      else a.removeAttribute('aria-current');
    });
    if (view === 'network') this.renderer.resize();
  }

  /** Tell that only a part is shown, with the way back. */
  scope() {
    const { around, path, only } = this.store.choice;
    const box = find('.scope');
    const words = path ? `Path of ${count(path.length - 1, 'step')}` : around ? `${count(around.steps, 'step')} around ${this.model.byId.get(around.id)?.name}` : only ? `Only ${only}` : '';
    box.hidden = !words;
    const more = around && !path && h('button', { type: 'button', class: 'link', onclick: () => this.store.change({ around: { id: around.id, steps: around.steps + 1 } }) }, 'One step more');
    box.replaceChildren(h('bdi', {}, words), more || '', h('button', { type: 'button', class: 'link', onclick: () => this.store.change({ around: null, path: null, only: '' }) }, 'Show all'));
  }

  /** Write the choice into the address, once for each choice. */
  remember() {
    const hash = hashOf(this.store.choice);
    if (hash !== location.hash && !(hash === '#network' && !location.hash)) {
      this.written = hash;
      location.hash = hash;
    }
  }

  /** Take the choice from the address. @param {boolean} [first] */
  follow(first = false) {
    if (!first && location.hash === this.written) return;
    this.written = location.hash;
    const { theme, ...part } = choiceOf(this, first ? this.asked() : location.hash);
    if (theme) this.setTheme(/** @type {'dark'|'light'} */ (theme));
    else if (first) this.setTheme(matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    if (first) {
      Object.assign(this.store.choice, part);
      this.update(new Set(['view', 'selection', 'groups', 'around']));
      return;
    }
    const before = this.store.choice.selection;
    this.store.change(part.selection && before && part.selection.id === before.id ? { ...part, selection: before } : part);
    if (part.selection) this.inSight(part.selection);
  }

  /** @param {'dark'|'light'} theme */
  setTheme(theme) {
    document.documentElement.dataset.theme = theme;
    find('#theme').setAttribute('aria-pressed', String(theme === 'dark'));
    this.renderer.setPalette(palette(this));
    if (document.documentElement.dataset.ready !== 'true') return;
    drawRail(this);
    drawPanel(this);
  }

  toggleTheme() {
    this.setTheme(document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
    const { view } = this.store.choice;
    if (view !== 'network') this.update(new Set(['view']));
  }

  /** @param {Selection|null} selection */
  select(selection) {
    if (this.pathFrom !== null && selection?.kind === 'node') {
      this.pathTo(selection.id);
      return;
    }
    const held = find('.panel').contains(document.activeElement);
    this.store.change({ selection });
    if (!selection && held) focusPicture();
    if (!selection) return;
    announce(this.spoken(selection));
    this.inSight(selection);
  }

  /** @param {Selection} selection */
  spoken(selection) {
    const edge = selection.kind === 'edge' ? this.edgeById.get(selection.id) : null;
    if (edge) return `${sentenceOf(this, edge)}, ${[...edge.marks].join(', ')}`;
    const entity = this.model.byId.get(selection.id);
    return entity ? `${entity.name}, ${entity.kind.label}, ${count(entity.facts.length + entity.about.length, 'fact')}` : '';
  }

  /** Move the picture when the selection is out of it. @param {Selection} selection */
  inSight(selection) {
    const i = selection.kind === 'node' ? this.model.byId.get(selection.id)?.i : this.edgeById.get(selection.id)?.from;
    if (i === undefined || this.store.choice.view !== 'network' || !this.passing.nodes[i]) return;
    requestAnimationFrame(() => this.renderer.reveal(i));
  }

  /** @param {string} id */
  selectNode(id) {
    this.select(this.resolveNode(id));
  }

  /** @param {string} id */
  selectEdge(id) {
    this.select({ kind: 'edge', id });
  }

  /** A situation that is drawn as an edge is selected as that edge. @param {string} id @returns {Selection|null} */
  resolveNode(id) {
    const entity = this.model.byId.get(id);
    if (!entity) return null;
    const edge = this.foldedIds.has(id) ? this.drawn.find((d) => d.folded.includes(entity)) : null;
    return edge ? { kind: 'edge', id: edge.id } : { kind: 'node', id };
  }

  /** An edge by its own id, or by the id of a claim it rests on. @param {string} id @returns {Selection|null} */
  resolveEdge(id) {
    if (this.edgeById.has(id)) return { kind: 'edge', id };
    const fact = this.model.claims.get(id)?.fact;
    const edge = fact && this.edgeOfFact.get(fact.i);
    if (edge) return { kind: 'edge', id: edge.id };
    return fact ? this.resolveNode(fact.s.id) : this.resolveNode(id);
  }

  /** A name was found: show it, whatever the filters say. @param {string} id */
  found(id) {
    const entity = this.model.byId.get(id);
    if (!entity) return;
    const { choice } = this.store;
    if (choice.groups.has(entity.group.label)) this.store.toggle('groups', entity.group.label, true);
    if (choice.naming.has(entity.specificity)) this.store.toggle('naming', entity.specificity, true);
    if (this.renderer.covered) this.store.change({ around: { id, steps: 1 }, path: null });
    else if (choice.around?.id !== id && (choice.around || choice.path)) this.store.change({ around: null, path: null });
    this.selectNode(id);
    if (choice.view === 'network') focusPicture();
  }

  /** Ask for the second end of a path. @param {string|null} id the first end; the selection when null */
  startPath(id) {
    const { selection } = this.store.choice;
    const from = id || (selection?.kind === 'node' ? selection.id : selection ? this.model.entities[this.edgeById.get(selection.id)?.from ?? 0].id : null);
    if (!from) {
      toast('Choose where the path begins, then press P');
      return;
    }
    this.pathFrom = from;
    toast(`Path from ${this.model.byId.get(from)?.name}: choose the other end`);
    if (this.store.choice.view !== 'network') this.store.change({ view: 'network' });
  }

  /** @param {string} id */
  pathTo(id) {
    const from = this.model.byId.get(this.pathFrom || '');
    const to = this.model.byId.get(id);
    this.pathFrom = null;
    if (!from || !to || from === to) return;
    const way = shortestPath(this.drawn, this.passing.edges, this.model.entities.length, from.i, to.i);
    if (!way) {
      toast(`No path inside what is shown from ${from.name} to ${to.name}`);
      return;
    }
    this.store.change({ path: way.map((i) => this.model.entities[i].id), around: null, selection: null });
    toast(`${count(way.length - 1, 'step')} from ${from.name} to ${to.name}`);
  }

  /** Draw a very large case all the same. */
  drawWhole() {
    this.wholePicture = true;
    this.update(new Set(['groups']));
    this.renderer.fit({ most: 1.35 });
  }

  /** The shown thing with most relations, or -1. */
  busiest() {
    let best = -1;
    let most = -1;
    const { rank } = this.renderer.scene.nodes;
    for (let i = 0; i < rank.length; i++) {
      if (this.passing.nodes[i] && rank[i] > most) {
        most = rank[i];
        best = i;
      }
    }
    return best;
  }

  fit() {
    if (this.store.choice.view !== 'network') this.store.change({ view: 'network' });
    this.renderer.fit({ eased: true, most: 1.35 });
  }

  escape() {
    const root = document.documentElement;
    if (find('dialog[open]')) return;
    if (this.pathFrom !== null) {
      this.pathFrom = null;
      toast('Path given up');
    } else if (root.hasAttribute('data-rail')) this.toggleRail(false);
    else if (root.hasAttribute('data-find')) this.search.close();
    else if (this.store.choice.selection) this.select(null);
    else if (this.store.choice.path || this.store.choice.around) this.store.change({ path: null, around: null });
  }

  /** @param {boolean} [on] */
  toggleRail(on) {
    const open = document.documentElement.toggleAttribute('data-rail', on);
    find('.filters').setAttribute('aria-expanded', String(open));
    if (open) find('.rail-close').focus();
    else find('.filters').focus();
  }

  openPanel() {
    const { selection } = this.store.choice;
    if (selection) find('.panel h2')?.focus();
  }

  cite() {
    find('.panel .acts button')?.click();
  }

  /** Go to the next or previous claim of the panel. @param {number} step */
  claim(step) {
    const list = [...document.querySelectorAll('.panel .claim')];
    if (!list.length) return;
    this.claimAt = Math.min(list.length - 1, Math.max(0, (this.claimAt ?? -1) + step));
    list[this.claimAt].scrollIntoView({ block: 'start', behavior: this.renderer.reduced ? 'auto' : 'smooth' });
  }

  help() {
    helpDialog(this);
  }

  exportMenu() {
    exportMenu(this);
  }

  buttons() {
    const on = (/** @type {string} */ selector, /** @type {() => void} */ act) => document.querySelectorAll(selector).forEach((b) => b.addEventListener('click', act));
    on('#theme', () => this.toggleTheme());
    on('.do-fit', () => this.fit());
    on('.do-path', () => this.startPath(null));
    on('.do-export', () => this.exportMenu());
    on('.do-help', () => this.help());
    on('.do-search', () => this.search.open());
    on('.do-back', () => history.back());
    on('.do-forward', () => history.forward());
    on('.do-in', () => this.renderer.zoomBy(1.35));
    on('.do-out', () => this.renderer.zoomBy(1 / 1.35));
    on('.filters,.rail-close', () => this.toggleRail());
    on('.do-all', () => this.store.change({ ...everything(), view: this.store.choice.view, selection: this.store.choice.selection }));
    document.querySelectorAll('[data-tab]').forEach((a) => a.addEventListener('click', (e) => {
      e.preventDefault();
      this.store.change({ view: /** @type {any} */ (a.getAttribute('data-tab')) });
    }));
  }
}
