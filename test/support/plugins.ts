import { fileURLToPath } from 'node:url';

/** The plugins that tests bring along. */
type TestPlugin =
  | 'countingEngine'
  | 'fatigue'
  | 'faultyDataset'
  | 'faultyRegularizer'
  | 'gatedEngine'
  | 'readingRegularizer'
  | 'unloadable';

/** The path of one of the plugins that tests bring along, as `use` or `engine` names it. */
export function testPlugin(name: TestPlugin): string {
  return fileURLToPath(new URL(`./plugins/${name}.ts`, import.meta.url));
}

/** The engine that computes nothing. */
export const NULL_ENGINE = '@sparsweep/testkit/null-engine';
