import type { Program, Session, TrialData, TrialStart } from '../plugin/engine.ts';
import { type Measurement, SPLITS } from '../plugin/measurement.ts';
import type { TrialEnded, TrialRecord } from '../store/records.ts';

/**
 * Trains one trial and yields its records: one for each epoch, and at last how it ended, which is `diverged` as soon
 * as a loss, penalty or accuracy is not finite. Between epochs it lets the event loop turn, and ends early, without a
 * last record, once `signal` is aborted.
 */
export async function* runTrial(
  trial: number,
  program: Program,
  start: TrialStart,
  data: TrialData,
  signal: AbortSignal,
): AsyncGenerator<TrialRecord, void> {
  const session = program.start(start, data);
  try {
    for (let epoch = 1; epoch <= start.epochs; epoch++) {
      const measurements = [...session.trainEpoch(), ...(data.validation ? session.evaluate('validation') : [])];
      yield { type: 'epoch', trial, epoch, measurements };
      const odd = measurements.find(isOdd);
      if (odd !== undefined) {
        yield divergence(trial, epoch, odd, session);
        return;
      }
      await new Promise((resume) => setImmediate(resume));
      if (signal.aborted) return;
    }
    yield conclusion(trial, start.epochs, data, session);
  } finally {
    session.dispose();
  }
}

/** How a trial ended that trained all its epochs; the last step of the last one, too, can have led it astray. */
function conclusion(trial: number, epochs: number, data: TrialData, session: Session): TrialEnded {
  const evaluated = SPLITS.filter((split) => data[split] !== undefined).flatMap((split) => session.evaluate(split));
  const odd = evaluated.find(isOdd);
  if (odd !== undefined) return divergence(trial, epochs, odd, session);
  const measurements = [...evaluated, ...session.inspect()];
  return { type: 'ended', trial, status: 'finished', epochs, measurements, weights: session.weights() };
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
