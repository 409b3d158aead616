import { heatMapOrder } from '../src/report/weights.ts';
import type { HistoryRow, LayerRow, LayerWeights, ReportData, ResultRow, TrialWeights } from '../src/reportData.ts';
import { syntheticConfigurations } from './syntheticConfigurations.ts';

/** The size of a synthetic sweep. */
export interface SyntheticSweep {
  readonly configurations: number;
  readonly replicates: number;
  readonly epochs: number;
  readonly validation: boolean;
  /** Number of trials with stored weights. */
  readonly weights: number;
}

const METHODS = ['dense', 'l1', 'k-sparse', 'top-k'] as const;
const WIDTHS = [64, 128, 64, 10] as const;

/**
 * The report of a synthetic sweep: numbers by formula, shaped like those of the 8x8 digits (a network 64-128-64-10
 * under methods that make either activations or weights sparse), the same at every call.
 */
export function syntheticReport(sweep: SyntheticSweep): ReportData {
  const trials = Array.from({ length: sweep.configurations * sweep.replicates }, (_, number) => trialOf(number, sweep));
  const results = trials.map(({ result }) => result);
  return {
    sweep: {
      id: 1,
      name: 'digits-frontier',
      specYaml: SPEC,
      specHash: 'a3f1c2'.padEnd(64, '0'),
      status: 'finished',
      environment: {
        sparsweep: '0.1.0',
        node: 'v24.21.0',
        machine: { cpu: 'Example CPU', cores: 2, platform: 'linux' },
        git: { commit: '0123456789abcdef0123456789abcdef01234567', dirty: false },
      },
      createdAt: '2026-11-23T08:15:30.000Z',
      finishedAt: '2026-11-23T08:18:52.500Z',
    },
    question:
      'How sparse can each level of a small digit classifier be, by which method, and what does it cost in accuracy?',
    results,
    configurations: syntheticConfigurations(results),
    layers: trials.flatMap(({ layers }) => layers),
    history: trials.flatMap(({ history }) => history),
    weights: heatMapOrder(results)
      .slice(0, sweep.weights)
      .flatMap((trialId) => results.filter((row) => row.trialId === trialId).map(weightsOf)),
  };
}

/** A pseudo-random number in [0, 1), determined by its arguments (the fractional part of a large sine). */
function noise(...keys: readonly number[]): number {
  const mixed = keys.reduce((sum, key, index) => sum + (key + 1) * (12.9898 + 65.421 * index), 0);
  const wave = Math.sin(mixed) * 43758.5453;
  return wave - Math.floor(wave);
}

interface Trial {
  readonly result: ResultRow;
  readonly layers: readonly LayerRow[];
  readonly history: readonly HistoryRow[];
}

function trialOf(number: number, sweep: SyntheticSweep): Trial {
  const configuration = Math.floor(number / sweep.replicates);
  const replicate = number % sweep.replicates;
  const method = METHODS[configuration % METHODS.length] ?? 'dense';
  const level =
    Math.floor(configuration / METHODS.length) / Math.max(1, Math.ceil(sweep.configurations / METHODS.length) - 1);
  const diverged = noise(number, 7) < 0.02 && sweep.configurations > 1;
  const weightsZero = method === 'top-k' ? 0.5 + 0.48 * level : 0;
  const codesZero = method === 'k-sparse' ? 0.5 + 0.45 * level : method === 'l1' ? 0.4 + 0.5 * level : 0.28;
  const cost =
    method === 'dense' ? 0.02 : method === 'k-sparse' ? 0.024 + 0.05 * level ** 2 : 0.016 + 0.05 * level ** 6;
  const accuracy = 1 - cost - 0.008 * (noise(number, 1) - 0.5);
  const epochs = diverged ? Math.ceil(sweep.epochs / 3) : sweep.epochs;
  const history = historyOf(number, accuracy, epochs, sweep.validation, diverged);
  const last = (split: 'train' | 'validation', name: string) =>
    history.findLast((row) => row.split === split && row.name === name)?.value ?? null;
  const result: ResultRow = {
    trialId: 1000 + number,
    number,
    configurationIndex: configuration,
    replicate,
    status: diverged ? 'diverged' : 'finished',
    parameters: parametersOf(method, level),
    epochs,
    seconds: 0.8 + noise(number, 2),
    trainLoss: last('train', 'loss'),
    trainAccuracy: last('train', 'accuracy'),
    validationLoss: last('validation', 'loss'),
    validationAccuracy: sweep.validation ? (diverged ? null : accuracy) : null,
    testLoss: null,
    testAccuracy: diverged ? null : accuracy - 0.004 * noise(number, 3),
    zeroWeights: weightsZero,
    zeroActivations: diverged ? null : codesZero + 0.02 * (noise(number, 4) - 0.5),
    error: diverged ? `epoch ${epochs}: the loss is not a finite number (NaN)` : null,
    stopReason: null,
  };
  const layers = WIDTHS.slice(1).map(
    (_, layer): LayerRow => ({
      trialId: result.trialId,
      number,
      configurationIndex: configuration,
      layer,
      metrics: {
        'weights.zeroFraction': weightsZero * (layer === 2 ? 0.4 : 1),
        'activations.zeroFraction':
          layer === 2 || diverged ? 0 : codesZero - 0.08 * layer + 0.02 * (noise(number, layer, 5) - 0.5),
      },
    }),
  );
  return { result, layers, history };
}

function parametersOf(method: string, level: number): ResultRow['parameters'] {
  if (method === 'dense') return { method, units: level < 0.5 ? 128 : 64 };
  if (method === 'l1') return { method, strength: Number((1e-4 * 10 ** (2.5 * level)).toPrecision(3)) };
  if (method === 'k-sparse') return { method, k: Math.round(32 - 28 * level) };
  return { method, density: Number((0.5 - 0.48 * level).toPrecision(3)) };
}

function historyOf(
  number: number,
  accuracy: number,
  epochs: number,
  validation: boolean,
  diverged: boolean,
): readonly HistoryRow[] {
  const row = (epoch: number, split: 'train' | 'validation', name: string, value: number): HistoryRow => {
    return { trialId: 1000 + number, epoch, split, name, value };
  };
  return Array.from({ length: epochs }, (_, index) => index + 1).flatMap((epoch) => {
    const decay = Math.exp(-epoch / (6 + 5 * noise(number, 6)));
    const blowUp = diverged ? Math.exp(epoch / 2) : 0;
    const wobble = 0.006 * (noise(number, epoch) - 0.5);
    const train = [
      row(epoch, 'train', 'loss', 0.01 + 2.2 * decay + blowUp + Math.abs(wobble)),
      row(epoch, 'train', 'accuracy', Math.min(1, 0.999 - 0.85 * decay + wobble / 4)),
    ];
    if (!validation) return train;
    return [
      ...train,
      row(epoch, 'validation', 'loss', 3 * (1 - accuracy) + 2.2 * decay + blowUp + 0.02 * (1 - decay) + wobble),
      row(epoch, 'validation', 'accuracy', Math.min(1, accuracy - 0.85 * decay + wobble)),
    ];
  });
}

function weightsOf({ trialId, zeroWeights }: ResultRow): TrialWeights {
  const layers = WIDTHS.slice(1).map((units, layer): LayerWeights => {
    const inputs = WIDTHS[layer] ?? 0;
    const kernel = Float32Array.from({ length: inputs * units }, (_, index) => {
      if (noise(trialId, layer, index, 8) < (zeroWeights ?? 0)) return 0;
      const bell = noise(trialId, index, 9) + noise(layer, index, 10) + noise(index, 11, layer) - 1.5;
      return 0.35 * bell + 0.12 * Math.sin(index / units / 3) * Math.cos((index % units) / 5);
    });
    return { inputs, units, kernel, bias: new Float32Array(units) };
  });
  return { trialId, layers };
}

const SPEC = `# yaml-language-server: $schema=../../packages/core/schema/sweep.schema.json
name: digits-frontier
dataset: { use: digits, split: { train: 0.7, validation: 0.15, test: 0.15 } }
model:
  task: classification
  layers:
    - units: 128
      activation: relu
      regularizers:
        - values:
            - { use: l1, target: activations, strength: { min: 1.0e-4, max: 1.0e-1, log: true, name: strength } }
            - { use: k-sparse, k: { min: 2, max: 32 } }
            - { use: top-k, density: { values: [0.5, 0.2, 0.1, 0.05] } }
    - { units: 64, activation: relu }
train: { epochs: 60, batchSize: 32 }
search: { method: random, trials: 200, seed: 0 }
replicates: 5
`;
