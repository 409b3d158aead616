import type { Manifest } from '../plugin/manifest.ts';
import type { JsonSchema } from './jsonSchema.ts';

/** What a sweep file's schema takes from a plugin. */
export interface VocabularyEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: JsonSchema;
}

/** The plugins that a sweep file may name: their options become part of its schema. */
export interface Vocabulary {
  readonly datasets: readonly VocabularyEntry[];
  readonly regularizers: readonly VocabularyEntry[];
  readonly optimizers: readonly VocabularyEntry[];
  readonly samplers: readonly VocabularyEntry[];
  readonly pruners: readonly VocabularyEntry[];
}

/** A plugin's entry in the vocabulary: its schema as plain JSON, without what its schema library keeps beside it. */
export function vocabularyEntry({ name, summary, options }: Manifest): VocabularyEntry {
  return { name, summary, options: JSON.parse(JSON.stringify(options)) };
}
