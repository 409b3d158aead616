import type { Body, Kernel, View } from './kernel.ts';

/** The views that a kernel loads from. */
export function loadsOf(kernel: Kernel): readonly View[] {
  switch (kernel.kind) {
    case 'map':
      return bodyLoads(kernel.body);
    case 'reduce':
      return [...bodyLoads({ steps: kernel.steps, stores: [] }), ...bodyLoads(kernel.epilogue)];
    case 'matmul':
      return [kernel.left, kernel.right, ...bodyLoads(kernel.epilogue)];
    case 'largest':
      return [kernel.input, kernel.count];
    case 'argument':
      return [kernel.input];
  }
}

/** The views that a kernel stores to. */
export function storesOf(kernel: Kernel): readonly View[] {
  switch (kernel.kind) {
    case 'map':
      return kernel.body.stores.map(({ view }) => view);
    case 'reduce':
    case 'matmul':
      return kernel.epilogue.stores.map(({ view }) => view);
    case 'largest':
      return [kernel.output, { buffer: kernel.scratch, offset: 0, strides: [] }];
    case 'argument':
      return [kernel.output];
  }
}

/** The buffers that a kernel reads and writes. */
interface Access {
  readonly loads: ReadonlySet<number>;
  readonly stores: ReadonlySet<number>;
}

/** A cache: kernels do not change. */
const known = new WeakMap<Kernel, Access>();

function accessOf(kernel: Kernel): Access {
  const access = known.get(kernel) ?? { loads: buffersOf(loadsOf(kernel)), stores: buffersOf(storesOf(kernel)) };
  known.set(kernel, access);
  return access;
}

/** Whether the order of two kernels matters: one writes what the other reads or writes. */
export function conflict(one: Kernel, other: Kernel): boolean {
  const [a, b] = [accessOf(one), accessOf(other)];
  return meets(a.stores, b.loads) || meets(a.stores, b.stores) || meets(a.loads, b.stores);
}

/** Whether the kernel at `from` can move down to `to`. */
export function canMoveDown(kernels: readonly Kernel[], from: number, to: number): boolean {
  const moving = kernels[from];
  return moving !== undefined && kernels.slice(from + 1, to).every((between) => !conflict(moving, between));
}

/** The kernel with a function applied to every view. */
export function mapViews(kernel: Kernel, change: (view: View) => View): Kernel {
  const body = (of: Body): Body => ({
    steps: of.steps.map((step) => (step.kind === 'load' ? { ...step, view: change(step.view) } : step)),
    stores: of.stores.map(({ view, step }) => ({ view: change(view), step })),
  });
  switch (kernel.kind) {
    case 'map':
      return { ...kernel, body: body(kernel.body) };
    case 'reduce': {
      const { steps } = body({ steps: kernel.steps, stores: [] });
      return { ...kernel, steps, epilogue: body(kernel.epilogue) };
    }
    case 'matmul':
      return {
        ...kernel,
        left: change(kernel.left),
        right: change(kernel.right),
        epilogue: body(kernel.epilogue),
      };
    case 'largest': {
      const { buffer } = change({ buffer: kernel.scratch, offset: 0, strides: [] });
      return {
        ...kernel,
        input: change(kernel.input),
        count: change(kernel.count),
        output: change(kernel.output),
        scratch: buffer,
      };
    }
    case 'argument':
      return { ...kernel, input: change(kernel.input), output: change(kernel.output) };
  }
}

function bodyLoads({ steps }: Body): readonly View[] {
  return steps.flatMap((step) => (step.kind === 'load' ? [step.view] : []));
}

function buffersOf(views: readonly View[]): ReadonlySet<number> {
  return new Set(views.map(({ buffer }) => buffer));
}

function meets(left: ReadonlySet<number>, right: ReadonlySet<number>): boolean {
  for (const buffer of left) if (right.has(buffer)) return true;
  return false;
}
