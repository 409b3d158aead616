import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@sparsweep/core';
import { describe, expect, it } from 'vitest';
import { requirePackage, whyMissing } from '../support/debianPackages.ts';
import { testPlugin } from '../support/plugins.ts';
import { BIN } from '../support/runningCommand.ts';
import { nullSweep } from '../support/sweeps.ts';
import { sweepFolder } from '../support/temporaryFolder.ts';
import { Terminal } from '../support/terminal.ts';

const tmux = requirePackage('tmux');
const RUN = [process.execPath, BIN, 'run', 'sweep.yaml'];

/** A sweep whose trials block in their second epoch until the gate opens. */
function gatedSweep(fields: JsonObject = {}): { readonly folder: string; readonly gate: string } {
  const folder = sweepFolder(nullSweep({ run: { engine: testPlugin('gatedEngine'), workers: 1 }, ...fields }));
  return { folder, gate: join(folder, 'gate') };
}

describe('run on a terminal', () => {
  it('redraws its progress in place and leaves nothing behind', async (context) => {
    if (tmux === undefined) return context.skip(whyMissing('tmux'));
    const { folder, gate } = gatedSweep();
    const terminal = new Terminal(tmux, folder, { columns: 190, rows: 40 }, RUN, { GATE: gate });
    // One of 18 epochs is done: a thirtieth of the bar, and a bit.
    await terminal.shows(/^━─{29} 0\/6 trials {2}nothing\n1 worker · .+ left$/);
    writeFileSync(gate, '');
    await terminal.shows(/exit status 0/);
    const screen = terminal.screen();
    expect(screen[0]).toBe(`${'━'.repeat(30)} 6/6 trials  nothing`);
    expect(screen[1]).toMatch(/^[\d.]+ trials\/s · 1 worker$/);
    expect(screen[2]).toBe('best validation.accuracy 0.8750: trial 0, units = 2');
    expect(screen[3]).toBe('');
    expect(screen[4]).toMatch(/^configuration +units +n +validation accuracy/);
    expect(screen[5]).toMatch(/^─+$/);
    expect(screen.slice(9)).toEqual([
      '',
      'sweep 1 finished',
      `database  ${join(folder, 'sparsweep.db')}`,
      'more      sparsweep report nothing',
      'exit status 0',
    ]);
  });

  it('cuts lines that do not fit, so that they do not wrap', async (context) => {
    if (tmux === undefined) return context.skip(whyMissing('tmux'));
    // Each of these takes two columns.
    const { folder, gate } = gatedSweep({ name: '試'.repeat(50) });
    const terminal = new Terminal(tmux, folder, { columns: 40, rows: 20 }, RUN, { GATE: gate });
    await terminal.shows(/trials {2}試/);
    expect(terminal.screen()[0]).toBe(`${'─'.repeat(13)} 0/6 trials  試試試試試試…`);
    expect(terminal.screen()).toHaveLength(2);
    terminal.press('C-c');
    await terminal.shows(/stopping at the end/);
    terminal.press('C-c');
    await terminal.shows(/exit status 130/);
  });

  it('shows what plugins print and what happens to workers above its progress', async (context) => {
    if (tmux === undefined) return context.skip(whyMissing('tmux'));
    const folder = sweepFolder(
      nullSweep({
        model: { layers: [{ units: 2, regularizers: [{ name: 'method', values: faults('print', 'exit') }] }] },
        train: { epochs: 1 },
        replicates: 1,
        run: { engine: 'tfjs', workers: 1, retries: 1 },
      }),
    );
    const terminal = new Terminal(tmux, folder, { columns: 190, rows: 40 }, RUN);
    await terminal.shows(/exit status 1/);
    const screen = terminal.screen();
    const bar = screen.findIndex((line) => line.startsWith('━'));
    expect(screen.slice(0, bar).toSorted()).toEqual([
      'so long',
      'so long',
      'to be seen',
      'to be seen, too',
      'trial 1: its worker process exited with status 7',
      'trial 1: its worker process exited with status 7; retrying',
    ]);
    expect(screen[bar]).toBe(`${'━'.repeat(30)} 2/2 trials, 1 failed or diverged  nothing`);
    expect(screen.filter((line) => line.startsWith('━'))).toHaveLength(1);
  });
});

function faults(...names: readonly string[]): JsonObject[] {
  return names.map((fault) => ({ use: testPlugin('faultyRegularizer'), fault, hook: 'state' }));
}
