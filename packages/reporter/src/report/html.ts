/** Markup that is safe in a page: made by `html`, or by `trusted` from a file of this package. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** A value in a template; null renders as nothing. */
export type HtmlValue = Html | string | number | null | readonly HtmlValue[];

/**
 * A template of HTML. Every value that is not `Html` itself is escaped, both for text and for attributes in double
 * quotes, so text of the user is shown exactly as written.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(
    strings.map((text, index) => text + (index < values.length ? markup(values[index] ?? null) : '')).join(''),
  );
}

/** Markup that needs no escaping because it does not come from data. */
export function trusted(text: string): Html {
  return new Html(text);
}

function markup(value: HtmlValue): string {
  if (value === null) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return String(value);
  return value.map(markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/**
 * JSON for a `<script type="application/json">`. `<` is escaped, so that no text in it can end the element or open a
 * comment, and so are the line separators that older JavaScript parsers reject.
 */
export function embeddedJson(value: unknown): Html {
  const text = JSON.stringify(value).replace(/[<\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return new Html(text);
}
