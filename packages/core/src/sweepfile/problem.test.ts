import { describe, expect, it } from 'vitest';
import { lines, messageFor, sweepText } from '../../test/sweepfile/readTest.ts';
import type { Message } from './messages/messages.ts';
import { InvalidSweepError, problemAt } from './problem.ts';

describe('the message of an invalid sweep file', () => {
  const zero: Message = { id: 'out-of-bounds', data: { name: '`x`', value: 0, comparison: '>=', limit: 1 } };
  const unknown: Message = { id: 'unknown-key', data: { key: 'y', meant: 'x', allowed: ['x'] } };
  const file: Message = { id: 'not-a-sweep', data: {} };

  it('has the place, the line and the notes of each problem, in the order of the file', () => {
    const span = { line: 12, column: 4, length: 2, text: 'y: 01' };
    const { message, problems } = new InvalidSweepError(
      [
        problemAt(undefined, file),
        problemAt({ override: 'y=1' }, unknown),
        problemAt(span, zero),
        problemAt({ ...span, line: 9, column: 1, length: 1 }, unknown),
      ],
      'a/sweep.yaml',
    );
    expect(message).toBe(
      lines(
        'a/sweep.yaml:9:1: unknown key `y`',
        '  9 | y: 01',
        '    | ^',
        '    = did you mean `x`?',
        '    = allowed: x',
        '',
        'a/sweep.yaml:12:4: `x` is 0; it must be at least 1',
        '  12 | y: 01',
        '     |    ^^',
        '',
        'a/sweep.yaml: the file is not a sweep',
        '  it needs the keys name, dataset and model',
        '',
        '--set y=1: unknown key `y`',
        '  did you mean `x`?',
        '  allowed: x',
      ),
    );
    expect(problems.map(({ id }) => id)).toEqual(['unknown-key', 'out-of-bounds', 'not-a-sweep', 'unknown-key']);
  });

  it('shows at most 50 problems', async () => {
    const text = sweepText({ rest: Array.from({ length: 53 }, (_, i) => `key${i}: 1\n`).join('') });
    expect((await messageFor(text)).split('\n\n').slice(-2)).toEqual([
      lines(
        'sweep.yaml:55:1: unknown key `key49`',
        '  55 | key49: 1',
        '     | ^^^^^',
        '     = allowed: name, question, dataset, model, train, search, replicates, metrics, constraints, earlyTerminate, run',
      ),
      'sweep.yaml: and 3 more',
    ]);
  });

  it('is the same for Windows line ends and with a byte order mark', async () => {
    const text = sweepText({ layer: '{ unitz: 3 }' });
    const onWindows = await messageFor(text.replaceAll('\n', '\r\n'));
    const excerpt = ['  5 |     - { unitz: 3 }', '    |         ^^^^^'];
    expect(onWindows.split('\n').slice(0, 3)).toEqual(['sweep.yaml:5:9: unknown key `unitz`', ...excerpt]);
    expect(await messageFor(`\uFEFF${text}`)).toBe(onWindows);
    expect(await messageFor(`\uFEFFnam: 3\n${text.slice(text.indexOf('\n') + 1)}`)).toMatch(
      /^sweep.yaml:1:1: unknown key `nam`\n {2}1 \| nam: 3\n/,
    );
  });

  it('shows only the part of a long line around the place, with spaces for tabs', async () => {
    const layer = `{ units: 3, activation: relu,\t${' '.repeat(100)}initialiser:\tzeros, regularizers: ${`[{ use: l1 }]`.padEnd(60)} }`;
    expect(await messageFor(sweepText({ layer }))).toBe(
      lines(
        'sweep.yaml:5:137: unknown key `initialiser`',
        `  5 | …${' '.repeat(50)}initialiser: zeros, regularizers: [{ use: l1 }]   …`,
        `    | ${' '.repeat(51)}^^^^^^^^^^^`,
        '    = did you mean `initializer`?',
        '    = allowed: units, activation, initializer, regularizers',
      ),
    );
  });

  it('marks only the visible part of a very long value', async () => {
    const text = `name: test\nmodel: ${'['.repeat(200)}${']'.repeat(200)}\n`;
    expect(await messageFor(text)).toBe(
      lines(
        'sweep.yaml:2:107: this is nested deeper than 100 levels',
        `  2 | …${'['.repeat(100)}…`,
        `    | ${' '.repeat(51)}${'^'.repeat(50)}`,
        '    = a sweep needs about ten levels',
      ),
    );
  });
});
