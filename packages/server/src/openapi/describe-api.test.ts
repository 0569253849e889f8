import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../routes/routes.ts';
import type { JsonSchema } from './api-description.ts';
import { describeApi } from './describe-api.ts';
import { generatedFiles } from './generate-client.ts';
import { typeOfSchema } from './type-of-schema.ts';

const api = describeApi(ROUTES);

describe('the description of the API', () => {
  it('holds every route once, under a unique name', () => {
    const operations = Object.values(api.paths).flatMap((methods) => Object.values(methods));
    expect(operations).toHaveLength(ROUTES.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
  });

  it('refers to nothing that is not there', () => {
    const text = JSON.stringify(api);
    const referred = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1]!,
    );
    expect(referred.length).toBeGreaterThan(50);
    expect(referred.filter((name) => !(name in api.components.schemas))).toEqual([]);
    expect(text).not.toContain('$defs');
  });

  it('allows no field that it does not name', () => {
    const open: string[] = [];
    const walk = (schema: JsonSchema, path: string): void => {
      if (schema.type === 'object' && schema.additionalProperties === undefined) open.push(path);
      for (const [name, part] of Object.entries(schema.properties ?? {})) walk(part, `${path}.${name}`);
      if (schema.items !== undefined) walk(schema.items, `${path}[]`);
      for (const part of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) walk(part, path);
    };
    for (const [name, schema] of Object.entries(api.components.schemas)) walk(schema, name);
    expect(open).toEqual([]);
  });

  it('says of every operation what may go wrong, and who may call it', () => {
    for (const methods of Object.values(api.paths)) {
      for (const operation of Object.values(methods)) {
        expect(operation.responses.default?.content['application/problem+json']).toBeDefined();
        expect(operation.security.length > 0).toBe(operation['x-permission'] !== 'public');
      }
    }
  });
});

describe('the generated client', () => {
  it('is the one that stands in the repository', async () => {
    const files = generatedFiles();
    expect(files.size).toBe(4);
    for (const [path, text] of files) expect(await readFile(path, 'utf8')).toBe(text);
  });

  it.each<[JsonSchema, string]>([
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ type: 'array', items: { type: ['number', 'null'] } }, 'readonly (number | null)[]'],
    [{ enum: ['a', "it's"] }, "'a' | 'it\\'s'"],
    [{ $ref: '#/components/schemas/Twin' }, 'Twin'],
    [{ type: 'object', properties: { a: { type: 'integer' } } }, '{\n  readonly a?: number;\n}'],
  ])('writes %j as TypeScript', (schema, type) => {
    expect(typeOfSchema(schema)).toBe(type);
  });

  it('refuses a construct it does not know rather than writing unknown', () => {
    expect(() => typeOfSchema({})).toThrow('no TypeScript type');
  });
});
