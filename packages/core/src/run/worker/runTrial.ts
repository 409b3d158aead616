import type { Program, Session, TrialData, TrialStart } from '../../plugin/engine.ts';
import { type Measurement, SPLITS } from '../../plugin/measurement.ts';
import { judge, type Verdict } from '../../search/stopRule.ts';
import type { TrialEnded, TrialRecord } from '../../store/write/records.ts';
import type { JobTrial } from '../execute/job.ts';
import { objectiveLoss } from '../plan/objectives.ts';

/** What of a job's trial says how far it is trained. */
export type TrialSegment = Pick<JobTrial, 'number' | 'from' | 'until' | 'stopRules'>;

/** How a trial is kept from being lost, and cut off. */
export interface Interruption {
  /** Aborted when the trial is to be saved after its epoch, to be trained on by another process. */
  readonly signal: AbortSignal;
  /** How often it is saved besides, in milliseconds of `clock`; never where absent. */
  readonly checkpointEvery?: number;
  /** Milliseconds since any moment. */
  readonly clock: () => number;
}

/**
 * Trains one segment of a trial and yields its records: one for each epoch, and at last how it ended, or that it waits.
 *
 * It ends as `diverged` as soon as a loss, penalty or accuracy is not finite, and early by the rules that it is judged
 * by. Between epochs it lets the event loop turn; it is saved there now and then, and when it is cut off.
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

/** How a trial ends after an epoch; the last step of that, too, can have led it astray. */
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

/** The same, of a trial that may go on. */
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
