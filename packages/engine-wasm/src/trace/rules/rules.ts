import { inputOf, type Rules } from '../kernelCall.ts';
import { activationRules } from './activations.ts';
import { creationRules } from './creation.ts';
import { elementwiseRules } from './elementwise.ts';
import { movementRules } from './movement.ts';
import { productRules } from './products.ts';
import { reductionRules } from './reductions.ts';
import { selectionRules } from './selections.ts';

/** The kernel by which a traced step asks for `RegularizerContext.largest`; TensorFlow.js has none like it. */
export const LARGEST = 'SparsweepLargest';

/** How each kernel that can be compiled is said in operations of a graph. */
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
