import type { Column, Row } from '@sparsweep/reporter';
import { type Figure, median } from '../figures.ts';
import { FLOOR, PEERS, REFERENCE } from './measurerCommands.ts';
import type { AllSteps, StepTimes } from './measureSteps.ts';

/** A line of `bench:engines --json`. */
interface StepTime {
  readonly network: string;
  readonly engine: string;
  readonly microsecondsPerStep: number;
}

/** The medians of the measured times. */
export function stepTimes(times: readonly StepTimes[]): readonly StepTime[] {
  return times.map(({ network, engine, values }) => ({ network, engine, microsecondsPerStep: median(values) }));
}

/** The columns of `stepRows`. */
export const STEP_COLUMNS: readonly Column[] = [
  { name: 'network', kind: 'text' },
  { name: 'engine', kind: 'text' },
  { name: 'µs per step', kind: 'number' },
  { name: `/ ${REFERENCE}`, kind: 'number' },
  { name: `/ ${FLOOR}`, kind: 'number' },
];

/** One row per time, with its ratios to the reference and to the floor on the same network. */
export function stepRows(times: readonly StepTime[]): readonly Row[] {
  return times.map(({ network, engine, microsecondsPerStep }) => [
    network,
    engine,
    microsecondsPerStep,
    timesAsLong(times, network, engine, REFERENCE),
    timesAsLong(times, network, engine, FLOOR),
  ]);
}

/** The ratio of the step times of `engine` and `base`; null if one of them was not measured. */
function timesAsLong(times: readonly StepTime[], network: string, engine: string, base: string): number | null {
  const timeOf = (name: string) =>
    times.find((time) => time.network === network && time.engine === name)?.microsecondsPerStep;
  const time = timeOf(engine);
  const baseTime = timeOf(base);
  return time === undefined || baseTime === undefined ? null : time / baseTime;
}

/** Notes below the table: versions, omitted penalties and engines that were not measured. */
export function notes({ times, gaps }: AllSteps): readonly string[] {
  const versions = new Map(times.map(({ engine, version }) => [engine, version]));
  return [
    ...[...versions].map(([engine, version]) => `${engine}: ${version}`),
    ...PEERS.filter((peer) => 'omitsPenalty' in peer && versions.has(peer.engine)).map(
      ({ engine }) => `${engine} has no penalty on activations: its step of 20-64-1 is one without L1`,
    ),
    ...gaps.map(({ engine, reason }) => `not measured: ${engine}: ${reason}`),
  ];
}

/** A target for the ratio of the step times of two engines on a network. */
interface StepTarget {
  readonly network: string;
  readonly engine: string;
  readonly base: string;
  readonly promise: Pick<Figure, 'target'> | Pick<Figure, 'atLeast'>;
}

const TARGETS: readonly StepTarget[] = [
  { network: '20-64-1', engine: REFERENCE, base: FLOOR, promise: { target: 2 } },
  { network: '20-64-1', engine: REFERENCE, base: 'JAX', promise: { target: 1 } },
  { network: '64-128-64-10', engine: 'PyTorch', base: REFERENCE, promise: { atLeast: 7 } },
  { network: '784-300-100-10', engine: 'PyTorch', base: REFERENCE, promise: { atLeast: 1 } },
];

/** The promised ratios of step times, for the engines that were measured. */
export function stepTargets(times: readonly StepTime[]): readonly Figure[] {
  return TARGETS.flatMap(({ network, engine, base, promise }) => {
    const value = timesAsLong(times, network, engine, base);
    if (value === null) return [];
    return [{ name: `${network}: a step of ${engine} / of ${base}`, unit: 'ratio', values: [value], ...promise }];
  });
}
