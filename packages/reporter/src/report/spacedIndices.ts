/** Up to `most` (at least 2) of the indices 0 .. `count` - 1, at even distances, the first and the last among them. */
export function spacedIndices(count: number, most: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}
