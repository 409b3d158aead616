import { describe, expect, it } from 'vitest';
import { visibleText } from './visibleText.ts';

describe('visibleText', () => {
  it('writes out what would act on a terminal', () => {
    expect(visibleText('a\x1b[2Jb\r\n\tc\x07\x9b')).toBe('a\\x1b[2Jb\\x0d\\n\\tc\\x07\\x9b');
  });

  it('writes out line separators and marks that turn the direction of text', () => {
    expect(visibleText('\u2028 \u202eabc\u2066')).toBe('\\u2028 \\u202eabc\\u2066');
  });

  it('leaves every other text as it is', () => {
    expect(visibleText('größe ≤ 3 日本 👩‍🔬')).toBe('größe ≤ 3 日本 👩‍🔬');
  });
});
