import { dtypeOf, inputOf, lengthsOf, numberOf, numbersOf, type Rule, type Rules } from '../kernelCall.ts';

/** Kernels that make tensors of known numbers. */
export const creationRules: Rules = {
  Fill: (call) => call.ops.constant([numberOf(call, 'value')], numbersOf(call, 'shape') ?? [], dtypeOf(call)),
  ZerosLike: filledLike(0),
  OnesLike: filledLike(1),
  /** start, start + step, ... below stop, like `tf.range`. */
  Range: (call) => {
    const { ops } = call;
    const [start, stop] = [numberOf(call, 'start'), numberOf(call, 'stop')];
    const given = numberOf(call, 'step', 1);
    const step = stop < start && given === 1 ? -1 : given;
    const length = Math.max(Math.ceil((stop - start) / step), 0);
    const scaled = ops.binary('multiply', ops.positions(length), ops.scalar(step));
    return ops.convert(ops.binary('add', scaled, ops.scalar(start)), dtypeOf(call));
  },
  /** Evenly spaced numbers from start to stop, inclusive. */
  LinSpace: (call) => {
    const { ops } = call;
    const [start, count] = [numberOf(call, 'start'), numberOf(call, 'num')];
    const step = (numberOf(call, 'stop') - start) / Math.max(count - 1, 1);
    return ops.binary('add', ops.binary('multiply', ops.positions(count), ops.scalar(step)), ops.scalar(start));
  },
  OneHot: (call) => {
    const { ops } = call;
    const indices = inputOf(call, 'indices');
    const depth = numberOf(call, 'depth');
    const column = ops.reshape(indices, [...lengthsOf(indices), 1]);
    const isHot = ops.binary('equal', column, ops.positions(depth));
    const chosen = ops.select(isHot, ops.scalar(numberOf(call, 'onValue')), ops.scalar(numberOf(call, 'offValue')));
    return ops.convert(chosen, dtypeOf(call));
  },
};

function filledLike(value: number): Rule {
  return (call) => {
    const { shape, dtype } = inputOf(call, 'x');
    return call.ops.constant([value], shape, dtype);
  };
}
