/** The queues that may move now, each once, in the order in which they were told so. */
export class MovingQueues {
  readonly #resources: Int32Array;
  readonly #listed: boolean[];
  #first = 0;
  #count = 0;

  constructor(resources: number) {
    this.#resources = new Int32Array(resources);
    this.#listed = new Array<boolean>(resources).fill(false);
  }

  /** The queue of a resource may move; one that is listed, or moves at the moment, is not listed again. */
  add(resource: number): void {
    if (this.#listed[resource]) return;
    this.#listed[resource] = true;
    const width = this.#resources.length;
    this.#resources[(this.#first + this.#count) % width] = resource;
    this.#count += 1;
  }

  /** The next resource, until `moved` the one whose queue moves; -1 when there is none. */
  next(): number {
    if (this.#count === 0) return -1;
    const resource = this.#resources[this.#first]!;
    this.#first = this.#first + 1 === this.#resources.length ? 0 : this.#first + 1;
    this.#count -= 1;
    return resource;
  }

  moved(resource: number): void {
    this.#listed[resource] = false;
  }
}
