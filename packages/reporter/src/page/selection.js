/** @import { PageConfiguration } from '../report/pageModel.ts' */
/** @import { Theme } from './theme.js' */

/**
 * Which configurations are coloured: for each, by its index, the slot of its colour. A configuration keeps its slot
 * for as long as it is selected.
 *
 * @typedef {ReadonlyMap<number, number>} Selection
 */

/**
 * A selection of the configurations given, in the order of the slots.
 *
 * @param {readonly number[]} configurations
 * @returns {Selection}
 */
export function selectionOf(configurations) {
  return new Map(configurations.map((configuration, slot) => [configuration, slot]));
}

/**
 * The selection with one configuration put in, at the lowest free slot below `slots`, or taken out. When no slot is
 * free it stays as it is.
 *
 * @param {Selection} selection
 * @param {number} configuration
 * @param {number} slots
 * @returns {Selection}
 */
export function toggled(selection, configuration, slots) {
  const changed = new Map(selection);
  if (changed.delete(configuration)) return changed;
  const taken = new Set(selection.values());
  const free = Array.from({ length: slots }, (_, slot) => slot).find((slot) => !taken.has(slot));
  return free === undefined ? selection : changed.set(configuration, free);
}

/**
 * The selected configurations in the order of the table, each with its slot.
 *
 * @param {Selection} selection
 * @returns {readonly { configuration: number, slot: number }[]}
 */
export function selected(selection) {
  return [...selection]
    .map(([configuration, slot]) => ({ configuration, slot }))
    .sort((a, b) => a.configuration - b.configuration);
}

/**
 * The colour of a slot.
 *
 * @param {Theme} theme
 * @param {number} slot
 * @returns {string}
 */
export function slotColor(theme, slot) {
  return theme.series[slot] ?? theme.text;
}

/**
 * What a configuration is called in legends and tooltips.
 *
 * @param {PageConfiguration | undefined} configuration
 * @returns {string}
 */
export function configurationName(configuration) {
  if (configuration === undefined) return '';
  const { number, label } = configuration;
  return label === '' ? `configuration ${number}` : `${number}: ${label}`;
}
