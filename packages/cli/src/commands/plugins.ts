import { type Manifest, SparsweepError } from '@sparsweep/core';
import type { Table } from '@sparsweep/reporter';
import { Command } from 'commander';
import { catalog, ownPlugins } from '../catalog.ts';
import { examples } from '../options.ts';
import { printLine, printTable } from '../print.ts';

/** `plugins`: lists the plugins that come with this program, or the options of one. */
export function pluginsCommand(): Command {
  return new Command('plugins')
    .description('list the plugins that a sweep file can use; with a name, its options')
    .argument('[name]', 'a plugin')
    .addHelpText('after', examples('sparsweep plugins', 'sparsweep plugins k-sparse'))
    .action(async (name: string | undefined) => {
      const manifests = await ownManifests();
      if (name === undefined) {
        printTable(listing(manifests), 'table');
        return;
      }
      const chosen = manifests.filter((manifest) => manifest.name === name);
      if (chosen.length === 0) {
        const names = manifests.map((manifest) => manifest.name).join(', ');
        throw new SparsweepError('unknown-plugin', `unknown plugin \`${name}\`; available: ${names}`);
      }
      for (const manifest of chosen) printPlugin(manifest);
    });
}

async function ownManifests(): Promise<readonly Manifest[]> {
  const { datasets, regularizers } = await ownPlugins();
  return [...datasets, ...regularizers, ...catalog.optimizers, ...catalog.samplers, ...catalog.pruners];
}

function listing(manifests: readonly Manifest[]): Table {
  return {
    columns: [
      { name: 'kind', kind: 'text' },
      { name: 'name', kind: 'text' },
      { name: 'summary', kind: 'text' },
    ],
    rows: manifests.map(({ kind, name, summary }) => [kind, name, summary]),
  };
}

function printPlugin({ kind, name, summary, options }: Manifest): void {
  printLine(`${kind} ${name}: ${summary}\n`);
  const entries = Object.entries<OptionSchema>(options.properties);
  if (entries.length === 0) {
    printLine('It has no options.');
    return;
  }
  const names = ['option', 'type', 'default', 'allowed', 'description'];
  const columns = names.map((column) => ({ name: column, kind: 'text' as const }));
  const rows = entries.map(([option, schema]) => [
    option,
    schema.type ?? (schema.enum === undefined ? 'several' : 'text'),
    schema.default === undefined ? null : JSON.stringify(schema.default),
    allowed(schema),
    schema.description ?? '',
  ]);
  printTable({ columns, rows }, 'table');
}

/** The keywords of an option's schema that are printed. */
interface OptionSchema {
  readonly type?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  readonly description?: string;
}

function allowed(schema: OptionSchema): string {
  if (schema.enum !== undefined) return schema.enum.join(', ');
  const bounds = [
    schema.minimum === undefined ? '' : `≥ ${schema.minimum}`,
    schema.exclusiveMinimum === undefined ? '' : `> ${schema.exclusiveMinimum}`,
    schema.maximum === undefined ? '' : `≤ ${schema.maximum}`,
    schema.exclusiveMaximum === undefined ? '' : `< ${schema.exclusiveMaximum}`,
  ];
  return bounds.filter((bound) => bound !== '').join(', ');
}
