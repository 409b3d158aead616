import { fileURLToPath } from 'node:url';

/** The path of one of the plugins that tests bring along, as `use` or `engine` names it. */
export function testPlugin(name: 'faultyRegularizer' | 'faultyDataset' | 'gatedEngine' | 'unloadable'): string {
  return fileURLToPath(new URL(`./plugins/${name}.ts`, import.meta.url));
}

/** The engine that computes nothing. */
export const NULL_ENGINE = '@sparsweep/testkit/null-engine';
