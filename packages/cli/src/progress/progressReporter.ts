import {
  objectiveValue,
  type RunnableTrial,
  type SweepObserver,
  type SweepSpec,
  type TrialEnded,
  type TrialRecord,
} from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { counted, describeLoss, describeParameters, firstLine } from '../describe.ts';
import { printLine } from '../print.ts';

/** Shows the progress of a sweep to the user. */
export interface ProgressReporter extends SweepObserver {
  /** A plugin printed a line. */
  output(line: string): void;
  /** Shows a message at once. */
  notice(text: string): void;
  /** Ends the display. */
  close(): void;
}

/** Progress for programs: one JSON object per line with its `event`. Numbers that are not finite become null. */
export class JsonProgress implements ProgressReporter {
  planned(trials: readonly RunnableTrial[]): void {
    for (const { number, configurationIndex, configuration, structureKey: _, ...trial } of trials) {
      printEvent('planned', { trial: number, configuration: configurationIndex, ...trial, point: configuration });
    }
  }

  replayed(end: TrialEnded): void {
    const { type: _, ...rest } = end;
    printEvent('replayed', rest);
  }

  recorded(record: TrialRecord): void {
    const { type, ...rest } = record;
    printEvent(type, { ...rest, weights: undefined, checkpoint: undefined });
  }

  lost(trial: number, reason: string, retried: boolean): void {
    printEvent('lost', { trial, reason, retried });
  }

  output(line: string): void {
    printEvent('output', { text: line });
  }

  notice(text: string): void {
    printEvent('notice', { text });
  }

  close(): void {}
}

function printEvent(event: string, content: Readonly<Record<string, unknown>>): void {
  printLine(JSON.stringify({ event, ...content }));
}

/** Progress for a pipe or a log file: a line for each trial that ends. */
export class LineProgress implements ProgressReporter {
  readonly #spec: SweepSpec;
  readonly #workers: number;
  readonly #trials = new Map<number, RunnableTrial>();
  #ended = 0;
  /** Replayed trials that have not been reported yet. */
  #replayed = 0;

  constructor(spec: SweepSpec, workers: number) {
    this.#spec = spec;
    this.#workers = workers;
  }

  planned(trials: readonly RunnableTrial[]): void {
    for (const trial of trials) this.#trials.set(trial.number, trial);
    const size = [counted(this.#trials.size, 'trial'), counted(this.#workers, 'worker')].join(', ');
    printLine(`${visibleText(this.#spec.name)}: ${size}`);
  }

  replayed(_: TrialEnded): void {
    this.#ended++;
    this.#replayed++;
  }

  recorded(record: TrialRecord): void {
    if (this.#replayed > 0) printLine(`${this.#replayed} of them ended before`);
    this.#replayed = 0;
    if (record.type !== 'ended') return;
    this.#ended++;
    printLine(`${this.#ended}/${this.#trials.size} ${this.#describe(record)}`);
  }

  lost(trial: number, reason: string, retried: boolean): void {
    this.notice(describeLoss(trial, reason, retried));
  }

  output(line: string): void {
    process.stderr.write(`${line}\n`);
  }

  notice(text: string): void {
    printLine(text);
  }

  close(): void {}

  #describe({ trial, status, error, stopReason, measurements }: TrialEnded): string {
    const planned = this.#trials.get(trial);
    const values = this.#spec.search.metrics
      .map((objective) => [objective.name, objectiveValue(objective, measurements)] as const)
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => `${name} ${value.toPrecision(4)}`);
    const reason = firstLine(error ?? stopReason ?? '');
    const parameters = planned === undefined ? '' : describeParameters(planned);
    const details = [parameters, ...values, reason].filter((part) => part !== '').join('; ');
    return `trial ${trial} ${status}${details === '' ? '' : `: ${details}`}`;
  }
}
