/** Times of a fixed number of things, the earliest on top: the indexed priority queue of Gibson and Bruck 2000, section 3. */
export class TimeQueue {
  readonly #times: Float64Array;
  /** Things in heap order, and where in it each stands. */
  readonly #heap: Int32Array;
  readonly #place: Int32Array;

  constructor(count: number) {
    this.#times = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.#heap = Int32Array.from({ length: count }, (_, i) => i);
    this.#place = this.#heap.slice();
  }

  /** The thing whose time comes first; -1 if there is none at all. */
  get first(): number {
    return this.#heap[0] ?? -1;
  }

  at(thing: number): number {
    return this.#times[thing]!;
  }

  set(thing: number, time: number): void {
    this.#times[thing] = time;
    this.#sink(this.#rise(this.#place[thing]!));
  }

  #rise(from: number): number {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#before(place, parent)) break;
      this.#swap(place, parent);
      place = parent;
    }
    return place;
  }

  #sink(from: number): void {
    let place = from;
    for (;;) {
      let least = place;
      for (let child = 2 * place + 1; child <= 2 * place + 2 && child < this.#heap.length; child++) {
        if (this.#before(child, least)) least = child;
      }
      if (least === place) return;
      this.#swap(place, least);
      place = least;
    }
  }

  #before(a: number, b: number): boolean {
    return this.#times[this.#heap[a]!]! < this.#times[this.#heap[b]!]!;
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const [first, second] = [heap[a]!, heap[b]!];
    heap[a] = second;
    heap[b] = first;
    this.#place[second] = a;
    this.#place[first] = b;
  }
}
