/**
 * A program that writes a sweep whose trials measure their own number as the loss, with two transactions per trial:
 *
 *     node writeTrials.ts STORE SWEEP TRIALS [PAUSE]
 *
 * After starting trial PAUSE it prints `paused` and waits for a line on its standard input.
 */
import { once } from 'node:events';
import { stdin } from 'node:process';
import { openStore } from '../open/openStore.ts';
import { stamped } from './stamped.ts';

const [path = '', name = '', trials = '0', pause = '-1'] = process.argv.slice(2);
const store = await openStore(path);
const writer = store.createSweep({ name, specYaml: '', specHash: '', environment: {}, createdAt: new Date() });
const numbers = Array.from({ length: Number(trials) }, (_, number) => number);
writer.addTrials(
  numbers.map((number) => ({ number, configurationIndex: number, replicate: 0, parameters: {}, seed: number })),
);
for (const trial of numbers) {
  writer.write(stamped([{ type: 'started', trial, attempt: 1 }], new Date()));
  if (trial === Number(pause)) {
    console.log('paused');
    await once(stdin, 'data');
    stdin.destroy();
  }
  const measurements = [{ name: 'loss', split: 'train' as const, layer: null, value: trial }];
  writer.write(stamped([{ type: 'ended', trial, status: 'finished', epochs: 1, measurements }], new Date()));
}
writer.finish('finished', new Date());
store.close();
