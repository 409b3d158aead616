import { type HostileSweep, sweep } from './hostileSweep.ts';

const DEPTH = 10_000;

/** Sweep files with deep nesting, or that aliases make large. */
export function nesting(): readonly HostileSweep[] {
  return [...deep(), ...deepConstraints(), ...aliases()];
}

function deep(): readonly HostileSweep[] {
  const indents = Array.from({ length: 690 }, (_, i) => `${' '.repeat(i)}a:`);
  return [
    { attack: '10,000 open brackets', content: `name: ${'['.repeat(DEPTH)}` },
    { attack: '10,000 pairs of brackets', content: `name: ${'['.repeat(DEPTH)}${']'.repeat(DEPTH)}` },
    { attack: '10,000 braces', content: `name: ${'{a: '.repeat(DEPTH)}1${'}'.repeat(DEPTH)}` },
    { attack: '240,000 brackets', content: '['.repeat(240_000) },
    { attack: '10,000 dashes', content: `name:\n  ${'- '.repeat(DEPTH)}1` },
    { attack: '10,000 question marks', content: `${'? '.repeat(DEPTH)}1` },
    { attack: '690 levels of indents', content: indents.join('\n') },
    { attack: 'sets inside sets', content: sweep({ layer: `{ units: ${around('{ values: [', 40, '1', '] }')} }` }) },
    { attack: 'lists inside values', content: sweep({ dataset: around('{ values: [', 90, '', '] }') }) },
    {
      attack: '90 levels of options',
      content: sweep({ dataset: `{ use: classification, a: ${around('{ a: ', 90, '1', ' }')} }` }),
    },
  ];
}

function deepConstraints(): readonly HostileSweep[] {
  const constraint = (text: string) => sweep({ rest: `constraints: ["${text} < 2"]` });
  return [
    { attack: 'a constraint of 10,000 brackets', content: constraint(around('(', DEPTH, '1', ')')) },
    { attack: 'a constraint of 490 brackets', content: constraint(around('(', 490, '1', ')')), outcome: 'read' },
    { attack: 'a constraint of 990 minus signs', content: constraint(`${'-'.repeat(990)}1`) },
    { attack: 'a constraint of 100,000 terms', content: constraint(`${'1 + '.repeat(60_000)}1`) },
    { attack: 'a constraint of powers', content: constraint(`${'9 ^ '.repeat(240)}9`) },
  ];
}

function around(open: string, depth: number, inner: string, close: string): string {
  return open.repeat(depth) + inner + close.repeat(depth);
}

function aliases(): readonly HostileSweep[] {
  const lists = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(', ')}]`);
  const maps = Array.from({ length: 30 }, (_, i) => {
    return `b${i + 1}: &b${i + 1} { <<: [*b${i}, *b${i}], x: *b${i}, y: *b${i} }`;
  });
  const chain = Array.from({ length: 2000 }, (_, i) => `c${i + 1}: &c${i + 1} { v: ${i === 0 ? 1 : `*c${i}`} }`);
  const anchors = Array.from({ length: 20_000 }, (_, i) => `&n${i} 1`);
  return [
    { attack: 'billion laughs', content: `a0: &a0 lol\n${lists.join('\n')}\n${sweep()}` },
    { attack: 'billion laughs of merge keys', content: `b0: &b0 { k: 1 }\n${maps.join('\n')}\n${sweep()}` },
    { attack: 'an alias inside what it names', content: sweep({ rest: 'x: &x [*x]' }) },
    { attack: 'an alias inside a mapping that it names', content: `&r\n${sweep({ rest: 'x: { y: *r }' })}` },
    { attack: 'an alias as a key', content: sweep({ rest: 'x: &x y\n? *x\n: 1' }) },
    { attack: 'an alias as its own key', content: '&x { ? *x : 1 }' },
    { attack: 'an alias to nothing', content: sweep({ name: '*nobody' }) },
    { attack: 'an alias called __proto__', content: `x: &__proto__ 1\n${sweep({ name: '*__proto__' })}` },
    { attack: '60,000 aliases', content: `x: &x 1\ny: [${'*x, '.repeat(60_000)}]\n` },
    { attack: '20,000 anchors', content: `x: [${anchors.join(', ')}]\n` },
    { attack: 'a chain of aliases', content: `${chain.join('\n')}\n${sweep()}` },
  ];
}
