import { describe, expect, it } from 'vitest';
import { RecentCache } from './recentCache.ts';

describe('RecentCache', () => {
  it('makes a value once, also when it is asked for again while it is made', async () => {
    const cache = new RecentCache<number>(2);
    let made = 0;
    const make = async () => ++made;
    expect(await Promise.all([cache.get('a', make), cache.get('a', make)])).toEqual([1, 1]);
    expect(await cache.get('a', make)).toBe(1);
  });

  it('lets go of what was unused longest', async () => {
    const cache = new RecentCache<string>(2);
    const made: string[] = [];
    const get = (key: string) =>
      cache.get(key, async () => {
        made.push(key);
        return key;
      });
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) expect(await get(key)).toBe(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('tries anew what could not be made', async () => {
    const cache = new RecentCache<number>(1);
    await expect(cache.get('a', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
    expect(await cache.get('a', async () => 5)).toBe(5);
  });
});
