import { html } from '../html.ts';
import type { PageModel } from '../pageModel.ts';
import type { Section } from './section.ts';

/** The final weights of a trial of choice. */
export function weightsSection({ heatMaps, trials, configurations }: PageModel): Section | null {
  if (heatMaps.length === 0) return null;
  const options = heatMaps.map(({ trial }, index) => {
    const number = trials[trial]?.number ?? '';
    const { label = '' } = configurations[trials[trial]?.configuration ?? -1] ?? {};
    return html`<option value="${index}"${index === 0 ? html` selected` : null}>${number}${label && `, ${label}`}</option>\n`;
  });
  const part =
    heatMaps.length < trials.length
      ? html` This file holds the weights of ${heatMaps.length} of ${trials.length} trials.`
      : null;
  const content = html`<p>The kernel of each layer after training: inputs downwards, units to the right. An exact zero has a colour of its own, apart
from that of any small weight.${part}</p>
<p class="choice"><label for="heat-map-trial">Trial</label> <select id="heat-map-trial" autocomplete="off">${options}</select></p>
<div id="heat-maps" class="figures"></div>`;
  return { id: 'weights', title: 'Weights', content };
}
