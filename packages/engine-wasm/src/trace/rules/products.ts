import { at } from '@sparsweep/core/plugin';
import type { Node } from '../../graph/graph.ts';
import { flagOf, inputOf, type KernelCall, lengthsOf, numberOf, product, type Rules } from '../kernelCall.ts';
import { elu, leaky, relu6 } from './activations.ts';

/** Kernels that multiply matrices. */
export const productRules: Rules = {
  BatchMatMul: matmul,
  _FusedMatMul: (call) => {
    const bias = call.inputs.get('bias');
    const multiplied = matmul(call);
    return activated(call, bias === undefined ? multiplied : call.ops.binary('add', multiplied, bias));
  },
};

function matmul(call: KernelCall): Node {
  const { ops } = call;
  const left = matrix(call, inputOf(call, 'a'));
  const right = matrix(call, inputOf(call, 'b'));
  const result = ops.matmul(left, right, flagOf(call, 'transposeA'), flagOf(call, 'transposeB'));
  const rank = Math.max(inputOf(call, 'a').shape.length, inputOf(call, 'b').shape.length);
  return rank === 2 ? result : ops.reshape(result, [...Array<number>(rank - 2).fill(1), ...lengthsOf(result)]);
}

/** A tensor with leading axes of length 1, as a matrix. */
function matrix(call: KernelCall, x: Node): Node {
  const lengths = lengthsOf(x);
  if (lengths.length === 2) return x;
  const leading = lengths.slice(0, -2);
  if (product(leading) !== 1) call.refuse(`multiplies stacks of matrices, of shape [${lengths.join(', ')}]`);
  return call.ops.reshape(x, [at(lengths, lengths.length - 2), at(lengths, lengths.length - 1)]);
}

function activated(call: KernelCall, x: Node): Node {
  const { ops, attributes } = call;
  switch (attributes.activation ?? 'linear') {
    case 'linear':
      return x;
    case 'relu':
      return ops.unary('relu', x);
    case 'relu6':
      return relu6(ops, x);
    case 'elu':
      return elu(ops, x);
    case 'sigmoid':
      return ops.unary('sigmoid', x);
    case 'leakyrelu':
      return leaky(ops, x, ops.scalar(numberOf(call, 'leakyreluAlpha')));
    case 'prelu':
      return leaky(ops, x, inputOf(call, 'preluActivationWeights'));
    default:
      return call.refuse(`applies the activation ${String(attributes.activation)}`);
  }
}
