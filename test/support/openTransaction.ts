import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

/** Starts a program whose `sql` begins a transaction in a store, which stays open until the test ends. */
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
