import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { HOSTILE, hostileReport } from '../../test/hostileReport.ts';
import { syntheticReport } from '../../test/syntheticReport.ts';
import type { ReportData } from '../reportData.ts';
import { chartLibrary, pageScript } from './pageScript.ts';
import { renderReport } from './renderReport.ts';

const DATA = syntheticReport({ configurations: 4, replicates: 2, epochs: 5, validation: true, weights: 2 });

/** The titles of the sections, in order. */
function sectionsOf(data: ReportData): readonly string[] {
  return [...renderReport(data).matchAll(/<h2 id="([a-z-]+)">/g)].map(([, id]) => id ?? '');
}

describe('renderReport', () => {
  it('has every section that has data', () => {
    const failed = DATA.results.map((row, index) => (index === 0 ? { ...row, status: 'failed' as const } : row));
    expect(sectionsOf({ ...DATA, results: failed })).toEqual([
      'summary',
      'results',
      'trade-off',
      'layers',
      'curves',
      'weights',
      'problems',
    ]);
  });

  it('leaves out the comparison for a single trial', () => {
    const single = syntheticReport({ configurations: 1, replicates: 1, epochs: 5, validation: false, weights: 1 });
    expect(sectionsOf(single)).toEqual(['summary', 'results', 'layers', 'curves', 'weights']);
  });

  it('says so if no trial has finished or there are no trials', () => {
    const pending = DATA.results.map((row) => ({ ...row, status: 'pending' as const, validationAccuracy: null }));
    const started = { ...DATA, results: pending, configurations: [], layers: [], history: [], weights: [] };
    expect(renderReport(started).includes('No trial has finished')).toBe(true);
    expect(sectionsOf(started)).toEqual(['summary', 'results']);
    const empty = { ...started, results: [] };
    expect(renderReport(empty).includes('no trials yet')).toBe(true);
    expect(sectionsOf(empty)).toEqual(['summary']);
  });

  it('shows the sweep: name, question, file, environment, date', () => {
    const text = renderReport(DATA);
    for (const shown of [
      '<h1>digits-frontier</h1>',
      'How sparse can each level',
      'dataset: { use: digits, split',
      '<dt>machine.cores</dt><dd>2</dd>',
      '2026-11-23 08:15 UTC</time>, took 3 min 23 s',
    ]) {
      expect(text.includes(shown), shown).toBe(true);
    }
  });

  it('escapes markup in the data', () => {
    const text = renderReport(hostileReport(DATA));
    const own = text.replace(chartLibrary(), '').replace(pageScript(), '');
    expect(own.match(/<script/g)).toHaveLength(3);
    expect(own.match(/<\/script/g)).toHaveLength(3);
    expect(own.match(/<img|<!--|<\/textarea/g)).toBeNull();
    expect(own.match(/<\/title/g)).toHaveLength(1);
    expect(own.includes(HOSTILE)).toBe(false);
  });

  it('makes no network requests', () => {
    const own = renderReport(DATA).replace(chartLibrary(), '');
    expect(own.match(/\b(src|href)="(?!#)|url\(|@import \w|fetch\(|XMLHttpRequest/g)).toBeNull();
    expect(own.includes('default-src &#39;none&#39;')).toBe(true);
  });

  it('stays below ten megabytes for a thousand trials', () => {
    const large = syntheticReport({ configurations: 1000, replicates: 1, epochs: 100, validation: true, weights: 60 });
    expect(Buffer.byteLength(renderReport(large))).toBeLessThan(10_000_000);
  });
});

describe('the scripts of the page', () => {
  it('are valid and cannot end their element', () => {
    for (const text of [chartLibrary(), pageScript()]) {
      expect(text.match(/<\/script|<!--/gi)).toBeNull();
      expect(() => new Script(text)).not.toThrow();
    }
  });
});
