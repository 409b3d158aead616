import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** The info string after the opening fence, such as `yaml`. */
  readonly language: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown file, in order. */
export function codeBlocks(path: string): readonly CodeBlock[] {
  const fences = readFileSync(path, 'utf8').matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm);
  return [...fences].map(([, language = '', text = '']) => ({ language, text }));
}
