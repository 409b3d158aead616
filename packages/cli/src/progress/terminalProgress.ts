import type { RunnableTrial, SweepSpec, TrialEnded, TrialRecord } from '@sparsweep/core';
import { fitWidth, visibleText } from '@sparsweep/reporter';
import { createLogUpdate } from 'log-update';
import { counted, describeLoss, describeParameters, formatDuration, formatRate } from '../describe.ts';
import type { ProgressReporter } from './progressReporter.ts';
import { Tally } from './tally.ts';

const WIDEST_BAR = 30;
const REDRAW_MILLISECONDS = 100;

/** Progress on a terminal: a bar, the rate, the time left and the best trial so far, redrawn in place. */
export class TerminalProgress implements ProgressReporter {
  readonly #spec: SweepSpec;
  readonly #workers: number;
  readonly #tally: Tally;
  readonly #screen = createLogUpdate(process.stdout);
  readonly #timer: NodeJS.Timeout;

  constructor(spec: SweepSpec, workers: number) {
    this.#spec = spec;
    this.#workers = workers;
    this.#tally = new Tally(spec.search.metrics[0], Date.now());
    this.#timer = setInterval(() => this.#draw(), REDRAW_MILLISECONDS);
  }

  planned(trials: readonly RunnableTrial[]): void {
    this.#tally.plan(trials);
  }

  replayed(end: TrialEnded): void {
    this.#tally.replay(end);
  }

  recorded(record: TrialRecord): void {
    this.#tally.record(record);
  }

  lost(trial: number, reason: string, retried: boolean): void {
    this.notice(describeLoss(trial, reason, retried));
  }

  output(line: string): void {
    this.#screen.persist(visibleText(line));
  }

  notice(text: string): void {
    this.#screen.persist(text);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#draw();
    this.#screen.done();
  }

  #draw(): void {
    const width = process.stdout.columns;
    const lines = [this.#status(width), this.#pace(Date.now()), ...this.#best()];
    this.#screen(lines.map((line) => fitWidth(line, width)).join('\n'));
  }

  /** The name comes last because long lines are cut off. */
  #status(width: number): string {
    const { done, ended, planned, failed } = this.#tally;
    const length = Math.min(WIDEST_BAR, Math.floor(width / 3));
    const filled = Math.floor(done * length);
    const bar = '━'.repeat(filled) + '─'.repeat(length - filled);
    const failures = failed === 0 ? '' : `, ${failed} failed or diverged`;
    return `${bar} ${ended}/${planned} trials${failures}  ${visibleText(this.#spec.name)}`;
  }

  #pace(now: number): string {
    const { done, ended } = this.#tally;
    const left = this.#tally.secondsLeft(now);
    return [
      ...(ended === 0 ? [] : [formatRate(this.#tally.rate(now))]),
      counted(this.#workers, 'worker'),
      ...(left === undefined || done >= 1 ? [] : [`${formatDuration(left)} left`]),
    ].join(' · ');
  }

  #best(): readonly string[] {
    const { best } = this.#tally;
    if (best === undefined) return [];
    const parameters = describeParameters(best.trial);
    const trial = `trial ${best.trial.number}${parameters === '' ? '' : `, ${parameters}`}`;
    return [`best ${this.#spec.search.metrics[0]?.name} ${best.value.toPrecision(4)}: ${trial}`];
  }
}
