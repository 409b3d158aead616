/** Characters that move the cursor, colour or reorder what follows them: controls, line separators, bidi marks. */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/**
 * Escapes every character that could control a terminal: ESC becomes `\x1b`, a line feed `\n`.
 *
 * Names and error messages come from files and libraries. Unescaped, they could forge lines or overwrite the screen.
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

/** Replaces every character that could control a terminal by a space, which keeps columns aligned. */
export function blankedText(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}

/** Shortens a text to at most `length` characters by replacing its middle with an ellipsis. */
export function shortened(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = Math.floor(length / 4);
  return `${text.slice(0, length - end - 1)}…${text.slice(-end)}`;
}
