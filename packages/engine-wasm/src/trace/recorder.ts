import { at, type Tensor, type TensorOps } from '@sparsweep/core/plugin';
import type { DataId, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs';
import type { DType, Node } from '../graph/graph.ts';
import { lengthsOf, plainDType, type Rule } from './kernelCall.ts';
import { errorSiteOf, GraphLog, missingGradient, type Recorded, type Recording } from './recording.ts';
import { type CodeSite, notCompilable } from './sites.ts';

/** A call of a kernel of TensorFlow.js. */
export interface Invocation {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, TensorInfo | undefined>>;
  readonly attributes: NamedAttrMap;
}

/** Records the kernels that TensorFlow.js calls as graphs, one after another. */
export class Recorder {
  readonly #tf: TensorOps;
  #log = new GraphLog();
  #tensors: Tensor[] = [];
  #site: CodeSite | null = null;
  #isOnTape = true;
  #differentiated: Recorded | null = null;
  #failure: Error | null = null;

  constructor(tf: TensorOps) {
    this.#tf = tf;
  }

  /** Adds an input to the graph. */
  input(name: string, shape: readonly number[], dtype: DType): Tensor {
    return this.#tensorOf(this.#log.input(name, shape, dtype), this.#track(name, []));
  }

  /** Records numbers that are written while tracing, as a constant. */
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

  /** The code that is running; null outside of hooks and optimizers. */
  get site(): CodeSite | null {
    return this.#site;
  }

  /** Runs code that belongs to a site. */
  within<Result>(site: CodeSite | null, run: () => Result): Result {
    const before = this.#site;
    this.#site = site;
    try {
      return run();
    } finally {
      this.#site = before;
    }
  }

  /** The function, which runs as code of a site. */
  attributed<Arguments extends readonly unknown[], Result>(
    site: CodeSite,
    run: (...args: Arguments) => Result,
  ): (...args: Arguments) => Result {
    return (...args) => this.within(site, () => run(...args));
  }

  /** Runs code that TensorFlow.js does not differentiate: the inside of a custom gradient. */
  offTape<Result>(run: () => Result): Result {
    const before = this.#isOnTape;
    this.#isOnTape = false;
    try {
      return run();
    } finally {
      this.#isOnTape = before;
    }
  }

  /** Runs code that differentiates. What it records after it calls `begin` is marked as gradient of a tensor. */
  differentiate<Result>(run: (begin: (value: TensorInfo) => void) => Result): Result {
    if (this.#differentiated !== null || this.#site !== null) return run(() => undefined);
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

  /** Ends tracing because the values of a tensor are read. */
  refuseRead(id: DataId, how: string): never {
    const read = this.#log.find(id);
    const origin = this.#track('a read', read === undefined ? [] : [read]);
    return this.fail(origin, `reads the values of a tensor (${how}), which are not known while compiling`);
  }

  /** Ends tracing with an error. If a hook catches the error, `record` throws it again. */
  fail(origin: Recorded, problem: string): never {
    this.#failure ??= notCompilable(errorSiteOf(origin), problem);
    throw this.#failure;
  }

  /** Ends tracing because of the code that is running. */
  failHere(problem: string): never {
    return this.fail(this.#track('', []), problem);
  }

  /**
   * Records a new graph of what `run` computes. Its outputs are the tensors that `run` returns, by name. All tensors are
   * freed.
   *
   * @throws SparsweepError `not-compilable` when `run` did something that cannot be compiled.
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
      // A hook may have caught the failure and thrown another error.
      throw this.#failure ?? thrown;
    } finally {
      // After an error TensorFlow.js still holds tensors that it kept for gradients.
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
      site: this.#site,
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

  /** The record of a tensor. A tensor that was made before tracing becomes a constant. */
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
