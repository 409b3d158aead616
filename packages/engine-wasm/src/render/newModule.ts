import type { Binaryen } from './functionBuilder.ts';

/** An empty module with SIMD128 that imports the memory `env.memory`. */
export function newModule(binaryen: Binaryen): InstanceType<Binaryen['Module']> {
  const module = new binaryen.Module();
  module.setFeatures(binaryen.Features.SIMD128);
  // -1 stands for no upper bound; the import takes over what is set here.
  module.setMemory(0, -1, null, [], false, false, MEMORY);
  module.addMemoryImport(MEMORY, 'env', 'memory');
  return module;
}

const MEMORY = 'memory';
