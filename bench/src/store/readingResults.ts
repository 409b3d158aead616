import { openReader, type StoreReader } from '@sparsweep/core';
import Database from 'better-sqlite3';
import { nodeStart, timeSparsweep } from '../command.ts';
import { type Figure, ratio, repeat, secondsOf } from '../figures.ts';

const SORTED = { orderBy: 'validation_accuracy DESC', limit: 20 } as const;

/** The same query without names, JSON and the other columns. */
const BARE = 'SELECT number, validation_accuracy FROM trials WHERE sweep_id = ? ORDER BY 2 DESC, 1 LIMIT 20';

/** The same query if scores were not stored with the trials. */
const LOOKED_UP = `SELECT number, (
    SELECT value FROM metrics WHERE trial_id = trials.id AND coalesce(epoch, -1) = -1 AND name = 'accuracy'
    AND coalesce(split, '') = 'validation' AND coalesce(layer, -1) = -1
  ) FROM trials WHERE sweep_id = ? ORDER BY 2 DESC, 1 LIMIT 20`;

/**
 * Milliseconds to find the 20 best trials of a large sweep: with a newly opened reader, and with the whole command, which
 * starts Node, and once more for a condition.
 */
export async function readingResults(runs: number, path: string, sweep: string): Promise<readonly Figure[]> {
  const reading = (name: string, read: (reader: StoreReader, id: number) => unknown): Promise<Figure> =>
    inMilliseconds(name, runs, () => {
      const reader = openReader(path);
      try {
        read(reader, reader.findSweep(sweep).id);
      } finally {
        reader.close();
      }
    });
  const asking = (name: string, sql: string): Promise<Figure> =>
    inMilliseconds(name, runs, () => {
      const database = new Database(path, { readonly: true });
      try {
        database.prepare(sql).all(1);
      } finally {
        database.close();
      }
    });
  const command = async (name: string, args: readonly string[]): Promise<Figure> => ({
    name,
    unit: 'ms',
    values: await repeat(runs, () => timeSparsweep(['results', sweep, '--db', path, '--limit', '20', ...args])),
  });

  const sorted = {
    ...(await reading('20 best of 100,000 trials', (reader, id) => reader.results(id, SORTED))),
    target: 200,
  };
  const bare = await asking('bare SELECT', BARE);
  const byParameter = { orderBy: 'strength', limit: 20 };
  const where = { where: 'zero_activations > 0.9 AND test_accuracy > 0.9', ...SORTED };
  const [whole, node] = [await command('sparsweep results --sort', ['--sort', SORTED.orderBy]), await nodeStart(runs)];
  return [
    sorted,
    bare,
    ratio(sorted, bare),
    await asking('bare SELECT from metrics', LOOKED_UP),
    await reading('20 first by a parameter', (reader, id) => reader.results(id, byParameter)),
    await reading('20 best under a condition', (reader, id) => reader.results(id, where)),
    await reading('counts by status', (reader, id) => reader.progress(id)),
    whole,
    await command('sparsweep results --where', ['--where', where.where]),
    node,
    ratio(whole, node),
  ];
}

async function inMilliseconds(name: string, runs: number, work: () => void): Promise<Figure> {
  return { name, unit: 'ms', values: await repeat(runs, async () => 1000 * secondsOf(work)) };
}
