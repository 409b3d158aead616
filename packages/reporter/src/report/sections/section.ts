import { type Html, html } from '../html.ts';

/** A part of the report under a heading of its own. */
export interface Section {
  /** Its place in the address of the page. */
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

/** The sections one below the other. */
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
