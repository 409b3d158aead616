import type { Draw } from './space.ts';

/** The first of up to `attempts` draws that is accepted; `draw` is told how many were not. */
export function firstAccepted(
  attempts: number,
  accepts: (draw: Draw) => boolean,
  draw: (attempt: number) => Draw,
): Draw | undefined {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const candidate = draw(attempt);
    if (accepts(candidate)) return candidate;
  }
  return undefined;
}
