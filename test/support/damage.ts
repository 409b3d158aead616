import {
  analyseSweep,
  openReader,
  randomStreams,
  type StoreReader,
  storedProblem,
  sweepQuestion,
} from '@sparsweep/core';
import {
  configurationsTable,
  formatTable,
  heatMapOrder,
  renderReport,
  resultsTable,
  type TrialWeights,
} from '@sparsweep/reporter';

const PAGE = 4096;

/** A copy of a file with up to twenty bytes changed, anywhere in it or all in one page. */
export function damaged(file: Buffer, seed: number): Buffer {
  const below = randomStreams(seed)('damage').integer;
  const bytes = Buffer.from(file);
  const start = seed % 2 === 0 ? 0 : below(file.length / PAGE) * PAGE;
  const length = seed % 2 === 0 ? file.length : PAGE;
  for (let flips = 1 + below(20); flips > 0; flips--) bytes[start + below(length)] = below(256);
  return bytes;
}

/** Reads and formats everything in a store, as the commands do. */
export function readEverything(path: string): void {
  const reader = openReader(path);
  try {
    for (const { id } of reader.sweeps()) readSweep(reader, id);
  } catch (thrown) {
    throw reader.explain(thrown);
  } finally {
    reader.close();
  }
}

function readSweep(reader: StoreReader, id: number): void {
  const sweep = reader.findSweep(String(id));
  const results = reader.results(id);
  const configurations = reader.configurations(id);
  reader.progress(id);
  reader.trials(id);
  for (const { columns, rows } of [resultsTable(results), configurationsTable(configurations)])
    formatTable(columns, rows);
  const problem = storedProblem(sweep.specYaml);
  if (problem?.metrics.length) analyseSweep(problem, configurations, randomStreams(0));
  const question = sweepQuestion(sweep.specYaml);
  renderReport({
    sweep,
    ...(question === undefined ? {} : { question }),
    results,
    configurations,
    layers: reader.layers(id),
    history: reader.history(id),
    weights: weightsOf(reader, heatMapOrder(results)),
  });
}

function* weightsOf(reader: StoreReader, trialIds: Iterable<number>): Generator<TrialWeights, void> {
  for (const trialId of trialIds) {
    const layers = reader.weights(trialId);
    if (layers !== undefined) yield { trialId, layers };
  }
}
