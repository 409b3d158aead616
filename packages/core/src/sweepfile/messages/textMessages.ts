import { counted, fixed, rendering } from './rendering.ts';

const CHECK = 'check the indentation, and that quotes and brackets are closed';
const KEEP_DATA = 'a sweep file describes a search; keep data in files of their own';

/** Problems of the text: YAML that cannot be read, and overrides (`--set`) without a place in it. */
export const TEXT_MESSAGES = {
  'file-too-large': ({ kilobytes }: { readonly kilobytes: number }) =>
    rendering(`the file is over ${kilobytes} kB`, KEEP_DATA),
  'not-a-sweep': fixed('the file is not a sweep', 'it needs the keys name, dataset and model'),
  'unclosed-bracket': ({ bracket }: { readonly bracket: string }) =>
    rendering(`missing closing \`${bracket}\``, 'or the text between the brackets is indented too little'),
  'unclosed-quote': ({ quote }: { readonly quote: string }) => rendering(`missing closing ${quote}`),
  'wrong-indentation': fixed(
    'this does not fit the lines around it',
    'check the indentation; put text that contains `: ` in quotes',
  ),
  'tab-indentation': fixed('tabs cannot indent YAML', 'indent with spaces'),
  'missing-colon': fixed('this is not a `key: value`', 'add the `:`, or indent the line further'),
  'reserved-character': ({ reason }: { readonly reason: string }) => rendering(reason, 'put the value in quotes'),
  'invalid-yaml': ({ reason }: { readonly reason: string }) => rendering(reason, CHECK),
  'duplicate-key': ({ key }: { readonly key: string }) =>
    rendering(`duplicate key \`${key}\``, 'remove one of the two'),
  'second-document': fixed('a second YAML document begins here', 'a sweep file holds one document'),
  'unknown-tag': ({ tag }: { readonly tag: string }) =>
    rendering(`unknown tag \`${tag}\``, 'a sweep file needs no tags'),
  'unknown-anchor': ({ name }: { readonly name: string }) =>
    rendering(`unknown anchor "${name}"`, `define it before this line: \`&${name}\``),
  'recursive-alias': ({ name }: { readonly name: string }) =>
    rendering(`\`*${name}\` is inside the value of its own anchor \`&${name}\``),
  'complex-key': fixed('a key must be a single word', 'lists and mappings cannot be keys'),
  'nested-too-deeply': ({ levels }: { readonly levels: number | undefined }) =>
    rendering(
      levels === undefined ? 'this is nested too deeply' : `this is nested deeper than ${levels} levels`,
      'a sweep needs about ten levels',
    ),
  'too-many-values': ({ limit }: { readonly limit: number }) =>
    rendering(
      `the file has more than ${limit} values`,
      'each alias (*name) counts as all the values that it stands for; keep data in files of their own',
    ),
  'override-in-value': ({ name }: { readonly name: string }) =>
    rendering(`${name} is a single value and has no parts to set`),
  'override-in-alias': ({ name, alias }: { readonly name: string; readonly alias: string }) =>
    rendering(
      `${name} is the alias \`*${alias}\``,
      'set the value that it stands for, or replace the alias as a whole',
    ),
  'override-in-list': ({ name }: { readonly name: string }) =>
    rendering(`${name} is a list`, 'name one of its items by its index, such as [0]'),
  'override-beyond-list': ({ name, count }: { readonly name: string; readonly count: number }) =>
    rendering(`${name} has ${counted(count, 'item')}`, `the next index is [${count}]`),
};
