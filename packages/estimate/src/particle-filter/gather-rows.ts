/** Copies members [by rows of `size`] from one array to another: row k of `to` is row `ancestors[k]` of `from`. */
export function gatherRows(from: Float64Array, ancestors: Int32Array, size: number, to: Float64Array): void {
  for (let m = 0; m < ancestors.length; m++) {
    const at = ancestors[m]! * size;
    for (let i = 0; i < size; i++) to[m * size + i] = from[at + i]!;
  }
}
