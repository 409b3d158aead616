import { type Document, type ErrorCode, isScalar, visit, type YAMLError } from 'yaml';

/** What the YAML parser found wrong, and between which offsets of the text. */
export interface SyntaxFlaw {
  readonly message: string;
  readonly notes: readonly string[];
  readonly start: number;
  readonly end: number;
}

/**
 * What is wrong with the text of a document: of each line the first finding, for the others follow from it.
 *
 * @param lineAt the number of the line that an offset is in.
 */
export function syntaxFlaws(
  yaml: Document.Parsed,
  text: string,
  lineAt: (offset: number) => number,
): readonly SyntaxFlaw[] {
  const tags = yaml.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED');
  const seen = new Set<number>();
  return [...yaml.errors, ...tags, ...repeatedKeys(yaml)].flatMap((error) => {
    const line = lineAt(error.pos[0]);
    if (seen.has(line)) return [];
    seen.add(line);
    return [inWords(error, text)];
  });
}

/** A finding of the parser, or one like it. */
type Finding = Pick<YAMLError, 'code' | 'message' | 'pos'>;

/** The keys that stand in their mapping a second time. */
function repeatedKeys(yaml: Document): readonly Finding[] {
  const found: Finding[] = [];
  visit(yaml, {
    Map: (_key, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value ?? '');
        const [start, end] = key.range ?? [0, 0];
        if (seen.has(name)) found.push({ code: 'DUPLICATE_KEY', message: name, pos: [start, end] });
        seen.add(name);
      }
    },
  });
  return found;
}

function inWords({ code, message, pos: [start, end] }: Finding, text: string): SyntaxFlaw {
  const [word = ''] = /^[^\s:]+/.exec(text.slice(start, start + 100)) ?? [];
  const [words, ...notes] = WORDS[code]?.(message, word) ?? [message, CHECK];
  // The parser points at the first letter of a key.
  return { message: words, notes, start, end: code === 'DUPLICATE_KEY' ? start + word.length : end };
}

const CHECK = 'check the indentation, and that quotes and brackets are closed';
const NO_PAIR = ['this is not a `key: value`', 'is a `:` missing, or the line indented too little?'] as const;

/** A message and notes, made of the parser's message and of the word that it points at. */
type Wording = (message: string, word: string) => readonly [string, ...string[]];

/** The parser's findings in the words of someone who fills in a file. */
const WORDS: Partial<Readonly<Record<ErrorCode, Wording>>> = {
  BAD_INDENT: (message) => unclosedBracket(message) ?? [message, CHECK],
  BAD_SCALAR_START: (message) => [message, 'put the value in quotes'],
  BLOCK_AS_IMPLICIT_KEY: () => [
    'this does not fit what stands around it',
    'check the indentation; put text that holds `: ` in quotes',
  ],
  DUPLICATE_KEY: (_message, word) => [`the key \`${word}\` is given twice`],
  MISSING_CHAR: (message) => unclosedBracket(message) ?? unclosedQuote(message) ?? NO_PAIR,
  MULTILINE_IMPLICIT_KEY: () => NO_PAIR,
  MULTIPLE_DOCS: () => ['a second document begins here', 'a sweep file holds one'],
  RESOURCE_EXHAUSTION: () => ['this is nested too deeply', 'a sweep needs about ten levels'],
  TAB_AS_INDENT: () => ['a tab cannot indent YAML', 'indent with spaces'],
  TAG_RESOLVE_FAILED: (_message, word) => [`the tag \`${word}\` means nothing here`],
};

function unclosedBracket(message: string): readonly [string, ...string[]] | undefined {
  const [, bracket] = /end with an? (.)$/.exec(message) ?? [];
  if (bracket === undefined) return undefined;
  return [`a closing \`${bracket}\` is missing`, 'or what stands between the brackets is indented too little'];
}

function unclosedQuote(message: string): readonly [string] | undefined {
  const [, quote] = /closing (.)quote$/.exec(message) ?? [];
  return quote === undefined ? undefined : [`a closing ${quote} is missing`];
}
