import type { TrialRecord } from '../../store/write/records.ts';
import type { Objective } from '../../sweepfile/sweepSpec.ts';
import { objectiveLoss, trialScores } from '../plan/objectives.ts';
import type { Leg, LegEnd } from './segment.ts';

/** A leg that waits or is trained. */
interface OpenLeg {
  leg: Leg;
  /** The losses after each epoch so far. */
  curve: number[];
  /** Is told how the leg ended; nothing when it did not, for the sweep was stopped. */
  readonly close: (end: LegEnd | undefined) => void;
}

/** The legs that wait or are trained, at most one of each trial, and how far each is. */
export class OpenLegs {
  readonly #metrics: readonly Objective[];
  /** By the trial's number. */
  readonly #open = new Map<number, OpenLeg>();

  /** @param metrics what trials are scored by. */
  constructor(metrics: readonly Objective[]) {
    this.#metrics = metrics;
  }

  /** Opens a leg, and resolves when it is closed: with how it ended, or with nothing. */
  open(leg: Leg): Promise<LegEnd | undefined> {
    return new Promise((close) => {
      this.#open.set(leg.trial.number, { leg, curve: [...(leg.from?.losses ?? [])], close });
    });
  }

  /** Follows a leg, and returns how it ended once it has; it is closed by then. */
  note(record: TrialRecord): LegEnd | undefined {
    const open = this.#open.get(record.trial);
    if (open === undefined) return undefined;
    const { leg, curve } = open;
    switch (record.type) {
      case 'started':
      case 'resumed':
        open.curve = [...(leg.from?.losses ?? [])];
        return undefined;
      case 'epoch':
        if (leg.judgement) curve.push(objectiveLoss(leg.judgement.objective, record.measurements));
        return undefined;
      case 'saved':
        open.leg = { ...leg, from: { epoch: record.epoch, losses: [...curve] } };
        return undefined;
      case 'paused':
      case 'ended': {
        const [status, epochs] =
          record.type === 'paused' ? ['paused' as const, record.epoch] : [record.status, record.epochs];
        const end = { leg, status, epochs, scores: trialScores(this.#metrics, record.measurements), curve };
        this.#close(record.trial, end);
        return end;
      }
    }
  }

  /** A leg as it goes on after its worker died: from where it was last saved, in its next attempt. */
  again(trial: number): Leg | undefined {
    const open = this.#open.get(trial);
    if (open === undefined) return undefined;
    open.leg = { ...open.leg, attempt: open.leg.attempt + 1 };
    return open.leg;
  }

  /** Closes legs that have not ended and will not. */
  giveUp(legs: readonly Leg[]): void {
    for (const { trial } of legs) this.#close(trial.number, undefined);
  }

  #close(trial: number, end: LegEnd | undefined): void {
    this.#open.get(trial)?.close(end);
    this.#open.delete(trial);
  }
}
