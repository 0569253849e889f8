/** A compiled module: plain code, without memory, that can be posted to a worker. */
export interface WebAssemblyModule {
  readonly [Symbol.toStringTag]: string;
}

/** Linear memory, in pages of 64 KiB. */
export interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Anything a module exports or imports. */
export type WebAssemblyValue = ((...values: number[]) => number) | WebAssemblyMemory;

/** The part of the WebAssembly interface we use; Node and every browser of this decade have it. */
interface WebAssemblyInterface {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WebAssemblyModule;
  readonly Instance: new (
    module: WebAssemblyModule,
    imports?: Readonly<Record<string, Readonly<Record<string, WebAssemblyValue>>>>,
  ) => { readonly exports: Readonly<Record<string, WebAssemblyValue>> };
  readonly Memory: new (limits: {
    readonly initial: number;
    readonly maximum?: number;
    readonly shared?: boolean;
  }) => WebAssemblyMemory;
}

/** The WebAssembly of this engine; the pure packages see no other global types of it. */
export function webAssembly(): WebAssemblyInterface {
  return (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;
}
