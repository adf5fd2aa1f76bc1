/** Which rows can stay where they are when a list is reordered: a longest increasing subsequence. */

/** True for each place whose old index belongs to the rows that need not move; negative ones never do. */
export function stableOf(source: readonly number[]): boolean[] {
  const stable: boolean[] = new Array(source.length).fill(false);
  const tails: number[] = [];
  const previous: number[] = new Array(source.length).fill(-1);
  for (let i = 0; i < source.length; i++) {
    const value = source[i] as number;
    if (value < 0) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((source[tails[middle] as number] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous[i] = low > 0 ? tails[low - 1] as number : -1;
    tails[low] = i;
  }
  for (let i = tails.at(-1) ?? -1; i >= 0; i = previous[i] as number) stable[i] = true;
  return stable;
}
