import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { Split } from '../../plugin/measurement.ts';
import { queries, rowsOf } from './queries.ts';
import type { HistoryRow, LayerRow, MeasurementRow } from './rows.ts';

/** All measurements of a trial, by epoch (final weights last), split, layer and name. */
export function readMeasurements(database: Database, trialId: number): MeasurementRow[] {
  const query = queries
    .selectFrom('metrics')
    .select(['epoch', 'split', 'layer', 'name', 'value'])
    .where('trial_id', '=', trialId)
    .orderBy(sql`epoch IS NULL, epoch, split, layer, name`);
  return rowsOf(database, query);
}

/** The whole-model metrics of every epoch of every trial of a sweep, ordered by trial and epoch. */
export function readHistory(database: Database, sweepId: number): HistoryRow[] {
  const query = queries
    .selectFrom('trials')
    .innerJoin('metrics', 'metrics.trial_id', 'trials.id')
    .select(['trials.id as trialId', 'metrics.epoch', 'metrics.split', 'metrics.name', 'metrics.value'])
    .where('trials.sweep_id', '=', sweepId)
    .where('metrics.epoch', 'is not', null)
    .where('metrics.split', 'is not', null)
    .where('metrics.layer', 'is', null)
    .orderBy(sql`trials.number, metrics.epoch, metrics.name, metrics.split`)
    .$narrowType<{ epoch: number; split: Split }>();
  return rowsOf(database, query);
}

/** Every measured layer of every trial of a sweep, with its metrics on the final weights. */
export function readLayers(database: Database, sweepId: number): LayerRow[] {
  const query = queries
    .selectFrom('trials')
    .innerJoin('metrics', 'metrics.trial_id', 'trials.id')
    .select(['trials.id as trialId', 'trials.number', 'trials.configuration as configurationIndex'])
    .select(['metrics.layer', 'metrics.name', 'metrics.value'])
    .where('trials.sweep_id', '=', sweepId)
    // The expression of the index, so that SQLite skips the metrics of epochs.
    .where(sql`coalesce(metrics.epoch, -1)`, '=', -1)
    .where('metrics.layer', 'is not', null)
    .where(sql`coalesce(metrics.split, '')`, '<>', 'test')
    // `gatherLayers` keeps the last value of a metric: validation if measured, else train.
    .orderBy(sql`trials.number, metrics.layer, metrics.name, metrics.split`)
    .$narrowType<{ layer: number }>();
  return gatherLayers(rowsOf(database, query));
}

type LayerMetric = Omit<LayerRow, 'metrics'> & { readonly name: string; readonly value: number | null };

function gatherLayers(rows: readonly LayerMetric[]): LayerRow[] {
  const layers: (LayerRow & { readonly metrics: Record<string, number | null> })[] = [];
  for (const { name, value, ...layer } of rows) {
    let last = layers.at(-1);
    if (last?.trialId !== layer.trialId || last.layer !== layer.layer) {
      last = { ...layer, metrics: {} };
      layers.push(last);
    }
    last.metrics[name] = value;
  }
  return layers;
}
