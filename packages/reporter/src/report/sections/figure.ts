import { type Html, html } from '../html.ts';

/** A chart that the page's script draws. */
export interface Figure {
  readonly title: string;
  readonly note?: string;
  /** What it shows, for those who do not see it. */
  readonly description: string;
  /** What to draw, and which of them. */
  readonly chart: 'trade-off' | 'weights' | 'activations' | 'curves';
  readonly index?: number;
}

/** The place of a chart under its title. */
function figure({ title, note, description, chart, index = 0 }: Figure): Html {
  return html`<figure><figcaption><h3>${title}</h3>${note === undefined ? null : html`<p>${note}</p>`}</figcaption>
<div class="plot" data-chart="${chart}" data-index="${index}" role="img" aria-label="${description}"></div></figure>\n`;
}

/** Charts side by side where there is room, under the key to their colours. */
export function figures(members: readonly Figure[]): Html {
  return html`<ul class="legend" data-legend aria-label="Colours of the configurations"></ul>
<div class="figures">${members.map(figure)}</div>`;
}
