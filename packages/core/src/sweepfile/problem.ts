import { SparsweepError } from '../plugin/errors.ts';
import { blankedText, shortened, visibleText } from '../plugin/visibleText.ts';
import type { Path } from '../search/jsonPointer.ts';
import { type Message, render } from './messages/messages.ts';

/** A part of one line of the sweep file. */
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

/** Something wrong in a sweep file: as data, and as it reads. */
export type Problem = Message & {
  readonly message: string;
  /** Where it is: in the file, in the `--set` that brought it in, or undefined for the file as a whole. */
  readonly at: Span | { readonly override: string } | undefined;
  /** What was probably meant, what is allowed, how to fix it. */
  readonly notes: readonly string[];
};

/** Something wrong in data: at the path of a value, or of one of its keys. */
export type PathProblem = Message & {
  readonly path: Path;
  readonly key?: string;
  /** The part of the text at the path that is wrong. */
  readonly part?: TextPart;
};

/** A part of a text. */
export interface TextPart {
  /** The whole text. */
  readonly text: string;
  /** Offsets in it. */
  readonly start: number;
  readonly end: number;
}

/** The problem of a message at a place. */
export function problemAt(at: Problem['at'], message: Message): Problem {
  return { ...message, at, ...render(message) };
}

/** A sweep file that cannot be run. Its message has every problem, ready to print. */
export class InvalidSweepError extends SparsweepError {
  /** In the order of the file. */
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], path: string) {
    const sorted = problems.toSorted((a, b) => offset(a) - offset(b));
    super('invalid-sweep', formatProblems(sorted, path));
    this.name = 'InvalidSweepError';
    this.problems = sorted;
  }
}

/** Nobody reads more problems than this one by one. */
const MOST_SHOWN = 50;
/** Characters in a line of a message, whatever a file contains. */
const LONGEST_LINE = 1000;

/** Each problem with its place, its line, carets below the place, and its notes. */
function formatProblems(problems: readonly Problem[], path: string): string {
  const shown = problems.slice(0, MOST_SHOWN).map((problem) => formatProblem(problem, path));
  const left = problems.length - shown.length;
  return (left === 0 ? shown : [...shown, `${line(path)}: and ${left} more`]).join('\n\n');
}

/** The problems of many things, until there are more than are shown. */
export function firstProblems<Thing>(
  things: readonly Thing[],
  check: (thing: Thing, index: number) => readonly PathProblem[],
): readonly PathProblem[] {
  const found: PathProblem[] = [];
  for (const [index, thing] of things.entries()) {
    if (found.length > MOST_SHOWN) break;
    found.push(...check(thing, index));
  }
  return found;
}

function formatProblem({ message, at, notes }: Problem, path: string): string {
  if (at === undefined || 'override' in at) {
    const place = at === undefined ? line(path) : `--set ${line(at.override)}`;
    return [`${place}: ${line(message)}`, ...notes.map((note) => `  ${line(note)}`)].join('\n');
  }
  const gutter = ' '.repeat(String(at.line).length);
  return [
    `${line(path)}:${at.line}:${at.column}: ${line(message)}`,
    ...excerpt(at, gutter),
    ...notes.map((note) => `  ${gutter} = ${line(note)}`),
  ].join('\n');
}

/** A text that a message quotes can be very long, and can contain characters that control a terminal. */
function line(text: string): string {
  return visibleText(shortened(text, LONGEST_LINE));
}

const WIDEST_EXCERPT = 100;
/** How many of the marked characters must be visible. */
const LEAST_VISIBLE = 40;

/** The line with carets below the place; of a very long line, the part around the place. */
function excerpt({ line, column, length, text }: Span, gutter: string): readonly string[] {
  const isVisible = column - 1 + Math.min(length, LEAST_VISIBLE) <= WIDEST_EXCERPT;
  const start = isVisible ? 0 : column - 1 - WIDEST_EXCERPT / 2;
  const end = start + WIDEST_EXCERPT;
  const before = start > 0 ? '…' : '';
  const after = end < text.length ? '…' : '';
  const shown = before + blankedText(text.slice(start, end)) + after;
  const carets = '^'.repeat(Math.max(1, Math.min(length, end - (column - 1))));
  return [`  ${line} | ${shown}`, `  ${gutter} | ${' '.repeat(before.length + column - 1 - start)}${carets}`];
}

/** Sorts by place; problems without a line come last. */
function offset({ at }: Problem): number {
  return at === undefined || 'override' in at ? Number.MAX_SAFE_INTEGER : at.line * 1e6 + at.column;
}
