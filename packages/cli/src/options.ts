import { Argument, InvalidArgumentError, Option } from 'commander';

/** The default of `--db`. */
export const DEFAULT_DB = 'sparsweep.db';

/** `--db FILE`: the store to use. */
export function dbOption(): Option {
  return new Option('--db <file>', 'the database').default(DEFAULT_DB);
}

/** `--set path=value`, repeatable. */
export function setOption(description: string): Option {
  return new Option('--set <path=value>', description).default([], 'none').argParser(collect);
}

/** `--workers COUNT`: the number of training processes. */
export function workersOption(): Option {
  return new Option('--workers <count>', 'number of training processes').argParser(positiveInteger);
}

/** `--format`, one of the given formats; a table by default. */
export function formatOption(...formats: readonly string[]): Option {
  return new Option('--format <format>', 'output format').choices(formats).default(formats[0]);
}

/** `--timeout <seconds>`: the time limit of a query. */
export function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'end the query after this many seconds').default(60).argParser(seconds);
}

/** `<sweep>`: the name or the number of a sweep. */
export function sweepArgument(): Argument {
  return new Argument('<sweep>', 'name of a sweep (the newest of that name) or its number');
}

/** Reads a whole number of at least 1. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new InvalidArgumentError('Write a whole number from 1 up.');
  return value;
}

/** Reads a duration in seconds, up to a day. */
function seconds(text: string): number {
  const value = Number(text);
  if (!/^\d*\.?\d+$/.test(text) || value === 0 || value > 86_400) {
    throw new InvalidArgumentError('Write a number of seconds above 0, up to 86400.');
  }
  return value;
}

/** Reads the number of a trial. */
export function trialNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('Write the number of a trial, from 0 up.');
  return Number(text);
}

/** Reads a seed. */
export function seedNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 4_294_967_295) {
    throw new InvalidArgumentError('Write a whole number from 0 to 4294967295.');
  }
  return value;
}

function collect(value: string, previous: readonly string[]): readonly string[] {
  return [...previous, value];
}

/** Formats the examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
