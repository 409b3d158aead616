import type { Kernel } from '../schedule/kernel.ts';
import { asRow } from './asRow.ts';
import { epilogueOf } from './epilogue.ts';
import type { Expression } from './functionBuilder.ts';
import type { KernelScope } from './kernelScope.ts';
import { renderArgument } from './renderArgument.ts';
import { renderLargest } from './renderLargest.ts';
import { renderMap } from './renderMap.ts';
import { renderMatmul } from './renderMatmul.ts';
import { renderReduce } from './renderReduce.ts';

/**
 * The code of a kernel.
 *
 * @param capacity most rows of a batch.
 * @param scratch address of memory that the kernel may use while it runs.
 */
export function renderKernel(scope: KernelScope, kernel: Kernel, capacity: number, scratch: number): Expression {
  switch (kernel.kind) {
    case 'map':
      return renderMap(scope, kernel);
    case 'reduce':
      return renderReduce(scope, kernel);
    case 'matmul': {
      const product = asRow(kernel);
      const { prepare, render } = epilogueOf(scope, product.epilogue);
      return scope.builder.block([prepare, renderMatmul(scope, product, render, capacity, scratch)]);
    }
    case 'largest':
      return renderLargest(scope, kernel);
    case 'argument':
      return renderArgument(scope, kernel);
  }
}
