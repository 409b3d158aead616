/**
 * The colours of the page, as the charts need them.
 *
 * @typedef {object} Theme
 * @property {string} text
 * @property {string} muted
 * @property {string} rule
 * @property {string} paper
 * @property {string} accent
 * @property {string} faint  What is not selected.
 * @property {readonly string[]} series  One for each configuration that can be selected at once.
 * @property {readonly [string, string]} negative  Of weights: the strongest, and just below zero.
 * @property {readonly [string, string]} positive  Of weights: just above zero, and the strongest.
 * @property {string} zero  Of weights that are exactly zero.
 * @property {string} font
 */

/**
 * The theme that the style sheet has in force: light, dark, or that of print.
 *
 * @param {Element} root
 * @returns {Theme}
 */
export function readTheme(root) {
  const style = getComputedStyle(root);
  const color = (/** @type {string} */ name) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: color('text'),
    muted: color('muted'),
    rule: color('rule'),
    paper: color('paper'),
    accent: color('accent'),
    faint: color('faint'),
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((slot) => color(`series-${slot}`)),
    negative: [color('negative'), color('negative-pale')],
    positive: [color('positive-pale'), color('positive')],
    zero: color('zero'),
    font: style.getPropertyValue('--font').trim(),
  };
}
