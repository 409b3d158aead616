import { configurationName, selected, slotColor } from './selection.js';

/** @import { PageModel } from '../report/pageModel.ts' */
/** @import { Selection } from './selection.js' */
/** @import { Theme } from './theme.js' */

/**
 * Fills every legend of the page with the selected configurations.
 *
 * @param {PageModel} model
 * @param {Selection} selection
 * @param {Theme} theme
 */
export function drawLegends(model, selection, theme) {
  for (const legend of document.querySelectorAll('[data-legend]')) {
    legend.replaceChildren(
      ...selected(selection).map(({ configuration, slot }) => {
        const item = document.createElement('li');
        const swatch = document.createElement('span');
        swatch.className = slot < 4 ? 'swatch' : 'swatch dashed';
        swatch.style.setProperty('--color', slotColor(theme, slot));
        const name = configurationName(model.configurations[configuration]);
        item.title = name;
        const text = document.createElement('span');
        text.textContent = name;
        item.append(swatch, text);
        return item;
      }),
    );
  }
}
