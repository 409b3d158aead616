import type { PrunerPlugin } from '../pruner.ts';
import { asha } from './asha.ts';
import { hyperband } from './hyperband.ts';
import { median } from './median.ts';
import { patience } from './patience.ts';
import { successiveHalving } from './successiveHalving.ts';

/** Every way to end trials early, in the order in which they are listed. */
export const pruners: readonly PrunerPlugin[] = [patience, median, successiveHalving, hyperband, asha];
