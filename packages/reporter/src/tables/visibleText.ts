/** Characters that move the cursor, colour or reorder what follows them: controls, line separators, bidi marks. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * The text with every character that would act on a terminal written out: ESC becomes `\x1b`, a line feed `\n`.
 *
 * Names and error messages come from files and from libraries; printed as they are, they could forge lines or
 * rewrite what is already on the screen.
 */
export function visibleText(text: string): string {
  return text.replace(UNPRINTABLE, writtenOut);
}

function writtenOut(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
