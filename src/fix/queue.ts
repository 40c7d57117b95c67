/** Something that can be ranked by numbers, more is better, and told apart by an id. */
interface Ranked {
  readonly rank: readonly number[];
  readonly id: string;
}

/**
 * Gives the highest first, of equal ones the one whose id sorts first. Ranks may change while things wait:
 * `push` again what has risen; what has fallen is found out when its turn comes.
 */
export class Queue<T extends { readonly id: string }> {
  readonly #heap: (Ranked & { readonly value: T })[] = [];
  readonly #rankOf: (value: T) => readonly number[] | null;

  /** @param rankOf the rank of a thing now; null when it waits no longer */
  constructor(rankOf: (value: T) => readonly number[] | null) {
    this.#rankOf = rankOf;
  }

  push(value: T): void {
    const rank = this.#rankOf(value);
    if (rank === null) return;
    this.#heap.push({ rank, id: value.id, value });
    this.#rise(this.#heap.length - 1);
  }

  /** Takes the highest; null when nothing waits. */
  pop(): T | null {
    for (let top = this.#take(); top !== null; top = this.#take()) {
      const rank = this.#rankOf(top.value);
      if (rank === null) continue;
      if (compare(rank, top.rank) === 0) return top.value;
      this.push(top.value);
    }
    return null;
  }

  #take(): (Ranked & { readonly value: T }) | null {
    const [top] = this.#heap;
    const last = this.#heap.pop();
    if (top === undefined || last === undefined) return null;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink(0);
    }
    return top;
  }

  #rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(from: number): void {
    for (let at = from; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let first = at;
      if (left < this.#heap.length && this.#isBefore(left, first)) first = left;
      if (right < this.#heap.length && this.#isBefore(right, first)) first = right;
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return false;
    const order = compare(x.rank, y.rank);
    return order === 0 ? x.id < y.id : order > 0;
  }

  #swap(a: number, b: number): void {
    const [x, y] = [this.#heap[a], this.#heap[b]];
    if (x === undefined || y === undefined) return;
    this.#heap[a] = y;
    this.#heap[b] = x;
  }
}

/** Positive when the first rank is higher. */
function compare(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
