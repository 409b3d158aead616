import { inputOf, type Rules } from '../kernelCall.ts';
import { activationRules } from './activations.ts';
import { creationRules } from './creation.ts';
import { elementwiseRules } from './elementwise.ts';
import { movementRules } from './movement.ts';
import { productRules } from './products.ts';
import { reductionRules } from './reductions.ts';
import { selectionRules } from './selections.ts';

/** The kernel for `RegularizerContext.largest`, which TensorFlow.js does not have. */
export const LARGEST = 'SparsweepLargest';

/** The rules of all kernels that can be compiled. */
export const rules: Rules = {
  ...elementwiseRules,
  ...activationRules,
  ...reductionRules,
  ...productRules,
  ...creationRules,
  ...movementRules,
  ...selectionRules,
  [LARGEST]: (call) => call.ops.largest(inputOf(call, 'x'), inputOf(call, 'count')),
};
