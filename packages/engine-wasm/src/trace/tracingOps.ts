import type { Tensor, TensorOps } from '@sparsweep/core/plugin';
import type { GradSaveFunc } from '@tensorflow/tfjs';
import type { Recorder } from './recorder.ts';

/** What `tf.customGrad` is given. */
type CustomGradient<T extends Tensor> = (...inputs: (Tensor | GradSaveFunc)[]) => {
  value: T;
  gradFunc: (dy: T, saved: Tensor[]) => Tensor | Tensor[];
};

/** The operations of TensorFlow.js, with word to the recorder of where gradients begin and whose they are. */
export function tracingOps(tf: TensorOps, recorder: Recorder): TensorOps {
  return {
    ...tf,
    valueAndGrads:
      <T extends Tensor>(f: (...inputs: Tensor[]) => T) =>
      (inputs: Tensor[], dy?: T) =>
        recorder.differentiate((begin) =>
          tf.valueAndGrads<T>((...arguments_) => {
            const value = f(...arguments_);
            begin(value);
            return value;
          })(inputs, dy),
        ),
    customGrad: <T extends Tensor>(f: CustomGradient<T>) =>
      tf.customGrad<T>((...inputs) => {
        const { value, gradFunc } = recorder.offTape(() => f(...inputs));
        const { place } = recorder;
        return { value, gradFunc: (dy, saved) => recorder.within(place, () => gradFunc(dy, saved)) };
      }),
  };
}
