import { type Html, html } from './html.ts';

/** A part of the report with its own heading. */
export interface Section {
  /** Its anchor in the page. */
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** The sections, one below the other. */
export function renderSections(sections: readonly Section[]): readonly Html[] {
  return sections.map(
    ({ id, title, content }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}</section>\n`,
  );
}

/** Links to the sections. */
export function renderContents(sections: readonly Section[]): Html {
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>\n`);
  return html`<nav aria-label="Contents"><ul>${links}</ul></nav>`;
}

/** A chart that the script of the page draws. */
export interface Figure {
  readonly title: string;
  readonly note?: string;
  /** Text for screen readers. */
  readonly description: string;
  readonly chart: 'trade-off' | 'weights' | 'activations' | 'curves';
  /** Index into the trade-offs or the panels of curves. */
  readonly index?: number;
}

/** Charts side by side if there is room, below a legend. */
export function renderFigures(members: readonly Figure[]): Html {
  return html`<ul class="legend" data-legend aria-label="Colours of the configurations"></ul>
<div class="figures">${members.map(renderFigure)}</div>`;
}

/** A title and the element that the chart is drawn into. */
function renderFigure({ title, note, description, chart, index = 0 }: Figure): Html {
  return html`<figure><figcaption><h3>${title}</h3>${note === undefined ? null : html`<p>${note}</p>`}</figcaption>
<div class="plot" data-chart="${chart}" data-index="${index}" role="img" aria-label="${description}"></div></figure>\n`;
}
