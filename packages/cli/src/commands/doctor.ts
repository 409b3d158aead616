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

/** `doctor`: what this machine has, and what to install for the rest; or how a database stands. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('say what this machine has: versions, cores, engines, and how to get what it lacks')
    .option('--db <file>', 'check this database instead: whether it is sound, and what of it can be read')
    .option('--save <file>', 'save what can be read of that database into this new one')
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
  printLine(`cores      ${availableParallelism()}: so many workers by default`);
  printLine(`memory     ${(totalmem() / 2 ** 30).toFixed(1)} GiB`);
  for (const [name, url] of Object.entries(catalog.modules.engine)) {
    const { backend, advice } = await (await importPlugin('engine', url)).describe();
    printLine(`engine     ${name}: ${backend}`);
    if (advice !== undefined) printLine(`           ${advice}`);
  }
}

/** How many damaged artifacts are listed. */
const MOST_LISTED = 20;

/**
 * Prints how a store stands, and how to save what can be read of a damaged one.
 *
 * @returns the exit status.
 */
function printStoreCheck(path: string, check: StoreCheck): number {
  const { schema, wal, tables, running, artifacts, flaws } = check;
  const behind = `, but for ${schema.missing.join(', ')}: the next \`sparsweep run\` into it brings it up to date`;
  printLine(`database   ${path}, ${check.bytes} bytes`);
  printLine(`schema     ${schema.newest}${schema.missing.length === 0 ? '' : behind}`);
  if (wal !== undefined) {
    printLine(`log        ${wal.path}, ${wal.frames} pages: it belongs to the database; copy and move both together`);
  }
  for (const { table, rows, flaw } of tables) {
    const some = flaw === undefined ? '' : ' can be read, and others perhaps not';
    const sound = table === 'artifacts' ? `, of which ${artifacts.sound} are as they were stored` : '';
    printLine(`${table.padEnd(11)}${rows}${some}${sound}`);
  }
  if (running > 0) {
    const whose = 'of a sweep that runs now, or of one whose process died: `sparsweep resume` goes on with that';
    printLine(`running    ${counted(running, 'trial')}, ${whose}`);
  }
  for (const flaw of flaws) printLine(`damage     ${visibleText(flaw)}`);
  for (const { id, flaw } of artifacts.flaws.slice(0, MOST_LISTED)) {
    printLine(`damage     artifact ${id}: ${visibleText(flaw)}`);
  }
  const others = artifacts.flaws.length - MOST_LISTED;
  if (others > 0) printLine(`damage     ${others} more artifacts`);
  printLine(isSound(check) ? 'the database is sound' : rescue(path, check));
  return isSound(check) ? ExitStatus.finished : ExitStatus.someFailed;
}

function rescue(path: string, { tables }: StoreCheck): string {
  const quoted = `'${path.replaceAll("'", "'\\''")}'`;
  if (tables.every(({ rows }) => rows === 0)) {
    return (
      'the database is damaged, and nothing of it can be read; keep the file: a new version of the sqlite3 program may ' +
      `find something by its command .recover: sqlite3 ${quoted} .recover`
    );
  }
  return (
    'the database is damaged; keep it as it is, and save what can be read of it into a new one:\n' +
    `  sparsweep doctor --db ${quoted} --save saved.db`
  );
}

/** Prints what was saved of a store, and what was left: it cannot be read, or has changed, or belongs to such a row. */
function printSavedRows(target: string, saved: readonly SavedRows[]): void {
  for (const { table, saved: rows, left } of saved) {
    printLine(`${table.padEnd(11)}${rows} saved${left === 0 ? '' : `, ${left} left behind`}`);
  }
  printLine(`saved into ${target}`);
}
