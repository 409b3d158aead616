/**
 * YAML 1.2 as it is, whatever version a file claims: `1e-3` is a number, `yes` is text, `<<` is a key.
 *
 * The parser would compare every key of a mapping with every other: `syntaxFlaws` looks for those that are given twice.
 */
export const YAML_OPTIONS = { version: '1.2', schema: 'core', prettyErrors: false, uniqueKeys: false } as const;
