import { blankedText } from '../../plugin/visibleText.ts';

/** How a problem reads. */
export interface Rendering {
  /** What is wrong. */
  readonly message: string;
  /** What was probably meant, what is allowed, how to fix it. */
  readonly notes: readonly string[];
}

/** The data of a problem that has none. */
export type NoData = Readonly<Record<string, never>>;

/** A rendering; notes that are undefined are left out. */
export function rendering(message: string, ...notes: readonly (string | undefined)[]): Rendering {
  return { message, notes: notes.filter((note) => note !== undefined) };
}

/** The rendering of a problem without data. */
export function fixed(message: string, ...notes: readonly string[]): (data: NoData) => Rendering {
  return () => ({ message, notes });
}

/** A name that was written and is not known. */
export interface Unknown {
  readonly name: string;
  /** The known name that is nearest to it, if any is near. */
  readonly meant: string | undefined;
  readonly available: readonly string[];
}

/** The note of what was probably meant. */
export function meantNote(meant: string | undefined): string | undefined {
  return meant === undefined ? undefined : `did you mean \`${meant}\`?`;
}

/** The note that lists what is allowed. */
export function allowedNote(allowed: readonly unknown[]): string {
  return allowed.length === 0 ? 'nothing is allowed here' : `allowed: ${listed(allowed)}`;
}

/** More names than this are not read. */
const MOST_LISTED = 100;

/** Names separated by commas; of very many the first. */
export function listed(names: readonly unknown[]): string {
  const shown = names.slice(0, MOST_LISTED).map(String).join(', ');
  return names.length <= MOST_LISTED ? shown : `${shown} and ${names.length - MOST_LISTED} more`;
}

/** A value in a message: short, on one line. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return 'empty';
  if (typeof value === 'string') return `"${cut(value)}"`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a mapping' : String(value);
}

function cut(text: string): string {
  const line = blankedText(text.slice(0, 61));
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** A count with its noun: `1 value`, `2 values`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
