import { HOSTILE_GROUPS, hostileSweeps } from './hostileSweeps.ts';
import { faultsOf, readingEnd } from './readingEnd.ts';

/** Reads the hostile sweeps of the group in `argv`, and prints how each ended, one JSON object in a line. */
const group = HOSTILE_GROUPS.find((name) => name === process.argv[2]);
if (group === undefined) throw new Error(`name one of ${HOSTILE_GROUPS.join(', ')}`);
for (const { attack, content } of hostileSweeps(group)) {
  process.stdout.write(`${JSON.stringify({ attack })}\n`);
  const end = await readingEnd(content);
  process.stdout.write(`${JSON.stringify({ attack, ...end, faults: faultsOf(end) })}\n`);
}
