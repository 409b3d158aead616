import { cpus } from 'node:os';

/** What was measured on, in a line. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} x ${processors[0]?.model.trim()}, Node ${process.versions.node}`;
}
