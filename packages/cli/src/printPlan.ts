import type { SweepPlan } from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { counted } from './describe.ts';
import { printLine, printTable } from './print.ts';

const SHOWN = 10;

/** Prints what a sweep would train: how many trials, and its first configurations. */
export function printPlan({ spec, trials }: SweepPlan, json: boolean): void {
  const { name, replicates, space } = spec;
  const configurations = trials.filter(({ replicate }) => replicate === 0);
  const first = configurations.slice(0, SHOWN);
  if (json) {
    const shown = first.map(({ configuration, parameters, point }) => ({ configuration, parameters, point }));
    const counts = { trials: trials.length, configurations: configurations.length };
    printLine(JSON.stringify({ name, ...counts, first: shown }));
    return;
  }
  const each = `${counted(configurations.length, 'configuration')}, ${counted(replicates, 'replicate')} of each`;
  printLine(`${visibleText(name)}: ${counted(trials.length, 'trial')} (${each})`);
  const names = space.parameters.map((parameter) => parameter.name);
  if (names.length === 0) return;
  const columns = ['configuration', ...names].map((column) => ({ name: column, kind: 'value' as const }));
  const rows = first.map(({ configuration, parameters }) => [configuration, ...names.map((key) => parameters[key])]);
  printTable({ columns, rows }, 'table');
  if (configurations.length > SHOWN) printLine(`and ${configurations.length - SHOWN} more`);
}
