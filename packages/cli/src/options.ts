import { Argument, InvalidArgumentError, Option } from 'commander';

/** The database of commands that are told of none. */
export const DEFAULT_DB = 'sparsweep.db';

/** `--db FILE`: the store to use. */
export function dbOption(): Option {
  return new Option('--db <file>', 'the database').default(DEFAULT_DB);
}

/** `--set path=value`, as often as needed. */
export function setOption(description: string): Option {
  return new Option('--set <path=value>', description).default([], 'none').argParser(collect);
}

/** `--workers COUNT`: how many train at once. */
export function workersOption(): Option {
  return new Option('--workers <count>', 'processes that train at once').argParser(positiveInteger);
}

/** `--format`, one of the given formats; a table by default. */
export function formatOption(...formats: readonly string[]): Option {
  return new Option('--format <format>', 'how to print').choices(formats).default(formats[0]);
}

/** `--timeout <seconds>`: how long a query may take. */
export function timeoutOption(): Option {
  return new Option('--timeout <seconds>', 'end a query that takes longer').default(60).argParser(seconds);
}

/** The sweep to speak of. */
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

/** The examples at the end of a command's help. */
export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`;
}
