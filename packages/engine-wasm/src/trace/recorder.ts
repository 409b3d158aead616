import { at, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import type { DataId, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { DType, Node } from '../graph/graph.ts';
import { GraphLog } from './graphLog.ts';
import { plainDType, type Rule } from './kernelCall.ts';
import { lengthsOf } from './lengths.ts';
import { missingGradient } from './missingGradient.ts';
import { notCompilable } from './notCompilable.ts';
import type { Place } from './place.ts';
import { type Recorded, type Recording, siteOf } from './recording.ts';

/** What a kernel of TensorFlow.js is called with. */
export interface Invocation {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attributes: NamedAttrMap;
}

/** Grows graphs, one after another, from the kernels that TensorFlow.js calls. */
export class Recorder {
  readonly #tf: TensorOps;
  #log = new GraphLog();
  #tensors: Tensor[] = [];
  #place: Place | null = null;
  #isOnTape = true;
  #differentiated: Recorded | null = null;
  #failure: Error | null = null;

  constructor(tf: TensorOps) {
    this.#tf = tf;
  }

  /** A tensor that the graph is given from outside. */
  input(name: string, shape: readonly number[], dtype: DType): Tensor {
    return this.#tensorOf(this.#log.input(name, shape, dtype), this.#track(name, []));
  }

  /** Records numbers that are written down while tracing. */
  write(values: ArrayLike<number>, shape: readonly number[], dtype: string): DataId {
    const id: DataId = {};
    this.#log.remember(id, this.#constant(values, shape, dtype), this.#track('Constant', []));
    return id;
  }

  /** Records a kernel by its rule. */
  call({ kernel, inputs, attributes }: Invocation, rule: Rule | undefined): Tensor | Tensor[] {
    const present = Object.entries(inputs).flatMap(([name, info]) => (info ? [[name, info] as const] : []));
    const parents = present.map(([, info]) => this.#recordOf(info));
    const origin = this.#track(kernel, parents);
    if (rule === undefined) return this.fail(origin, `uses ${kernel}, which has no compiled form`);
    const result = rule({
      ops: this.#log.ops,
      inputs: new Map(present.map(([name], index) => [name, this.#log.nodeOf(at(parents, index))])),
      attributes,
      refuse: (reason) => this.fail(origin, `uses ${kernel}, which ${reason}`),
    });
    return isList(result) ? result.map((node) => this.#tensorOf(node, origin)) : this.#tensorOf(result, origin);
  }

  /** What runs at present; null outside of hooks and optimizers. */
  get place(): Place | null {
    return this.#place;
  }

  /** Runs what belongs to a place. */
  within<Result>(place: Place | null, run: () => Result): Result {
    const before = this.#place;
    this.#place = place;
    try {
      return run();
    } finally {
      this.#place = before;
    }
  }

  /** Runs what TensorFlow.js does not differentiate: the inside of a custom gradient. */
  offTape<Result>(run: () => Result): Result {
    const before = this.#isOnTape;
    this.#isOnTape = false;
    try {
      return run();
    } finally {
      this.#isOnTape = before;
    }
  }

  /** Marks what is recorded from here on as gradient of a tensor, until `run` ends. */
  differentiate<Result>(run: (begin: (value: TensorInfo) => void) => Result): Result {
    if (this.#differentiated !== null || this.#place !== null) return run(() => undefined);
    try {
      return run((value) => {
        this.#differentiated = this.#recordOf(value);
      });
    } catch (thrown) {
      throw missingGradient(thrown, this.#differentiated) ?? thrown;
    } finally {
      this.#differentiated = null;
    }
  }

  /** Refuses to tell the values of a tensor. */
  refuseRead(id: DataId, how: string): never {
    const read = this.#log.find(id);
    const origin = this.#track('a read', read === undefined ? [] : [read]);
    return this.fail(origin, `reads the values of a tensor (${how}), which are not known while compiling`);
  }

  /** Ends tracing: even if a hook catches the error, `record` throws it. */
  fail(origin: Recorded, trouble: string): never {
    this.#failure ??= notCompilable(siteOf(origin), trouble);
    throw this.#failure;
  }

  /** Ends tracing for the place at hand. */
  failHere(trouble: string): never {
    return this.fail(this.#track('', []), trouble);
  }

  /**
   * A graph of its own for what `run` computes: the tensors that it returns, by name. All of its tensors are freed.
   *
   * @throws SparsweepError `not-compilable` when something was refused.
   */
  record(run: () => Readonly<Record<string, TensorInfo>>): Recording {
    this.#log = new GraphLog();
    this.#tensors = [];
    this.#failure = null;
    try {
      const outputs: Record<string, number> = {};
      this.#tf.tidy(() => {
        for (const [name, info] of Object.entries(run())) outputs[name] = this.#recordOf(info).node;
      });
      if (this.#failure !== null) throw this.#failure;
      return this.#log.finish(outputs);
    } catch (thrown) {
      // Whoever caught the failure may have thrown another error for it.
      throw this.#failure ?? thrown;
    } finally {
      // After an error TensorFlow.js still holds what it had kept for gradients.
      for (const tensor of this.#tensors) if (!tensor.isDisposed) tensor.dispose();
    }
  }

  #tensorOf(node: Node, origin: Recorded): Tensor {
    const dataId: DataId = {};
    this.#log.remember(dataId, node, origin);
    const info = { dataId, shape: [...lengthsOf(node)], dtype: node.dtype };
    const tensor = this.#tf.engine().makeTensorFromTensorInfo(info);
    this.#tensors.push(tensor);
    return tensor;
  }

  #track(kernel: string, parents: readonly Recorded[]): Recorded {
    return {
      node: -1,
      kernel,
      place: this.#place,
      isGradient: this.#differentiated !== null,
      isOnTape: this.#isOnTape,
      parents,
    };
  }

  #constant(values: ArrayLike<number>, shape: readonly number[], dtype: string): Node {
    const plain = plainDType(dtype);
    if (plain === undefined) return this.failHere(`makes a tensor of the type ${dtype}`);
    return this.#log.ops.constant(values, shape, plain);
  }

  /** What is known of a tensor; one that was made before tracing is written down now. */
  #recordOf({ dataId, shape, dtype }: TensorInfo): Recorded {
    const known = this.#log.find(dataId);
    if (known !== undefined) return known;
    const values = this.#tf.engine().readSync(dataId);
    const node = this.#constant(Array.from(values, Number), shape, dtype);
    return this.#log.remember(dataId, node, this.#track('Constant', []));
  }
}

function isList(result: Node | readonly Node[]): result is readonly Node[] {
  return Array.isArray(result);
}
