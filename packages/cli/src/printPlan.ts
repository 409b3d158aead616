import type { SweepPlan } from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { counted } from './describe.ts';
import { printLine, printTable } from './print.ts';

const SHOWN = 10;

/** Prints what a sweep would train: how many trials, and its first configurations. */
export function printPlan({ spec, generation, trials }: SweepPlan, json: boolean): void {
  const { name } = spec;
  const { replicates, space } = spec.search;
  const configurations = trials.filter(({ replicate }) => replicate === 0);
  const first = configurations.slice(0, SHOWN);
  const budget = Math.floor((spec.search.trials ?? 0) / replicates) * replicates;
  // A method that learns from results has proposed its first generation alone.
  const atMost = generation.isLast ? trials.length : Math.max(budget, trials.length);
  if (json) {
    const shown = first.map(({ configurationIndex, parameters, configuration }) => ({
      configuration: configurationIndex,
      parameters,
      point: configuration,
    }));
    const counts = { trials: trials.length, atMost, configurations: configurations.length };
    printLine(JSON.stringify({ name, ...counts, first: shown }));
    return;
  }
  const each = `${counted(configurations.length, 'configuration')}, ${counted(replicates, 'replicate')} of each`;
  const known = atMost === trials.length ? '' : `at most ${counted(atMost, 'trial')}, of which are known: `;
  printLine(`${visibleText(name)}: ${known}${counted(trials.length, 'trial')} (${each})`);
  const names = space.parameters.map((parameter) => parameter.name);
  if (names.length === 0) return;
  const columns = ['configuration', ...names].map((column) => ({ name: column, kind: 'value' as const }));
  const rows = first.map(({ configurationIndex, parameters }) => [
    configurationIndex,
    ...names.map((key) => parameters[key]),
  ]);
  printTable({ columns, rows }, 'table');
  if (configurations.length > SHOWN) printLine(`and ${configurations.length - SHOWN} more`);
}
