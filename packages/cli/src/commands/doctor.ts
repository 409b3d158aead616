import { availableParallelism, cpus, totalmem } from 'node:os';
import {
  checkStore,
  importPlugin,
  isSound,
  type SavedRows,
  SparsweepError,
  type StoreCheck,
  saveStore,
} from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { Command } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { catalog } from '../catalog.ts';
import { counted } from '../describe.ts';
import { examples } from '../options.ts';
import { ExitStatus, printLine } from '../print.ts';

/** `doctor`: describes this machine, with advice on what to install, or checks a database. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('describe this machine: versions, cores, engines, and how to install what is missing')
    .option('--db <file>', 'check this database instead: whether it is damaged, and what can be read')
    .option('--save <file>', 'save what can be read of that database into a new one')
    .addHelpText(
      'after',
      examples(
        'sparsweep doctor',
        'sparsweep doctor --db sparsweep.db',
        'sparsweep doctor --db sparsweep.db --save saved.db',
      ),
    )
    .action(async ({ db, save }: { db?: string; save?: string }) => {
      if (db === undefined && save !== undefined) {
        throw new SparsweepError('invalid-option', '--save needs the database to save from: add --db FILE');
      }
      if (db === undefined) await describeMachine();
      else if (save === undefined) process.exitCode = printStoreCheck(db, await checkStore(db));
      else printSavedRows(save, await saveStore(db, save));
    });
}

async function describeMachine(): Promise<void> {
  printLine(`sparsweep  ${manifest.version}`);
  printLine(`node       ${process.version} (${process.execPath})`);
  printLine(`system     ${process.platform} ${process.arch}`);
  printLine(`processor  ${cpus()[0]?.model.trim() ?? 'unknown'}`);
  printLine(`cores      ${availableParallelism()}: the default number of workers`);
  printLine(`memory     ${(totalmem() / 2 ** 30).toFixed(1)} GiB`);
  for (const [name, url] of Object.entries(catalog.modules.engine)) {
    const { backend, advice } = await (await importPlugin('engine', url)).describe();
    printLine(`engine     ${name}: ${backend}`);
    if (advice !== undefined) printLine(`           ${advice}`);
  }
}

/** At most this many damaged artifacts are listed. */
const MOST_LISTED = 20;

/**
 * Prints the state of a store, and how to save what can be read if it is damaged.
 *
 * @returns the exit status.
 */
function printStoreCheck(path: string, check: StoreCheck): number {
  const { schema, wal, tables, running, artifacts, flaws } = check;
  const behind = `, without ${schema.missing.join(', ')}: the next \`sparsweep run\` upgrades it`;
  printLine(`database   ${path}, ${check.bytes} bytes`);
  printLine(`schema     ${schema.newest}${schema.missing.length === 0 ? '' : behind}`);
  if (wal !== undefined) {
    printLine(`log        ${wal.path}, ${wal.frames} pages: part of the database; copy and move both together`);
  }
  for (const { table, rows, flaw } of tables) {
    const some = flaw === undefined ? '' : ' can be read; others may be damaged';
    const sound = table === 'artifacts' ? `, of which ${artifacts.sound} are undamaged` : '';
    printLine(`${table.padEnd(11)}${rows}${some}${sound}`);
  }
  if (running > 0) {
    const sweep = 'of a sweep that is running, or of one that was killed: `sparsweep resume` continues it';
    printLine(`running    ${counted(running, 'trial')}, ${sweep}`);
  }
  for (const flaw of flaws) printLine(`damage     ${visibleText(flaw)}`);
  for (const { id, flaw } of artifacts.flaws.slice(0, MOST_LISTED)) {
    printLine(`damage     artifact ${id}: ${visibleText(flaw)}`);
  }
  const others = artifacts.flaws.length - MOST_LISTED;
  if (others > 0) printLine(`damage     ${others} more artifacts`);
  printLine(isSound(check) ? 'the database is sound' : rescueAdvice(path, check));
  return isSound(check) ? ExitStatus.finished : ExitStatus.someFailed;
}

function rescueAdvice(path: string, { tables }: StoreCheck): string {
  const quoted = `'${path.replaceAll("'", "'\\''")}'`;
  if (tables.every(({ rows }) => rows === 0)) {
    return (
      'the database is damaged, and nothing of it can be read; keep the file: the command .recover of a recent sqlite3 ' +
      `program may find something: sqlite3 ${quoted} .recover`
    );
  }
  return (
    'the database is damaged; keep the file, and save what can be read into a new one:\n' +
    `  sparsweep doctor --db ${quoted} --save saved.db`
  );
}

/** Prints how many rows were saved, and how many were left: unreadable, changed, or belonging to such a row. */
function printSavedRows(target: string, saved: readonly SavedRows[]): void {
  for (const { table, saved: rows, left } of saved) {
    printLine(`${table.padEnd(11)}${rows} saved${left === 0 ? '' : `, ${left} left behind`}`);
  }
  printLine(`saved into ${target}`);
}
