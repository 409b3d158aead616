import { type Document, LineCounter, parseDocument } from 'yaml';
import { isJsonObject, type JsonObject } from '../plugin/json.ts';
import { pathOf } from '../search/jsonPointer.ts';
import { applyOverrides, type Override } from './overrides.ts';
import { type Locate, locator, type Source, spanOf } from './places.ts';
import type { Problem } from './problem.ts';
import { syntaxFlaws } from './syntaxFlaws.ts';
import { yamlData } from './yamlData.ts';
import { YAML_OPTIONS } from './yamlOptions.ts';

/** Far above any use, and what a parser goes through in a few seconds whatever it holds. */
const MOST_KILOBYTES = 250;

/** A sweep file as data, and where each value stands in it. */
export interface SweepDocument {
  readonly data: JsonObject;
  /** The text, with the overrides in it. */
  readonly yaml: string;
  readonly locate: Locate;
}

/** Reads a sweep file's text, with `--set` overrides put in; or says why it cannot be read. */
export function parseSweepDocument(
  text: string,
  overrides: readonly Override[] = [],
): { readonly document: SweepDocument } | { readonly problems: readonly Problem[] } {
  if (Buffer.byteLength(text) > MOST_KILOBYTES * 1000) {
    return fileProblem(
      `the file is over ${MOST_KILOBYTES} kB`,
      'a sweep file describes a search; keep data in files of their own',
    );
  }
  // A byte order mark is no part of the first line.
  const source: Source = { text: text.replace(/^\uFEFF/, ''), lines: new LineCounter() };
  const yaml: Document.Parsed = parseDocument(source.text, { ...YAML_OPTIONS, lineCounter: source.lines });
  const flaws = syntaxFlaws(yaml, source.text, (offset) => source.lines.linePos(offset).line);
  if (flaws.length > 0) {
    return { problems: flaws.map(({ start, end, ...words }) => ({ ...words, at: spanOf(source, start, end) })) };
  }
  return readDocument(yaml, source, overrides);
}

function readDocument(
  yaml: Document,
  source: Source,
  overrides: readonly Override[],
): { readonly document: SweepDocument } | { readonly problems: readonly Problem[] } {
  const unusable = applyOverrides(yaml, overrides);
  if (unusable.length > 0) return { problems: unusable };
  const { result, places } = yamlData(yaml);
  const locate = locator(source, places, overrides);
  if ('flaw' in result) {
    const { pointer, ...words } = result.flaw;
    return { problems: [{ ...words, at: pointer === undefined ? undefined : locate(pathOf(pointer)) }] };
  }
  if (!isJsonObject(result.data))
    return fileProblem('the file holds no sweep', 'it needs the keys name, dataset and model');
  return { document: { data: result.data, yaml: overrides.length === 0 ? source.text : String(yaml), locate } };
}

function fileProblem(message: string, note: string): { readonly problems: readonly Problem[] } {
  return { problems: [{ message, at: undefined, notes: [note] }] };
}
