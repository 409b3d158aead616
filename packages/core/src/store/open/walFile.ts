import { closeSync, openSync, readSync } from 'node:fs';
import { sizeOfFile } from './kindOfPath.ts';

/** Sizes of a write-ahead log's parts, in bytes (https://www.sqlite.org/fileformat2.html#walformat). */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Where the page size and the salts stand in the header, and where a frame repeats the salts. */
const PAGE_SIZE_AT = 8;
const SALTS_AT = 16;
const FRAME_SALTS_AT = 8;
const SALTS_BYTES = 8;

/** The write-ahead log beside a database: what was committed and has not come into the database's own file yet. */
export interface WalFile {
  readonly path: string;
  readonly bytes: number;
  /** How many pages it holds, of transactions that may have come into the file meanwhile. */
  readonly frames: number;
}

/** The write-ahead log of the database at `path`; undefined where there is none, or an empty one, as readers leave it. */
export function readWalFile(path: string): WalFile | undefined {
  const wal = `${path}-wal`;
  const bytes = sizeOfFile(wal);
  return bytes === 0 ? undefined : { path: wal, bytes, frames: bytes < HEADER_BYTES ? 0 : countFrames(wal, bytes) };
}

/** Counts the frames since the log was last begun anew, which have its salts; none where it may not be read. */
function countFrames(wal: string, bytes: number): number {
  try {
    const file = openSync(wal, 'r');
    try {
      return framesOf(file, bytes);
    } finally {
      closeSync(file);
    }
  } catch {
    return 0;
  }
}

function framesOf(file: number, bytes: number): number {
  const header = read(file, 0, HEADER_BYTES);
  const salts = header.subarray(SALTS_AT, SALTS_AT + SALTS_BYTES);
  const frameBytes = FRAME_HEADER_BYTES + header.readUInt32BE(PAGE_SIZE_AT);
  let frames = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= bytes; at += frameBytes) {
    if (!read(file, at + FRAME_SALTS_AT, SALTS_BYTES).equals(salts)) break;
    frames++;
  }
  return frames;
}

function read(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, position);
  return bytes;
}
