import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { sizeOfFile } from './kindOfPath.ts';

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
export interface FileHeader {
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
