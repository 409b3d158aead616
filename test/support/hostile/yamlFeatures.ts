import { type HostileSweep, sweep } from './hostileSweep.ts';

/** Sweep files with features of YAML that they do not support, or with characters that control a terminal. */
export function yamlFeatures(): readonly HostileSweep[] {
  return [...tags(), ...documents(), ...characters()];
}

function tags(): readonly HostileSweep[] {
  const code = '"function () { globalThis.polluted = true }"';
  const names = ['!!js/function', '!!js/regexp', '!!js/undefined', '!!python/object/apply:os.system'];
  const values = [
    ...['!!binary aGVsbG8=', '!!timestamp 2001-12-14', '!!set { a, b }', '!!omap [a: 1]', '!!pairs [a: 1]'],
    ...['!!merge x', '!!float 1', '!!int x', '!!null x', '!!map []', '!!seq {}'],
  ];
  return [
    ...[...names, '!<tag:yaml.org,2002:js/function>'].map((tag) => ({
      attack: `the tag ${tag}`,
      content: sweep({ name: `${tag} ${code}` }),
    })),
    ...values.map((value) => ({ attack: `the value ${value}`, content: sweep({ name: value }) })),
    { attack: 'a value that is said to be text', content: sweep({ name: '! x' }), outcome: 'read' },
  ];
}

function documents(): readonly HostileSweep[] {
  const old = `%YAML 1.1\n%TAG ! tag:evil,2000:\n---\n${sweep({ name: 'yes' })}`;
  return [
    { attack: 'a directive', content: old, outcome: 'read' },
    { attack: 'many directives', content: `${'%FOO bar\n'.repeat(10_000)}---\n${sweep()}`, outcome: 'read' },
    { attack: 'two documents', content: `${sweep()}---\n${sweep()}` },
    { attack: '25,000 documents', content: '---\na: 1\n'.repeat(25_000) },
    { attack: 'keys given twice', content: sweep({ rest: 'name: other\n"name": third' }) },
    { attack: 'the key __proto__ given twice', content: sweep({ rest: '__proto__: 1\n__proto__: 2' }) },
    { attack: 'a key that is a list', content: sweep({ rest: '? [a, b]\n: 1' }) },
    { attack: 'a key that is a number', content: sweep({ rest: '1e400: 1' }) },
    { attack: 'an empty key', content: sweep({ rest: ': 1' }) },
    { attack: 'a merge key', content: sweep({ rest: '<<: { name: other }' }) },
  ];
}

function characters(): readonly HostileSweep[] {
  return [
    { attack: 'a byte order mark', content: `\ufeff${sweep()}`, outcome: 'read' },
    { attack: 'two byte order marks', content: `\ufeff\ufeff${sweep()}`, outcome: 'either' },
    { attack: 'a raw NUL', content: sweep({ name: 'a\0b' }) },
    { attack: 'raw escape sequences', content: sweep({ name: '\u001b[2J\u001b]0;owned\u0007' }) },
    { attack: 'a raw bidi override in a key', content: sweep({ rest: '\u202egpj: 1' }) },
    { attack: 'a raw carriage return', content: sweep({ name: 'a\rb', dataset: '{ use: \rnothing }' }) },
    { attack: 'raw line separators', content: sweep({ dataset: '{ use: a\u2028b\u2029c\u0085d }' }) },
  ];
}
