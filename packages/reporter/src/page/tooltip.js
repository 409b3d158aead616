// Tooltips are built as elements with text, never from strings of markup: what a user wrote cannot become markup.

/**
 * A line of a tooltip: a colour (empty for none), what it is of, and the value.
 *
 * @typedef {{ color: string, name: string, value: string }} TooltipLine
 */

/**
 * The content of a tooltip.
 *
 * @param {string} title
 * @param {readonly TooltipLine[]} lines
 * @returns {HTMLElement}
 */
export function tooltip(title, lines) {
  const box = document.createElement('div');
  box.className = 'tip';
  box.append(element('strong', title));
  for (const { color, name, value } of lines) {
    const line = document.createElement('div');
    if (color !== '') {
      const swatch = element('span', '');
      swatch.className = 'swatch';
      swatch.style.background = color;
      line.append(swatch);
    }
    line.append(element('span', name), element('b', value));
    box.append(line);
  }
  return box;
}

/**
 * @param {string} tag
 * @param {string} text
 * @returns {HTMLElement}
 */
function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
