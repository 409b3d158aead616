import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/**
 * Starts a program that does `sql` in a store, begins a transaction by it and does not end that; it lets go when the test
 * is over.
 */
export async function openTransaction(path: string, sql: string): Promise<ChildProcess> {
  const program = `
    const { DatabaseSync } = require('node:sqlite');
    const database = new DatabaseSync(process.argv[1]);
    database.exec(process.argv[2]);
    console.log('done');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['-e', program, path, sql], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  return holder;
}
