/** JSON is written in ASCII alone, a byte a character; read so many at a time. */
const BEYOND_ASCII = /[^ -~]/g;
const CHUNK = 4096;

const written = new WeakMap<object, Uint8Array>();

/** JSON of plain values that are never changed, as bytes; those of an object that was written before are at hand. */
export function jsonBytes(value: object): Uint8Array {
  const known = written.get(value);
  if (known !== undefined) return known;
  const json = JSON.stringify(value).replace(BEYOND_ASCII, escaped);
  const bytes = new Uint8Array(json.length);
  for (let k = 0; k < json.length; k++) bytes[k] = json.charCodeAt(k);
  written.set(value, bytes);
  return bytes;
}

/** Reads what `jsonBytes` wrote. */
export function readJson(bytes: Uint8Array): unknown {
  let json = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    json += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return JSON.parse(json);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
