import { TwinwardError } from '@twinward/contract';
import { ByteWriter } from './byte-writer.ts';
import { FunctionWriter, type Local } from './function-writer.ts';
import type { FunctionReference, GlobalReference, Signature } from './references.ts';
import { VALUE_TYPE_BYTE, type ValueType } from './value-type.ts';

/** The one memory of a module: its own, or given from outside when it has an import name; shared between threads or not. */
export interface MemoryDeclaration {
  /** Pages of 64 KiB. */
  readonly pages: number;
  /** Needed when shared; otherwise memory may grow without bound. */
  readonly maximumPages?: number;
  readonly shared?: boolean;
  readonly importFrom?: readonly [module: string, name: string];
  readonly exportAs?: string;
}

type Section = 1 | 2 | 3 | 5 | 6 | 7 | 10 | 11;

/**
 * A WebAssembly module in the making (core specification 2.0, chapter 5). Functions are numbered as they are declared;
 * those imported come first. Function names are written into the module, so that profiles and disassemblies can be read.
 *
 * @example
 * const module = new ModuleBuilder();
 * const hypotenuse = module.function('hypotenuse', { parameters: ['f64', 'f64'], results: ['f64'] }, (code, a, b) => {
 *   code.get(a).get(a).op('f64.mul').get(b).get(b).op('f64.mul', 'f64.add', 'f64.sqrt');
 * });
 * module.export('hypotenuse', hypotenuse);
 * const instance = new WebAssembly.Instance(new WebAssembly.Module(module.encode()));
 * instance.exports.hypotenuse(3, 4); // 5
 */
export class ModuleBuilder {
  readonly #types: string[] = [];
  readonly #typeBytes: ByteWriter[] = [];
  readonly #imports: { readonly from: readonly [string, string]; readonly type: number }[] = [];
  readonly #functions: { readonly type: number; body?: ByteWriter }[] = [];
  readonly #names: string[] = [];
  readonly #globals: { readonly type: ValueType; readonly initial: number }[] = [];
  readonly #exports: { readonly name: string; readonly index: number }[] = [];
  readonly #constants: { readonly address: number; readonly bytes: Uint8Array }[] = [];
  #memory: MemoryDeclaration | undefined;
  #constantsEnd = 0;

  /** A function given from outside. Throws `model.invalid` when a function was declared before it. */
  import(from: readonly [module: string, name: string], signature: Signature): FunctionReference {
    if (this.#functions.length > 0) {
      throw new TwinwardError('model.invalid', 'a function is imported after one was declared');
    }
    this.#imports.push({ from, type: this.#type(signature) });
    this.#names.push(from[1]);
    return { ...signature, index: this.#imports.length - 1 };
  }

  /** Declares a function and writes its body; `write` receives its parameters as variables. */
  function(
    name: string,
    signature: Signature,
    write: (code: FunctionWriter, ...parameters: Local[]) => void,
  ): FunctionReference {
    const reference = this.declare(name, signature);
    this.define(reference, write);
    return reference;
  }

  /** Declares a function whose body follows by `define`, for functions that call each other. */
  declare(name: string, signature: Signature): FunctionReference {
    this.#functions.push({ type: this.#type(signature) });
    this.#names.push(name);
    return { ...signature, index: this.#imports.length + this.#functions.length - 1 };
  }

  define(reference: FunctionReference, write: (code: FunctionWriter, ...parameters: Local[]) => void): void {
    const code = new FunctionWriter(reference.parameters.length);
    write(code, ...reference.parameters.map((type, index) => ({ type, index })));
    this.#functions[reference.index - this.#imports.length]!.body = code.encode();
  }

  export(name: string, reference: FunctionReference): void {
    this.#exports.push({ name, index: reference.index });
  }

  /** A mutable global variable that only this instance sees. Vectors cannot be global. */
  global(type: 'i32' | 'f64', initial: number): GlobalReference {
    this.#globals.push({ type, initial });
    return { index: this.#globals.length - 1, type };
  }

  memory(declaration: MemoryDeclaration): void {
    this.#memory = declaration;
  }

  /** Puts constants at the foot of memory, aligned to 16 bytes; gives their address. */
  constants(bytes: Uint8Array): number {
    const address = this.#constantsEnd;
    this.#constants.push({ address, bytes });
    this.#constantsEnd = (address + bytes.length + 15) & ~15;
    return address;
  }

  /** The first address that no constant takes. */
  get constantsEnd(): number {
    return this.#constantsEnd;
  }

  /** The module in the binary format. Throws `model.invalid` when a declared function has no body. */
  encode(): Uint8Array<ArrayBuffer> {
    const out = new ByteWriter().bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
    const section = (id: Section, count: number, write: (content: ByteWriter) => void): void => {
      if (count === 0) return;
      const content = new ByteWriter().unsigned(count);
      write(content);
      out.byte(id).sized(content);
    };
    const memory = this.#memory;
    const imported = memory?.importFrom;
    section(1, this.#types.length, (content) => {
      for (const type of this.#typeBytes) content.append(type);
    });
    section(2, this.#imports.length + (imported === undefined ? 0 : 1), (content) => {
      for (const { from, type } of this.#imports) content.name(from[0]).name(from[1]).byte(0).unsigned(type);
      if (imported !== undefined) limits(content.name(imported[0]).name(imported[1]).byte(2), memory!);
    });
    section(3, this.#functions.length, (content) => {
      for (const { type } of this.#functions) content.unsigned(type);
    });
    section(5, memory !== undefined && imported === undefined ? 1 : 0, (content) => limits(content, memory!));
    section(6, this.#globals.length, (content) => {
      for (const { type, initial } of this.#globals) {
        content.byte(VALUE_TYPE_BYTE[type]).byte(1);
        if (type === 'f64') content.byte(0x44).f64(initial);
        else content.byte(0x41).signed(BigInt(initial));
        content.byte(0x0b);
      }
    });
    section(7, this.#exports.length + (memory?.exportAs === undefined ? 0 : 1), (content) => {
      for (const { name, index } of this.#exports) content.name(name).byte(0).unsigned(index);
      if (memory?.exportAs !== undefined) content.name(memory.exportAs).byte(2).unsigned(0);
    });
    section(10, this.#functions.length, (content) => {
      this.#functions.forEach(({ body }, i) => {
        if (body === undefined) {
          throw new TwinwardError('model.invalid', 'a function was declared and never written', {
            field: this.#names[this.#imports.length + i]!,
          });
        }
        content.sized(body);
      });
    });
    section(11, this.#constants.length, (content) => {
      for (const { address, bytes } of this.#constants) {
        content.byte(0).byte(0x41).signed(BigInt(address)).byte(0x0b).unsigned(bytes.length).bytes(bytes);
      }
    });
    out.byte(0).sized(this.#nameSection());
    return out.toBytes().slice();
  }

  #nameSection(): ByteWriter {
    const names = new ByteWriter().unsigned(this.#names.length);
    for (const [index, name] of this.#names.entries()) names.unsigned(index).name(name);
    return new ByteWriter().name('name').byte(1).sized(names);
  }

  #type({ parameters, results }: Signature): number {
    const key = `${parameters.join(' ')} -> ${results.join(' ')}`;
    const known = this.#types.indexOf(key);
    if (known >= 0) return known;
    const bytes = new ByteWriter().byte(0x60);
    for (const types of [parameters, results]) {
      bytes.unsigned(types.length);
      for (const type of types) bytes.byte(VALUE_TYPE_BYTE[type]);
    }
    this.#typeBytes.push(bytes);
    return this.#types.push(key) - 1;
  }
}

function limits(content: ByteWriter, { pages, maximumPages, shared }: MemoryDeclaration): void {
  if (shared === true && maximumPages === undefined) {
    throw new TwinwardError('model.invalid', 'shared memory needs a maximum', { field: 'maximumPages' });
  }
  content.byte((maximumPages === undefined ? 0 : 1) | (shared === true ? 2 : 0)).unsigned(pages);
  if (maximumPages !== undefined) content.unsigned(maximumPages);
}
