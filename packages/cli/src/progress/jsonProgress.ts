import type { RunnableTrial, TrialEnded, TrialRecord } from '@sparsweep/core';
import { printLine } from '../print.ts';
import type { Progress } from './progress.ts';

/** Progress for programs: one JSON object a line, `event` saying what it is. Numbers that are not finite become null. */
export class JsonProgress implements Progress {
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
