/** The page as one object: the data, the choice, and what all parts may ask of one another. */

import { follow, leave, remember } from './address.js';
import { Model } from './case.js';
import { toast } from './copy.js';
import { announce, find, h, name } from './dom.js';
import { drawnEdges } from './drawn.js';
import { sentenceOf } from './edge-panel.js';
import { exportMenu } from './exports.js';
import { passing } from './filters.js';
import { helpDialog } from './help.js';
import { focusPicture, listenKeys } from './keys.js';
import { drawPanel } from './panel.js';
import { makePicture, obstacles, palette, updatePicture } from './picture.js';
import { drawPossible, drawRail, drawStatus, tellShown } from './rail.js';
import { choiceOf } from './route.js';
import { askPath, drawScope, endPath } from './scope.js';
import { Search } from './search.js';
import { drawSources } from './sources.js';
import { everything, Store } from './store.js';
import { showSummary } from './summary.js';
import { drawTable } from './table.js';
import { tally } from './tally.js';
import { TimeBar } from './timebar.js';
import { drawTimeline } from './timeline.js';
import { count } from './words.js';

/** @typedef {import('./drawn.js').Drawn} Drawn */
/** @typedef {import('./store.js').Selection} Selection */
/** @typedef {import('./store.js').Choice} Choice */

/** Parts of the choice that no row of the rail shows. */
const BESIDE = new Set(['view', 'selection', 'from', 'to', 'asOf', 'around', 'path', 'undated']);
/** Parts whose change is told in other words. */
const UNSAID = new Set(['view', 'selection', 'around', 'path']);

export class App {
  /** @param {any} raw the data, as pack.py packs it @param {import('./summary.js').Summary|null} summary of a very large case */
  constructor(raw, summary) {
    this.summary = summary;
    this.model = new Model(raw);
    this.drawn = drawnEdges(this.model);
    /** by fact, the edge that shows it, or -1 */
    this.edges = new Int32Array(this.model.facts.length).fill(-1);
    /** @type {Set<string>} */
    this.foldedIds = new Set();
    /** by entity, whether any edge ends there */
    this.linked = new Uint8Array(this.model.entities.length);
    for (const edge of this.drawn) {
      this.linked[edge.from] = this.linked[edge.to] = 1;
      if (edge.many) for (const fact of edge.many) this.edges[fact.i] = edge.i;
      else this.edges[edge.fact.i] = edge.i;
      for (const entity of edge.folded) this.foldedIds.add(entity.id);
    }
    /** @type {Map<string, Drawn>|undefined} */
    this.edgeIds = undefined;
    this.counts = tally(this);
    this.open = new Set();
    this.letters = true;
    /** where everything stands while a part is drawn closer together @type {{x: Float32Array, y: Float32Array}|null} */
    this.home = null;
    /** a very large case is drawn whole only when asked for */
    this.wholePicture = false;
    this.store = new Store(everything());
    this.hideLoneGroups();
    /** the choice of someone who has chosen nothing */
    this.usual = { ...this.store.choice };
    /** the address last written or followed @type {string|undefined} */
    this.written = undefined;
    /** when a date in it last changed, in ms */
    this.moved = -1000;
    /** the address of what is seen, while the one that was asked for leads nowhere @type {string|null} */
    this.dead = null;
    this.makeRoom();
    /** what passes the filters; known from the first update on @type {import('./filters.js').Passing} */
    this.passing = { nodes: new Uint8Array(0), edges: new Uint8Array(0), facts: new Uint8Array(0), nodeCount: 0, edgeCount: 0, guest: false };
    /** @type {string|null} id of the first end while a path is being asked for */
    this.pathFrom = null;
    /** ends between which no path was found @type {string[]|null} */
    this.lost = null;
    this.renderer = makePicture(this);
    this.search = new Search(this);
    this.time = new TimeBar(this);
  }

  /** Edges by id. */
  get edgeById() {
    if (!this.edgeIds) this.edgeIds = new Map(this.drawn.map((d) => [d.id, d]));
    return this.edgeIds;
  }

  /** The edge that shows a fact. @param {import('./model.js').Fact} fact @returns {Drawn|undefined} */
  edgeOf(fact) {
    return this.drawn[this.edges[fact.i]];
  }

  /** Groups none of whose members has a relation stand unchecked at first: they would only be dots. */
  hideLoneGroups() {
    const joined = new Set(this.model.entities.filter((e) => this.linked[e.i]).map((e) => e.group.label));
    const { groups } = this.store.choice;
    for (const group of this.model.groups) if (!joined.has(group.label)) groups.add(group.label);
  }

  /** Open the panel at once where the address asks for something: the picture is laid out for the room that is left. */
  makeRoom() {
    const { selection, path } = choiceOf(this, this.asked()).part;
    document.documentElement.toggleAttribute('data-panel', Boolean(selection || path));
    find('.panel').hidden = !(selection || path);
  }

  /** What the address asks for, or what the file itself opens on. */
  asked() {
    return location.hash || document.documentElement.dataset.open || '';
  }

  start() {
    document.title = `${this.model.title} (kg)`;
    find('.brand h1').replaceChildren(name(this.model.title));
    this.store.listen((choice, changed) => changed.size && this.update(changed));
    listenKeys(this);
    this.buttons();
    addEventListener('hashchange', () => follow(this));
    addEventListener('resize', () => this.frame());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', (e) => this.setTheme(e.matches ? 'dark' : 'light'));
    follow(this, true);
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
    const sifted = this.sift(changed);
    this.frame();
    if (sifted) drawStatus(this);
    if ([...changed].some((k) => !BESIDE.has(k))) drawRail(this);
    else if (sifted) drawPossible(this);
    if (changed.has('selection') || changed.has('path')) drawPanel(this);
    showSummary(this);
    updatePicture(this, changed, sifted);
    drawScope(this);
    if (choice.view === 'table') drawTable(this);
    if (choice.view === 'sources') drawSources(this);
    if (choice.view === 'timeline') drawTimeline(this);
    if (sifted) this.time.draw();
    remember(this);
    obstacles(this.renderer);
    if (changed.has('view')) this.showView();
    if ([...changed].some((k) => !UNSAID.has(k))) tellShown(this, changed);
  }

  /** Find what passes the filters, where the change may make a difference; returns whether it was done. @param {Set<string>} changed */
  sift(changed) {
    const { choice } = this.store;
    const chosen = choice.selection?.kind === 'node' ? this.model.byId.get(choice.selection.id)?.i : undefined;
    const shown = chosen === undefined || Boolean(this.passing.nodes[chosen]);
    if ([...changed].every((k) => k === 'view' || k === 'selection') && this.passing.nodes.length && shown && !this.passing.guest) return false;
    this.passing = passing(this.model, this.drawn, choice);
    return true;
  }

  /** Sizes that depend on which parts are open. */
  frame() {
    const root = document.documentElement;
    root.dataset.view = this.store.choice.view;
    root.toggleAttribute('data-panel', Boolean(this.store.choice.selection || this.store.choice.path));
  }

  showView() {
    const { view } = this.store.choice;
    document.querySelectorAll('[data-tab]').forEach((a) => {
      if (a.getAttribute('data-tab') === view) a.setAttribute('aria-current', 'page');
      else a.removeAttribute('aria-current');
    });
    if (view === 'network') this.renderer.resize();
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
      endPath(this, selection.id);
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
    return entity ? `${entity.name}, ${entity.kind.label}, ${count(entity.size, 'fact')}` : '';
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
    const fact = this.model.claimById(id)?.fact;
    const edge = fact && this.edgeOf(fact);
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

  /** @param {string|null} id the first end of a path; the selection when null */
  startPath(id) {
    askPath(this, id);
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
    } else if (this.lost) {
      this.lost = null;
      drawScope(this);
    } else if (this.dead !== null) leave(this);
    else if (root.hasAttribute('data-rail')) this.toggleRail(false);
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
