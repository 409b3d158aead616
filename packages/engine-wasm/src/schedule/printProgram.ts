import { at } from '@sparsweep/core/plugin';
import { printDim, type Shape } from '../graph/dim.ts';
import type { Body, Kernel, KernelProgram, Step, View } from './kernel.ts';

/** Prints a program: its buffers with their addresses in bytes, then the kernels of each procedure. */
export function printProgram(program: KernelProgram): string {
  const buffers = program.buffers.map(
    ({ name, size, address }, position) => `buffer ${position} ${name} [${printDim(size)}] at ${address}`,
  );
  const procedures = program.procedures.map(({ name, capacity, kernels }) =>
    [
      `${name}, at most ${capacity} rows`,
      ...kernels.map((kernel, index) => `  kernel ${index} ${printKernel(program, kernel)}`),
    ].join('\n'),
  );
  return [[`${program.bytes} bytes`, ...buffers].join('\n'), ...procedures].join('\n\n');
}

function printKernel(program: KernelProgram, kernel: Kernel): string {
  const view = (of: View) => printView(program, of);
  switch (kernel.kind) {
    case 'map':
      return `map ${printShape(kernel.extent)}${printBody(program, kernel.body)}`;
    case 'reduce': {
      const shape = printShape([kernel.outer, kernel.length, kernel.inner]);
      const terms = printSteps(program, kernel.steps);
      return `reduce ${shape} ${kernel.function} of %${kernel.term}${terms}\n    then${printBody(program, kernel.epilogue)}`;
    }
    case 'matmul': {
      const [left, right] = [printShape([kernel.rows, kernel.depth]), printShape([kernel.depth, kernel.columns])];
      const factors = `${view(kernel.left)} . ${view(kernel.right)}`;
      return `matmul ${left} . ${right}: ${factors}${printBody(program, kernel.epilogue)}`;
    }
    case 'largest': {
      const shape = printShape([kernel.outer, kernel.width]);
      return `largest ${view(kernel.count)} of ${shape} ${view(kernel.input)} -> ${view(kernel.output)}`;
    }
    case 'argument': {
      const shape = printShape([kernel.outer, kernel.length, kernel.inner]);
      return `position of ${kernel.function} ${shape} ${view(kernel.input)} -> ${view(kernel.output)}`;
    }
  }
}

function printBody(program: KernelProgram, { steps, stores }: Body): string {
  const stored = stores.map(({ view, step }) => `\n    ${printView(program, view)} = %${step}`);
  return `${printSteps(program, steps)}${stored.join('')}`;
}

function printSteps(program: KernelProgram, steps: readonly Step[]): string {
  return steps.map((step, position) => `\n    %${position} = ${printStep(program, step)}`).join('');
}

function printStep(program: KernelProgram, step: Step): string {
  switch (step.kind) {
    case 'load':
      return `load ${printView(program, step.view)}`;
    case 'number':
      return String(step.value);
    case 'rows':
      return `${step.factor} rows^${step.power}`;
    case 'position':
      return `position along ${step.axis}`;
    case 'result':
      return 'result';
    case 'unary':
      return `${step.function} %${step.operand}`;
    case 'binary':
      return `${step.function} %${step.left} %${step.right}`;
    case 'select':
      return `select %${step.condition} %${step.yes} %${step.no}`;
  }
}

function printView({ buffers }: KernelProgram, { buffer, offset, strides }: View): string {
  const start = offset === 0 ? '' : `+${printDim(offset)}`;
  return `${buffer}:${at(buffers, buffer).name}${start}${printShape(strides)}`;
}

function printShape(shape: Shape): string {
  return `[${shape.map(printDim).join(', ')}]`;
}
