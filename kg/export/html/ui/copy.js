/** The clipboard, also where a page opened from a file may not use the modern way. */

import { announce, find } from './dom.js';

/** @type {ReturnType<typeof setTimeout>|undefined} */
let timer;

/** Copy a text and say so. @param {string} text @param {string} done */
export async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'vh';
    document.body.append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  toast(done);
}

/** A short word at the foot of the picture. @param {string} text */
export function toast(text) {
  const box = find('.toast');
  box.textContent = text;
  box.hidden = false;
  announce(text);
  clearTimeout(timer);
  timer = setTimeout(() => { box.hidden = true; }, 2500);
}

/** Offer a file for saving. @param {string} fileName @param {Blob} blob */
export function save(fileName, blob) {
  const a = document.createElement('a');
  a.href = URL.createObjectURL(blob);
  a.download = fileName;
  a.click();
  setTimeout(() => URL.revokeObjectURL(a.href), 10000);
  toast(`Saved ${fileName}`);
}
