/** Nearest name: which of the known ones somebody meant. */

/** The known name that differs least, by at most so many letters; undefined when none is so near. */
export function nearest(
  name: string,
  known: Iterable<string>,
  most: number,
): string | undefined {
  let best: string | undefined;
  let least = most + 1;
  for (const one of known) {
    if (Math.abs(one.length - name.length) >= least) continue;
    const distance = distanceOf(name, one);
    if (distance >= least) continue;
    least = distance;
    best = one;
  }
  return best;
}

/** How many letters to add, take out, change or swap with their neighbour. */
function distanceOf(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min(
        at(last, j) + 1,
        at(row, j - 1) + 1,
        at(last, j - 1) + (isSame ? 0 : 1),
      );
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwapped) cost = Math.min(cost, at(before, j - 2) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return at(last, b.length);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
