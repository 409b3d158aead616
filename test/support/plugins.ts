import { fileURLToPath } from 'node:url';

/** The plugins in the folder `plugins`. */
type TestPlugin =
  | 'countingEngine'
  | 'fatigue'
  | 'faultyDataset'
  | 'faultyRegularizer'
  | 'gatedEngine'
  | 'readingRegularizer'
  | 'unloadable';

/** The path of a test plugin, for `use` or `engine`. */
export function testPlugin(name: TestPlugin): string {
  return fileURLToPath(new URL(`./plugins/${name}.ts`, import.meta.url));
}

/** The engine that computes nothing. */
export const NULL_ENGINE = '@sparsweep/testkit/null-engine';
