import { describe, expect, it } from 'vitest';
import { visibleText } from './visibleText.ts';

describe('visibleText', () => {
  it('escapes control characters', () => {
    expect(visibleText('a\x1b[2Jb\r\n\tc\x07\x9b')).toBe('a\\x1b[2Jb\\x0d\\n\\tc\\x07\\x9b');
  });

  it('escapes line separators and bidi marks', () => {
    expect(visibleText('\u2028 \u202eabc\u2066')).toBe('\\u2028 \\u202eabc\\u2066');
  });

  it('does not change other text', () => {
    expect(visibleText('größe ≤ 3 日本 👩‍🔬')).toBe('größe ≤ 3 日本 👩‍🔬');
  });
});
