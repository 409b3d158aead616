/**
 * `compile.ts`: prints `{ first, second }`, the milliseconds that engine-wasm takes to compile the first structure of a
 * process, including loading its libraries, and a second one.
 */
import { engineWasm } from '@sparsweep/engine-wasm';
import { NETWORKS, type NetworkShape, structureOfNetwork } from '../networks.ts';

const [network] = NETWORKS;
if (network === undefined) throw new Error('NETWORKS is empty');
const wider = { ...network, widths: network.widths.with(1, 65) };
const first = await millisecondsToCompile(network);
const second = await millisecondsToCompile(wider);
process.stdout.write(`${JSON.stringify({ first, second })}\n`);

async function millisecondsToCompile(shape: NetworkShape): Promise<number> {
  const structure = structureOfNetwork(shape);
  const startedAt = performance.now();
  await engineWasm.compile(structure);
  return performance.now() - startedAt;
}
