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

/** Tells the user how a sweep goes on. */
export interface ProgressReporter extends SweepObserver {
  /** A plugin printed a line. */
  output(line: string): void;
  /** Something that the user should know at once. */
  notice(text: string): void;
  /** Nothing more will come. */
  close(): void;
}

/** ProgressReporter for programs: one JSON object a line, `event` saying what it is. Numbers that are not finite become null. */
export class JsonProgress implements ProgressReporter {
  planned(trials: readonly RunnableTrial[]): void {
    for (const { number, configurationIndex, configuration, structureKey: _, ...trial } of trials) {
      print('planned', { trial: number, configuration: configurationIndex, ...trial, point: configuration });
    }
  }

  replayed(end: TrialEnded): void {
    const { type: _, ...rest } = end;
    print('replayed', rest);
  }

  recorded(record: TrialRecord): void {
    const { type, ...rest } = record;
    print(type, { ...rest, weights: undefined, checkpoint: undefined });
  }

  lost(trial: number, reason: string, retried: boolean): void {
    print('lost', { trial, reason, retried });
  }

  output(line: string): void {
    print('output', { text: line });
  }

  notice(text: string): void {
    print('notice', { text });
  }

  close(): void {}
}

function print(event: string, content: Readonly<Record<string, unknown>>): void {
  printLine(JSON.stringify({ event, ...content }));
}

/** ProgressReporter in a pipe or a log file: a plain line for each trial that ends. */
export class LineProgress implements ProgressReporter {
  readonly #spec: SweepSpec;
  readonly #workers: number;
  readonly #trials = new Map<number, RunnableTrial>();
  #ended = 0;
  /** How many had ended before, of which the user was not told. */
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
    if (this.#replayed > 0) printLine(`${this.#replayed} of them had ended before`);
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
    const told = [parameters, ...values, reason].filter((part) => part !== '').join('; ');
    return `trial ${trial} ${status}${told === '' ? '' : `: ${told}`}`;
  }
}
