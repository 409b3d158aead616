import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/** What is at a path. Without permission to look, the answer is `file`: the error of opening it says what is wrong. */
export function kindOfPath(path: string): 'absent' | 'folder' | 'file' | 'special' {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return 'absent';
    if (stats.isDirectory()) return 'folder';
    return stats.isFile() ? 'file' : 'special';
  } catch {
    return 'file';
  }
}

/** Bytes of the file at a path; 0 without a file or without permission to look. */
export function sizeOfFile(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

/** The first bytes of every SQLite database (https://www.sqlite.org/fileformat2.html#the_database_header). */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/** Offsets in the header of the database and in the page header of the schema, which follows it. */
const APPLICATION_ID_AT = 68;
const PAGE_TYPE_AT = 100;
const CELLS_AT = 103;
const END = 105;

/** The page type of a table leaf, which holds rows instead of references to other pages. */
const LEAF = 13;

/** What the header of a database file says; its write-ahead log may add to it. */
interface FileHeader {
  readonly applicationId: number;
  readonly hasTables: boolean;
}

/** The header of the database at `path`; undefined if the file is no database or cannot be read. */
export function readFileHeader(path: string): FileHeader | undefined {
  const bytes = Buffer.alloc(END);
  try {
    const file = openSync(path, 'r');
    try {
      if (readSync(file, bytes, 0, END, 0) < END) return undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  return {
    applicationId: bytes.readUInt32BE(APPLICATION_ID_AT),
    hasTables: bytes.readUInt8(PAGE_TYPE_AT) !== LEAF || bytes.readUInt16BE(CELLS_AT) > 0,
  };
}

/** Whether the file itself holds everything that was committed, as it does when no process has it open for writing. */
export function isAtRest(path: string): boolean {
  return sizeOfFile(`${path}-wal`) === 0 && !existsSync(`${path}-journal`);
}

/** Sizes of a write-ahead log's parts, in bytes (https://www.sqlite.org/fileformat2.html#walformat). */
const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/** Offsets of the page size and the salts in the header, and of the salts in a frame's header. */
const PAGE_SIZE_AT = 8;
const SALTS_AT = 16;
const FRAME_SALTS_AT = 8;
const SALTS_BYTES = 8;

/** The write-ahead log of a database: what was committed but is not in the database file yet. */
export interface WalFile {
  readonly path: string;
  readonly bytes: number;
  /** Pages in the log. Their transactions may already be in the database file. */
  readonly frames: number;
}

/** The write-ahead log of the database at `path`; undefined if it is missing or empty. Readers leave an empty one. */
export function readWalFile(path: string): WalFile | undefined {
  const wal = `${path}-wal`;
  const bytes = sizeOfFile(wal);
  return bytes === 0 ? undefined : { path: wal, bytes, frames: bytes < HEADER_BYTES ? 0 : countFrames(wal, bytes) };
}

/** Counts the frames since the log was last restarted, which repeat its salts; 0 if the log cannot be read. */
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
