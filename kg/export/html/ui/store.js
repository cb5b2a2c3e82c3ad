/**
 * What the person has chosen. One object, changed only through `change`, which tells everyone who listens.
 *
 * @typedef {object} Selection
 * @property {'node'|'edge'} kind
 * @property {string} id entity id, or id of a drawn edge
 *
 * @typedef {object} Choice
 * @property {'network'|'timeline'|'table'|'sources'} view
 * @property {Selection|null} selection
 * @property {Set<string>} groups legend rows that are off
 * @property {Set<number>} naming kinds of naming that are off
 * @property {Set<string>} marks rows of the doubt legend that are off
 * @property {Set<string>} sources source ids that are off
 * @property {Set<string>} ratings reliabilities of sources that are off
 * @property {Set<string>} relations property names that are off
 * @property {string} only the one row of the doubt legend to show, or ''
 * @property {boolean} single only facts with one source
 * @property {boolean} lone things without relations too
 * @property {boolean} asOf one moment instead of a window
 * @property {number|null} from day number, null = from the first
 * @property {number|null} to day number, null = to the last
 * @property {boolean} possible facts that only may hold in the window
 * @property {boolean} undated
 * @property {{id: string, steps: number}|null} around only a neighbourhood
 * @property {string[]|null} path ids of the entities on a path, its ends first
 */

/** @returns {Choice} */
export function everything() {
  return {
    view: 'network', selection: null, groups: new Set(), naming: new Set(), marks: new Set(['retracted']), sources: new Set(),
    ratings: new Set(), relations: new Set(), only: '', single: false, lone: false, asOf: false, from: null, to: null, possible: true, undated: true,
    around: null, path: null,
  };
}

export class Store {
  /** @param {Choice} choice */
  constructor(choice) {
    this.choice = choice;
    /** @type {((choice: Choice, changed: Set<string>) => void)[]} */
    this.listeners = [];
  }

  /** @param {(choice: Choice, changed: Set<string>) => void} listener */
  listen(listener) {
    this.listeners.push(listener);
  }

  /** Listeners hear the names of what is now different. @param {Partial<Choice>} part */
  change(part) {
    const before = { ...this.choice };
    Object.assign(this.choice, part);
    const changed = new Set(Object.keys(part).filter((k) => before[/** @type {keyof Choice} */ (k)] !== this.choice[/** @type {keyof Choice} */ (k)]));
    for (const listener of this.listeners) listener(this.choice, changed);
  }

  /** Put a row of a filter on or off. @param {'groups'|'naming'|'marks'|'sources'|'ratings'|'relations'} filter @param {any} row @param {boolean} on */
  toggle(filter, row, on) {
    const rows = new Set(/** @type {Set<any>} */ (this.choice[filter]));
    if (on) rows.delete(row);
    else rows.add(row);
    this.change({ [filter]: rows });
  }
}
