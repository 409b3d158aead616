import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StampedRecord } from '../../store/write/records.ts';
import { RecordBuffer } from './recordBuffer.ts';

const started = (trial: number, time: number): StampedRecord => ({
  record: { type: 'started', trial, attempt: 1 },
  at: new Date(time),
});

describe('RecordBuffer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('stores records together, in order, each with the time at which it came', () => {
    const batches: (readonly StampedRecord[])[] = [];
    const told: number[] = [];
    const write = (records: readonly StampedRecord[]): void => void batches.push(records);
    const buffer = new RecordBuffer({ write }, ({ trial }) => void told.push(trial));
    buffer.add(started(0, 1));
    vi.advanceTimersByTime(40);
    buffer.add(started(1, 2));
    expect([batches, told]).toEqual([[], []]);
    vi.advanceTimersByTime(10);
    expect(batches).toEqual([[started(0, 1), started(1, 2)]]);
    expect(told).toEqual([0, 1]);
    buffer.add(started(2, 3));
    buffer.flush();
    buffer.flush();
    vi.advanceTimersByTime(1000);
    expect(batches.slice(1)).toEqual([[started(2, 3)]]);
  });

  it('tells of no record that the store did not take', () => {
    const told: number[] = [];
    const write = (): never => {
      throw new Error('the disk is full');
    };
    const buffer = new RecordBuffer({ write }, ({ trial }) => void told.push(trial));
    buffer.add(started(0, 1));
    expect(() => buffer.flush()).toThrow('the disk is full');
    expect(told).toEqual([]);
  });

  it('throws what the store threw to whoever comes next', () => {
    const full = new Error('the disk is full');
    const write = (): never => {
      throw full;
    };
    const buffer = new RecordBuffer({ write }, () => {});
    buffer.add(started(0, 1));
    vi.advanceTimersByTime(50);
    expect(() => buffer.add(started(1, 2))).toThrow(full);
    expect(() => buffer.flush()).toThrow(full);
  });
});
