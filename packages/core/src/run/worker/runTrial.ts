import type { Program, Session, TrialData, TrialStart } from '../../plugin/engine.ts';
import { type Measurement, SPLITS } from '../../plugin/measurement.ts';
import { judge, type Verdict } from '../../search/stopRule.ts';
import type { TrialEnded, TrialRecord } from '../../store/write/records.ts';
import type { JobTrial } from '../execute/job.ts';
import { objectiveLoss } from '../plan/objectives.ts';

/** The part of a job's trial that says how far to train it. */
export type TrialSegment = Pick<JobTrial, 'number' | 'from' | 'until' | 'stopRules'>;

/** When a trial is saved and interrupted. */
export interface Interruption {
  /** Aborted when the trial is to be saved after its epoch, for another process to resume. */
  readonly signal: AbortSignal;
  /** How often it is saved otherwise, in milliseconds of `clock`; never where absent. */
  readonly checkpointEvery?: number;
  /** Milliseconds since any fixed time. */
  readonly clock: () => number;
}

/**
 * Trains one segment of a trial and yields its records: one per epoch, then how it ended or that it paused.
 *
 * It ends as `diverged` as soon as a loss, penalty or accuracy is not finite, and early when a stop rule says so. It yields
 * to the event loop between epochs, where it is saved every `checkpointEvery` and when it is interrupted.
 */
export async function* runTrial(
  segment: TrialSegment,
  program: Program,
  start: TrialStart,
  data: TrialData,
  { signal, checkpointEvery = Number.POSITIVE_INFINITY, clock }: Interruption,
): AsyncGenerator<TrialRecord, void> {
  const { number: trial, from, until = start.epochs, stopRules } = segment;
  const session = program.start(start, data);
  try {
    if (from !== undefined) session.restore(from.checkpoint);
    const losses = [...(from?.losses ?? [])];
    const last = Math.min(until, start.epochs);
    let savedAt = clock();
    for (let epoch = (from?.epoch ?? 0) + 1; epoch <= last; epoch++) {
      const measurements = [...session.trainEpoch(), ...(data.validation ? session.evaluate('validation') : [])];
      yield { type: 'epoch', trial, epoch, measurements };
      const odd = measurements.find(isOdd);
      if (odd !== undefined) {
        yield divergence(trial, epoch, odd, session);
        return;
      }
      if (stopRules !== undefined && epoch < start.epochs) {
        losses.push(objectiveLoss(stopRules.objective, measurements));
        const verdict = judge(stopRules.rules, losses, stopRules.objective.name);
        if (verdict !== undefined) {
          yield conclusion(trial, epoch, data, session, verdict);
          return;
        }
      }
      await new Promise((resume) => setImmediate(resume));
      if (epoch === last || (!signal.aborted && clock() - savedAt < checkpointEvery)) continue;
      yield { type: 'saved', trial, epoch, checkpoint: session.save() };
      if (signal.aborted) return;
      savedAt = clock();
    }
    const end = conclusion(trial, last, data, session, { status: 'finished' });
    yield last < start.epochs && end.status === 'finished' ? pause(end, session) : end;
  } finally {
    session.dispose();
  }
}

/** How a trial ends after an epoch. It may still diverge: the last step can have made its weights infinite. */
function conclusion(
  trial: number,
  epochs: number,
  data: TrialData,
  session: Session,
  { status, reason }: Pick<Verdict, 'status'> & Partial<Verdict>,
): TrialEnded {
  const evaluated = SPLITS.filter((split) => data[split] !== undefined).flatMap((split) => session.evaluate(split));
  const odd = evaluated.find(isOdd);
  if (odd !== undefined) return divergence(trial, epochs, odd, session);
  const measurements = [...evaluated, ...session.inspect()];
  const weights = session.weights();
  const why = reason === undefined ? {} : { stopReason: reason };
  return { type: 'ended', trial, status, epochs, ...why, measurements, weights };
}

/** The record of a trial that pauses instead of ending. */
function pause({ trial, epochs, measurements, weights = [] }: TrialEnded, session: Session): TrialRecord {
  return { type: 'paused', trial, epoch: epochs, measurements, weights, checkpoint: session.save() };
}

function isOdd({ value }: Measurement): boolean {
  return !Number.isFinite(value);
}

function divergence(trial: number, epoch: number, { split, name, value }: Measurement, session: Session): TrialEnded {
  const error = `the ${split} ${name} became ${value} in epoch ${epoch}`;
  return {
    type: 'ended',
    trial,
    status: 'diverged',
    epochs: epoch,
    error,
    measurements: [],
    weights: session.weights(),
  };
}
