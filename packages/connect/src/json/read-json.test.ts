import { TwinwardError } from '@twinward/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from './read-json.ts';

const BODY = { what: 'the body', field: 'body', remedy: 'send one resource in JSON' };

/** The error a document is refused with. */
function refused(sent: Uint8Array | string): TwinwardError {
  try {
    readJson(sent, BODY);
  } catch (error) {
    if (error instanceof TwinwardError) return error;
    throw error;
  }
  throw new Error('it was read');
}

/** A document of JSON, and where in it the first name stands that its object has already. */
interface Written {
  readonly text: string;
  readonly doubled: string | null;
}

const space = fc.constantFrom('', ' ', '\n  ', '\t\r\n');
// None of one character: once V8 13.6 has read a name that is a backslash, it takes any escaped name of one character for one.
const name = fc.constantFrom(
  ...['ab', 'cd', '__proto__', 'constructor', '77', '""', '\\\\', 'éé', 'x:y', '{['],
);
/** A name in one of the ways it may be written. */
const spelled = (word: string, escaped: boolean): string =>
  escaped
    ? `"${[...word].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"`
    : JSON.stringify(word);

const { tree: document } = fc.letrec<{ tree: Written }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc
      .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('"a":1', '\\', ',"a":', '{}'))
      .map((word) => ({ text: JSON.stringify(word), doubled: null })),
    fc.constantFrom('1.50', '-0', '1e3', 'true', 'null').map((text) => ({ text, doubled: null })),
    fc.tuple(fc.array(tie('tree'), { maxLength: 4 }), space).map(([parts, gap]) => {
      const at = parts.findIndex(({ doubled }) => doubled !== null);
      return {
        text: `[${gap}${parts.map(({ text }) => text).join(`${gap},${gap}`)}${gap}]`,
        doubled: at < 0 ? null : joined(`[${at}]`, parts[at]!.doubled!),
      };
    }),
    fc
      .tuple(fc.array(fc.tuple(name, tie('tree'), fc.boolean()), { maxLength: 4 }), space)
      .map(([fields, gap]) => {
        let doubled: string | null = null;
        for (const [i, [word, part]] of fields.entries()) {
          if (doubled !== null) break;
          if (fields.slice(0, i).some(([earlier]) => earlier === word)) doubled = word;
          else if (part.doubled !== null) doubled = joined(word, part.doubled);
        }
        const inside = fields.map(
          ([word, { text }, escaped]) => `${spelled(word, escaped)}${gap}:${gap}${text}`,
        );
        return { text: `{${gap}${inside.join(`${gap},${gap}`)}${gap}}`, doubled };
      }),
  ),
}));

function joined(outer: string, inner: string): string {
  return inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}

describe('JSON of somebody else', () => {
  it('says which name stands twice, by its path, and gives no value away', () => {
    const { code, message, place } = refused(
      '{"resourceType":"Patient","name":[{"family":"Doe"},{"family":"Doe","given":["J"],"family":"Roe"}]}',
    );
    expect(code).toBe('file.invalid');
    expect(place).toEqual({
      field: 'name[1].family',
      remedy: 'give it once; several values are a list',
    });
    expect(message).toMatch(/stands twice/);
    expect(message).not.toMatch(/Doe|Roe/);
    expect(refused('{"a":1,"\\u0061":2}').place.field).toBe('a');
    expect(refused('{"__proto__":1,"__proto__":2}').place.field).toBe('__proto__');
    expect(refused(`{"${'x'.repeat(200)}":1,"${'x'.repeat(200)}":2}`).place.field).toBe('x'.repeat(60));
  });
  it('reads the same name in several objects, in words, and as a value', () => {
    const text = '{"a":{"a":"a"},"b":[{"a":1},{"a":2}],"c":"{\\"a\\":1,\\"a\\":2}","d":{"a":null}}';
    expect(readJson(text, BODY)).toEqual(JSON.parse(text));
  });
  it('reads UTF-8, with a mark of its order or without, and refuses other bytes rather than putting question marks', () => {
    expect(readJson(new TextEncoder().encode('\ufeff{"family":"Müller"}'), BODY)).toEqual({
      family: 'Müller',
    });
    const { code, message, place } = refused(Uint8Array.from(Buffer.from('{"family":"Müller"}', 'latin1')));
    expect([code, message, place.field]).toEqual([
      'file.invalid',
      'the body is not written in UTF-8',
      'body',
    ]);
    expect(refused('{"a":').place).toEqual({ field: 'body', remedy: 'send one resource in JSON' });
    expect(refused('').message).toBe('the body is no JSON');
  });
  it('however deep it is nested', () => {
    const deep = 200_000;
    expect(refused(`${'{"a":'.repeat(deep)}{"b":1,"b":2}${'}'.repeat(deep)}`).place.field).toMatch(
      /^\.\.\..*\.b$/,
    );
    expect(readJson(`${'['.repeat(deep)}${']'.repeat(deep)}`, BODY)).toHaveLength(1);
  });
  it('finds the first doubled name of any document, and none where there is none', () => {
    let [doubled, plain] = [0, 0];
    fc.assert(
      fc.property(document, ({ text, doubled: path }) => {
        if (path === null) {
          plain += 1;
          expect(JSON.stringify(readJson(text, BODY))).toBe(JSON.stringify(JSON.parse(text)));
          return;
        }
        doubled += 1;
        expect(refused(text).place.field).toBe(path);
      }),
      { numRuns: 5000 },
    );
    expect(Math.min(doubled, plain)).toBeGreaterThan(100);
  });
});
