/**
 * `compile.ts`: prints `{ first, second }`, the milliseconds that engine-wasm takes to compile the first structure of a
 * process, with the libraries that it loads for that, and another one after it.
 */
import { engineWasm } from '@sparsweep/engine-wasm';
import { NETWORKS } from '../networks.ts';
import { type NetworkShape, structureOf } from '../structureOf.ts';

const [network] = NETWORKS;
if (network === undefined) throw new Error('there is no network to compile');
const wider = { ...network, widths: network.widths.with(1, 65) };
const first = await millisecondsToCompile(network);
const second = await millisecondsToCompile(wider);
process.stdout.write(`${JSON.stringify({ first, second })}\n`);

async function millisecondsToCompile(shape: NetworkShape): Promise<number> {
  const structure = structureOf(shape);
  const startedAt = performance.now();
  await engineWasm.compile(structure);
  return performance.now() - startedAt;
}
