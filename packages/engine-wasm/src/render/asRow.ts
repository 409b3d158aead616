import type { Body, MatmulKernel, Step, View } from '../schedule/kernel.ts';

/**
 * The product as it is best rendered: one that has a single column, [rows, depth] . [depth, 1], is turned into the
 * product with a single row, [1, depth] . [depth, rows], that yields the same numbers, so that vectors run along it.
 * Its epilogue is the one to render too. All other products are given back as they are.
 */
export function asRow(kernel: MatmulKernel): MatmulKernel {
  if (kernel.columns !== 1 || kernel.rows === 1) return kernel;
  return {
    ...kernel,
    rows: 1,
    columns: kernel.rows,
    left: transposed(kernel.right),
    right: transposed(kernel.left),
    epilogue: transposedBody(kernel.epilogue),
  };
}

function transposedBody({ steps, stores }: Body): Body {
  return {
    steps: steps.map(transposedStep),
    stores: stores.map((store) => ({ ...store, view: transposed(store.view) })),
  };
}

function transposedStep(step: Step): Step {
  if (step.kind === 'load') return { ...step, view: transposed(step.view) };
  if (step.kind === 'position') return { ...step, axis: 1 - step.axis };
  return step;
}

function transposed(view: View): View {
  return { ...view, strides: [...view.strides].reverse() };
}
