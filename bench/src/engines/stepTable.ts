import type { Column, Row } from '@sparsweep/reporter';
import { median } from '../measure.ts';
import type { AllSteps } from './allSteps.ts';
import { FLOOR, PEERS, REFERENCE } from './measurerCommands.ts';
import type { StepTimes } from './measureSteps.ts';

/** A line of `bench:engines --json`. */
export interface StepTime {
  readonly network: string;
  readonly engine: string;
  readonly microsecondsPerStep: number;
}

/** The medians of what was measured. */
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

/** For each time a row, with how many times as long it is as those of the reference and of the floor on that network. */
export function stepRows(times: readonly StepTime[]): readonly Row[] {
  return times.map(({ network, engine, microsecondsPerStep }) => [
    network,
    engine,
    microsecondsPerStep,
    timesAsLong(times, network, engine, REFERENCE),
    timesAsLong(times, network, engine, FLOOR),
  ]);
}

/** How many times as long a step of `engine` takes as one of `base`; null where one of them was not measured. */
export function timesAsLong(times: readonly StepTime[], network: string, engine: string, base: string): number | null {
  const timeOf = (name: string) =>
    times.find((time) => time.network === network && time.engine === name)?.microsecondsPerStep;
  const time = timeOf(engine);
  const baseTime = timeOf(base);
  return time === undefined || baseTime === undefined ? null : time / baseTime;
}

/** What the table does not tell: of what version everything is, what is left out of it, and what was not measured. */
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
