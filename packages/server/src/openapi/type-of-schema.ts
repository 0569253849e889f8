import type { JsonSchema } from './api-description.ts';

/** A JSON schema as a TypeScript type. Throws on a construct it does not know rather than writing `unknown`. */
export function typeOfSchema(schema: JsonSchema, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
  if ('const' in schema) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map((one) => typeOfSchema(one, indent)))].join(' | ');
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOfSchema({ ...schema, type }, indent)).join(' | ');
  }
  switch (schema.type) {
    case 'string':
      return 'string';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'null':
      return 'null';
    case 'array':
      return arrayOf(schema.items, indent);
    case 'object':
      return objectOf(schema, indent);
    default:
      throw new TypeError(`no TypeScript type for ${JSON.stringify(schema).slice(0, 200)}`);
  }
}

function arrayOf(entry: JsonSchema | undefined, indent: string): string {
  if (entry === undefined) throw new TypeError('an array whose entries are not described');
  const type = typeOfSchema(entry, indent);
  const single = type.startsWith('{') && type.endsWith('}');
  return `readonly ${/[ |]/.test(type) && !single ? `(${type})` : type}[]`;
}

function objectOf(schema: JsonSchema, indent: string): string {
  const deeper = `${indent}  `;
  const required = new Set(schema.required ?? []);
  const lines = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const comment = property.description === undefined ? '' : `${deeper}/** ${property.description} */\n`;
    return `${comment}${deeper}readonly ${name}${required.has(name) ? '' : '?'}: ${typeOfSchema(property, deeper)};\n`;
  });
  const rest = schema.additionalProperties;
  if (typeof rest === 'object' && Object.keys(rest).length > 0) {
    lines.push(`${deeper}readonly [name: string]: ${typeOfSchema(rest, deeper)};\n`);
  }
  if (lines.length === 0) return 'Readonly<Record<string, never>>';
  return `{\n${lines.join('')}${indent}}`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "\\'")}'` : JSON.stringify(value);
}
