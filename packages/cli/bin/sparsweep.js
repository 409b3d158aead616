#!/usr/bin/env node
/**
 * The command `sparsweep`. Plain JavaScript that an old Node can read: the program itself needs Node 24, which runs
 * its TypeScript as it stands and which comes as a dependency; where this file was started by an older one, it starts
 * itself again on that.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

const NEEDED = 24;

if (Number(process.versions.node.split('.')[0]) >= NEEDED) {
  keepCompiledCode();
  const { main } = await import('../src/main.ts');
  await main(process.argv.slice(2));
} else {
  const node = pinnedNode();
  if (node === undefined) {
    process.stderr.write(
      `sparsweep needs Node ${NEEDED}, and this is ${process.version}: run \`npm ci\`, which brings it\n`,
    );
    process.exitCode = 2;
  } else {
    startAgain(node);
  }
}

/** @returns {string | undefined} the folder of the package `node`, which was installed with this program */
function nodePackage() {
  try {
    return dirname(module.createRequire(import.meta.url).resolve('node/package.json'));
  } catch {
    return undefined;
  }
}

/** @returns {string | undefined} the Node that was installed with this program */
function pinnedNode() {
  const installed = nodePackage();
  if (installed === undefined) return undefined;
  const node = join(installed, 'bin', 'node');
  return existsSync(node) ? node : undefined;
}

/** Lets this process and its workers start in half the time, from the second time on. */
function keepCompiledCode() {
  const installed = nodePackage();
  if (installed === undefined) return;
  process.env.NODE_COMPILE_CACHE ??= join(dirname(installed), '.cache', 'sparsweep');
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
}

/**
 * Runs this program on another Node, passes signals on to it and takes over its exit status.
 *
 * @param {string} node
 */
function startAgain(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  // Ctrl-C, and a terminal that is closed, reach the whole process group, so the child too; this process only has to
  // outlive it.
  for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('exit', (status, signal) => {
    process.exitCode = status ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  });
}
