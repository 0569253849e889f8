// A name that stands twice in one object of JSON. JSON.parse keeps the last of them and says nothing; RFC 8259 (section 4) leaves open what it means.

/** Characters of a name, and of a path, that are told. */
const LONGEST_NAME = 60;
const LONGEST_PATH = 300;

/**
 * Where the first name of a document of JSON stands that its object has already, such as `name[0].family`; null where every name stands once. `value` is
 * what the document was read as. Counts first and looks only where fewer names were kept than were written: that costs some microseconds a resource.
 */
export function doubledName(bytes: Uint8Array, value: unknown): string | null {
  return namesWritten(bytes) === namesKept(value) ? null : firstDoubled(bytes);
}

/** How many names the objects of a document have, those given twice counted twice: one colon each outside of its strings. */
function namesWritten(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === 0x22) i = endOfString(bytes, i);
    else if (bytes[i] === 0x3a) count += 1;
  }
  return count;
}

/** How many names the objects of a value have. */
function namesKept(value: unknown): number {
  let count = 0;
  // A list to walk rather than a walk that calls itself: what was sent may be nested as deeply as it is long.
  const left: unknown[] = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (Array.isArray(one)) {
      for (const part of one) if (typeof part === 'object') left.push(part);
    } else if (typeof one === 'object' && one !== null) {
      for (const name in one) {
        count += 1;
        const part = (one as Record<string, unknown>)[name];
        if (typeof part === 'object') left.push(part);
      }
    }
  }
  return count;
}

function firstDoubled(bytes: Uint8Array): string | null {
  const around: { readonly names: Set<string> | null; name: string; index: number }[] = [];
  for (let i = 0; i < bytes.length; i++) {
    const one = around.at(-1);
    switch (bytes[i]) {
      case 0x7b:
        around.push({ names: new Set(), name: '', index: 0 });
        break;
      case 0x5b:
        around.push({ names: null, name: '', index: 0 });
        break;
      case 0x7d:
      case 0x5d:
        around.pop();
        break;
      case 0x2c:
        if (one !== undefined) one.index += 1;
        break;
      case 0x22: {
        const end = endOfString(bytes, i);
        if (one?.names != null && isName(bytes, end)) {
          // One name may be written in two ways: \u0061 is a.
          one.name = JSON.parse(new TextDecoder().decode(bytes.subarray(i, end + 1))) as string;
          if (one.names.has(one.name)) return pathOf(around);
          one.names.add(one.name);
        }
        i = end;
      }
    }
  }
  return null;
}

function endOfString(bytes: Uint8Array, start: number): number {
  let end = start + 1;
  while (end < bytes.length && bytes[end] !== 0x22) end += bytes[end] === 0x5c ? 2 : 1;
  return end;
}

function isName(bytes: Uint8Array, end: number): boolean {
  let next = end + 1;
  while (bytes[next] === 0x20 || bytes[next] === 0x09 || bytes[next] === 0x0a || bytes[next] === 0x0d)
    next += 1;
  return bytes[next] === 0x3a;
}

function pathOf(
  around: readonly { readonly names: object | null; readonly name: string; readonly index: number }[],
): string {
  const path = around.reduce((text, { names, name, index }) => {
    if (names === null) return `${text}[${index}]`;
    return `${text}${text === '' ? '' : '.'}${name.slice(0, LONGEST_NAME)}`;
  }, '');
  return path.length <= LONGEST_PATH ? path : `...${path.slice(-LONGEST_PATH)}`;
}
