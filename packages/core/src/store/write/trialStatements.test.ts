import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../plugin/measurement.ts';
import { stamped } from '../testing/stamped.ts';
import { newSweep, planned, temporaryStore } from '../testing/temporaryStore.ts';

const loss = (layer: number, value: number): Measurement => ({ name: 'loss', split: 'train', layer, value });

/** The stored values by layer, after one record for each list of measurements. */
async function storedAfter(...epochs: (readonly Measurement[])[]) {
  const { store, reader } = await temporaryStore();
  const writer = store.createSweep(newSweep('digits'));
  writer.addTrials([planned(0)]);
  for (const measurements of epochs) {
    writer.write(stamped([{ type: 'epoch', trial: 0, epoch: 1, measurements }], new Date(0)));
  }
  return reader.query('SELECT trial_id, epoch, split, layer, name, value FROM metrics ORDER BY layer').rows;
}

describe('measurements', () => {
  it.each([0, 1, 31, 32, 33, 64, 70])('are stored from a record with %i of them', async (count) => {
    const layers = Array.from({ length: count }, (_, layer) => layer);
    const rows = await storedAfter(layers.map((layer) => loss(layer, layer / 8)));
    expect(rows).toEqual(layers.map((layer) => [1, 1, 'train', layer, 'loss', layer / 8]));
  });

  it('replace earlier ones with the same key, also in the same record, and are NULL for NaN', async () => {
    const rows = await storedAfter([loss(0, 1), loss(1, 2), loss(1, 3)], [loss(0, 4), loss(2, Number.NaN)]);
    expect(rows.map(([, , , layer, , value]) => [layer, value])).toEqual([
      [0, 4],
      [1, 3],
      [2, null],
    ]);
  });

  it('are all rejected if one of their record is invalid', async () => {
    await expect(storedAfter([loss(0, 1), loss(-1, 2)])).rejects.toThrow(/CHECK constraint failed: layer >= 0/);
  });
});
