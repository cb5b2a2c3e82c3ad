/**
 * What the page and the renderer know of each other. The renderer draws numbered nodes and edges; it knows nothing of
 * claims, sources or words, and the page knows nothing of pixels.
 *
 * World units: at a zoom of 1 one unit is one CSS pixel and the picture is at its reading size. Angles are radians.
 *
 * @typedef {object} Nodes
 * @property {number} count
 * @property {Float32Array} x world units; the renderer keeps the array and writes to it when a node is dragged
 * @property {Float32Array} y
 * @property {Float32Array} radius CSS pixels at zoom 1
 * @property {Uint16Array} style index into `styles` and into the palette's `styles`
 * @property {Uint8Array} specificity one of SPECIFICITY
 * @property {Float32Array} rank higher keeps its label longer
 * @property {Uint8Array} tier 2 hub, 1 middle, 0 plain: size and weight of the label
 * @property {(i: number) => string} label
 *
 * @typedef {object} Edges
 * @property {number} count
 * @property {Uint32Array} from index of a node
 * @property {Uint32Array} to
 * @property {Uint8Array} line one of LINE
 * @property {Uint8Array} head one of HEAD
 * @property {Uint8Array} badge one of BADGE
 * @property {Uint8Array} rail 1 = double rail in the doubt colour
 * @property {Uint8Array} width 0, 1 or 2
 * @property {(i: number) => string} label
 *
 * @typedef {object} GraphData
 * @property {Nodes} nodes
 * @property {Edges} edges
 * @property {{shape: string}[]} styles
 *
 * @typedef {object} Palette colours as CSS text
 * @property {string} paper
 * @property {string} surface
 * @property {string} ink
 * @property {string} ink2
 * @property {string} edge
 * @property {string} edge2
 * @property {string} mark
 * @property {string} markInk
 * @property {string} doubt
 * @property {string} font font families of all labels
 * @property {{fill: string, outline: string}[]} styles
 *
 * @typedef {object} Target a thing under the pointer or selected
 * @property {'node'|'edge'} kind
 * @property {number} i
 *
 * @typedef {object} Events
 * @property {(target: Target|null) => void} [select] click or tap; null on empty ground
 * @property {(target: Target|null, x: number, y: number) => void} [hover]
 * @property {(node: number) => void} [moved] a node was dragged to a new place
 * @property {(zoom: number) => void} [view] the camera came to rest
 *
 * @typedef {object} Rect
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 */

/** How an edge's line is drawn. */
export const LINE = { solid: 0, dash: 1, dots: 2, planned: 3, derived: 4 };

/** How an edge ends at its object. */
export const HEAD = { filled: 0, open: 1, bar: 2 };

/** What sits on the middle of an edge. */
export const BADGE = { none: 0, differs: 1, not: 2, slash: 3 };

/** How definitely an actor is named. */
export const SPECIFICITY = { named: 0, collective: 1, unspecified: 2 };

/** How much of a node or edge a filter lets through: `possible` is drawn faint, with a hollow head. */
export const SHOW = { hidden: 0, certain: 1, possible: 2 };

/** Dash patterns in CSS pixels, by LINE. */
export const DASHES = [[], [9, 5], [2, 5], [3, 3], [1, 3.4]];

/** Line widths in CSS pixels: one, two, three and more independent sources. */
export const WIDTHS = [1.2, 1.9, 2.6];
