import { SparsweepError } from '../plugin/errors.ts';
import { blankedText, shortened, visibleText } from '../plugin/visibleText.ts';
import { nearest } from './nearest.ts';

/** A stretch of one line of the sweep file. */
export interface Span {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  /** How many characters. */
  readonly length: number;
  /** The whole line. */
  readonly text: string;
}

/** Something wrong in a sweep file. */
export interface Problem {
  readonly message: string;
  /** Where it is: in the file, in the `--set` that brought it in, or undefined for the file as a whole. */
  readonly at: Span | { readonly override: string } | undefined;
  /** What is allowed, what was probably meant, how to mend it. */
  readonly notes: readonly string[];
}

/** A sweep file that cannot be run. Its message holds every problem, ready to print. */
export class InvalidSweepError extends SparsweepError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], path: string) {
    super('invalid-sweep', formatProblems(problems, path));
    this.name = 'InvalidSweepError';
    this.problems = problems;
  }
}

/** More problems than this are not read one by one. */
const MOST_SHOWN = 50;
/** No line of a message is longer, whatever a file has in it. */
const LONGEST_LINE = 1000;

/** Every problem with its place, the line it stands in, a caret, and its notes; in the order of the file. */
function formatProblems(problems: readonly Problem[], path: string): string {
  const sorted = problems.toSorted((a, b) => offset(a) - offset(b));
  const shown = sorted.slice(0, MOST_SHOWN).map((problem) => formatProblem(problem, path));
  const left = sorted.length - shown.length;
  return (left === 0 ? shown : [...shown, `${line(path)}: and ${left} more`]).join('\n\n');
}

/** A note of what was probably meant. */
export function suggestion(written: string, names: readonly string[]): readonly string[] {
  const meant = nearest(written, names);
  return meant === undefined ? [] : [`did you mean \`${meant}\`?`];
}

/** A note that lists what is allowed. */
export function allowedNote(names: readonly unknown[]): string {
  return names.length === 0 ? 'nothing is allowed here' : `allowed: ${listed(names)}`;
}

/** More names than this are not read either. */
const MOST_LISTED = 100;

/** Names in a row; of very many the first. */
export function listed(names: readonly unknown[]): string {
  const shown = names.slice(0, MOST_LISTED).map(String).join(', ');
  return names.length <= MOST_LISTED ? shown : `${shown} and ${names.length - MOST_LISTED} more`;
}

/** What is wrong with the first of some things; that of the others would not be read. */
export function firstProblems<Thing, Found>(
  things: readonly Thing[],
  check: (thing: Thing, index: number) => readonly Found[],
): readonly Found[] {
  const found: Found[] = [];
  for (const [index, thing] of things.entries()) {
    if (found.length > MOST_SHOWN) break;
    found.push(...check(thing, index));
  }
  return found;
}

function formatProblem({ message, at, notes }: Problem, path: string): string {
  if (at === undefined)
    return [`${line(path)}: ${line(message)}`, ...notes.map((note) => `  ${line(note)}`)].join('\n');
  if ('override' in at) {
    return [`--set ${line(at.override)}: ${line(message)}`, ...notes.map((note) => `  ${line(note)}`)].join('\n');
  }
  const gutter = ' '.repeat(String(at.line).length);
  return [
    `${line(path)}:${at.line}:${at.column}: ${line(message)}`,
    ...excerpt(at, gutter),
    ...notes.map((note) => `  ${gutter} = ${line(note)}`),
  ].join('\n');
}

/** What a message quotes may be of any length, and hold characters that act on a terminal. */
function line(text: string): string {
  return visibleText(shortened(text, LONGEST_LINE));
}

const WIDEST_EXCERPT = 100;
/** How much of a long stretch must be in sight. */
const LEAST_IN_SIGHT = 40;

/** The line and its caret; of a very long line, the part around the place. */
function excerpt({ line, column, length, text }: Span, gutter: string): readonly string[] {
  const isInSight = column - 1 + Math.min(length, LEAST_IN_SIGHT) <= WIDEST_EXCERPT;
  const start = isInSight ? 0 : column - 1 - WIDEST_EXCERPT / 2;
  const end = start + WIDEST_EXCERPT;
  const before = start > 0 ? '…' : '';
  const after = end < text.length ? '…' : '';
  const shown = before + blankedText(text.slice(start, end)) + after;
  const carets = '^'.repeat(Math.max(1, Math.min(length, end - (column - 1))));
  return [`  ${line} | ${shown}`, `  ${gutter} | ${' '.repeat(before.length + column - 1 - start)}${carets}`];
}

/** Sorts by place; what belongs to no line comes last. */
function offset({ at }: Problem): number {
  return at === undefined || 'override' in at ? Number.MAX_SAFE_INTEGER : at.line * 1e6 + at.column;
}
