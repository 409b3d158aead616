import { isSound, type SavedRows, type StoreCheck } from '@sparsweep/core';
import { visibleText } from '@sparsweep/reporter';
import { counted } from './describe.ts';
import { ExitStatus } from './exitStatus.ts';
import { printLine } from './print.ts';

/** How many damaged artifacts are listed. */
const MOST_LISTED = 20;

/**
 * Prints how a store stands, and how to save what can be read of a damaged one.
 *
 * @returns the exit status.
 */
export function printStoreCheck(path: string, check: StoreCheck): number {
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
export function printSavedRows(target: string, saved: readonly SavedRows[]): void {
  for (const { table, saved: rows, left } of saved) {
    printLine(`${table.padEnd(11)}${rows} saved${left === 0 ? '' : `, ${left} left behind`}`);
  }
  printLine(`saved into ${target}`);
}
