import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/** What is at a path. Where permission to look is lacking it is `file`: opening it then says what is wrong. */
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

/** Bytes of the file at a path; 0 where there is none, or where permission to look is lacking. */
export function sizeOfFile(path: string): number {
  try {
    return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    return 0;
  }
}

/** With what every SQLite database begins (https://www.sqlite.org/fileformat2.html#the_database_header). */
const MAGIC = Buffer.from('SQLite format 3\0', 'latin1');

/** Where what is wanted stands: in the header, and in that of the first page of the schema, which follows it. */
const APPLICATION_ID_AT = 68;
const PAGE_TYPE_AT = 100;
const CELLS_AT = 103;
const END = 105;

/** The type of a page that holds rows, and no other pages. */
const LEAF = 13;

/** What the file of a database says of itself, without what its log may add. */
interface FileHeader {
  readonly applicationId: number;
  readonly hasTables: boolean;
}

/** The header of the database at `path`; undefined for a file that is none, or that may not be read. */
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

/** Whether all that was committed is in the file itself, as it is where nobody has it open for writing. */
export function isAtRest(path: string): boolean {
  return sizeOfFile(`${path}-wal`) === 0 && !existsSync(`${path}-journal`);
}

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
