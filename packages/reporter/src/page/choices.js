import { slotColor, toggled } from './selection.js';

/** @import { Selection } from './selection.js' */
/** @import { Theme } from './theme.js' */

/**
 * Makes the check boxes of the table of configurations choose what the charts colour.
 *
 * @param {() => Selection} current
 * @param {number} slots
 * @param {(selection: Selection) => void} choose
 */
export function listenToChoices(current, slots, choose) {
  for (const box of checkBoxes()) {
    box.addEventListener('change', () => choose(toggled(current(), Number(box.value), slots)));
  }
}

/**
 * Shows the selection in the check boxes. When every colour is taken, the others wait until one is given back.
 *
 * @param {Selection} selection
 * @param {number} slots
 * @param {Theme} theme
 */
export function showChoices(selection, slots, theme) {
  for (const box of checkBoxes()) {
    const slot = selection.get(Number(box.value));
    box.checked = slot !== undefined;
    box.disabled = slot === undefined && selection.size >= slots;
    box.style.accentColor = slot === undefined ? '' : slotColor(theme, slot);
  }
}

/** @returns {readonly HTMLInputElement[]} */
function checkBoxes() {
  return [...document.querySelectorAll('input[data-configuration]')].filter((box) => box instanceof HTMLInputElement);
}
