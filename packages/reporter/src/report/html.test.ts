import { describe, expect, it } from 'vitest';
import { embeddedJson, html, trusted } from './html.ts';

const HOSTILE = `</script><script>alert(1)</script>"'&\u2028`;

describe('html', () => {
  it('escapes values for text and for attributes', () => {
    expect(html`<a title="${HOSTILE}">${HOSTILE}</a>`.text).toBe(`<a title="${ESCAPED}">${ESCAPED}</a>`);
  });

  it('leaves markup as it is, joins lists and leaves out null', () => {
    const items = ['<', 2].map((item) => html`<li>${item}</li>`);
    expect(html`<ul>${items}</ul>${null}${trusted('<br>')}`.text).toBe('<ul><li>&lt;</li><li>2</li></ul><br>');
  });
});

const ESCAPED = '&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\u2028';

describe('embeddedJson', () => {
  it('cannot end its element and reads as what it was made from', () => {
    const { text } = embeddedJson({ [HOSTILE]: [HOSTILE, '<!--'] });
    expect(text).not.toMatch(/[<\u2028\u2029]/);
    expect(JSON.parse(text)).toEqual({ [HOSTILE]: [HOSTILE, '<!--'] });
  });
});
