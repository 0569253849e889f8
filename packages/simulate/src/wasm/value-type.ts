/** A type of value in WebAssembly; `v128` holds two doubles or two 64-bit integers side by side. */
export type ValueType = 'i32' | 'i64' | 'f64' | 'v128';

/** How the binary format names each type (WebAssembly core specification 2.0, 5.3). */
export const VALUE_TYPE_BYTE: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f64: 0x7c,
  v128: 0x7b,
};
