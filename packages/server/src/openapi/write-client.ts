// The web's client, written from the description: a type per component, a typed function per operation.
import type { ApiDescription, JsonSchema, Operation, OperationParameter } from './api-description.ts';
import { typeOfSchema } from './type-of-schema.ts';

const HEADER =
  '// Written by packages/server/src/openapi/generate-client.ts from the routes. Change the routes, not this.\n';

/** `types.ts`: every named component of the description. */
export function writeTypes(api: ApiDescription): string {
  const parts = Object.entries(api.components.schemas).map(([name, schema]) => {
    const type = typeOfSchema(schema);
    const comment = schema.description === undefined ? '' : `/** ${schema.description} */\n`;
    return schema.type === 'object' && type.startsWith('{')
      ? `${comment}export interface ${name} ${type}\n`
      : `${comment}export type ${name} = ${type};\n`;
  });
  return `${HEADER}\n${parts.join('\n')}`;
}

/** `api.ts`: one function per operation, over the transport in `request.ts`. */
export function writeOperations(api: ApiDescription): string {
  const used = new Set<string>();
  const functions: string[] = [];
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      functions.push(writeOperation(path, method.toUpperCase(), operation, used));
    }
  }
  const names = [...used].sort().join(',\n  ');
  return `${HEADER}import { addressOf, request } from './request.ts';\nimport type {\n  ${names},\n} from './types.ts';\n\n${functions.join('\n')}`;
}

function writeOperation(path: string, method: string, operation: Operation, used: Set<string>): string {
  const inPath = operation.parameters.filter((one) => one.in === 'path');
  const inQuery = operation.parameters.filter((one) => one.in === 'query');
  const body = operation.requestBody?.content;
  const json = body?.['application/json']?.schema;
  const fields = [
    ...inPath.map((one) => `  readonly ${one.name}: ${named(one.schema, used)};\n`),
    ...(inQuery.length === 0
      ? []
      : [`  readonly query${optional(inQuery)}: ${typeOfQuery(inQuery, used)};\n`]),
    ...(json === undefined ? [] : [`  readonly body: ${named(json, used)};\n`]),
    ...(body !== undefined && json === undefined ? ['  readonly body: Blob;\n'] : []),
  ];
  const address = inPath.reduce(
    (text, { name }) => text.replace(`{${name}}`, `\${encodeURIComponent(input.${name})}`),
    path,
  );
  const where = address.includes('${') ? `\`${address}\`` : `'${address}'`;
  const id = operation.operationId;
  const title = `${id.charAt(0).toUpperCase()}${id.slice(1)}`;
  const free = fields.length === 1 && fields[0]!.startsWith('  readonly query?:');
  const input = fields.length === 0 ? '' : `input: ${title}Input${free ? ' = {}' : ''}`;
  const declared =
    fields.length === 0
      ? ''
      : `/** What \`${id}\` takes. */\nexport interface ${title}Input {\n${fields.join('')}}\n\n`;
  const query = inQuery.length === 0 ? '' : ', input.query';
  const comment = `/** ${operation.summary}. ${method} ${path} (${operation['x-permission']}) */\n`;
  const reply =
    Object.entries(operation.responses).find(([status]) => status !== 'default')?.[1].content ?? {};
  if (reply['text/event-stream'] !== undefined) {
    return `${declared}${comment}export function ${id}Address(${input}): string {\n  return addressOf(${where}${query});\n}\n`;
  }
  const type = named(reply['application/json']?.schema ?? { type: 'null' }, used);
  const sent = body === undefined ? '' : ', body: input.body';
  const signature = [input, 'signal?: AbortSignal'].filter((part) => part !== '').join(', ');
  return `${declared}${comment}export function ${id}(${signature}): Promise<${type}> {\n  return request({ method: '${method}', address: addressOf(${where}${query})${sent} }, signal);\n}\n`;
}

function typeOfQuery(parameters: readonly OperationParameter[], used: Set<string>): string {
  const lines = parameters.map(
    ({ name, required, schema }) =>
      `    readonly ${name}${required ? '' : '?'}: ${queryType(schema, used)}${required ? '' : ' | undefined'};\n`,
  );
  return `{\n${lines.join('')}  }`;
}

/** Numbers and flags are handed over as such; they travel as text. */
function queryType(schema: JsonSchema, used: Set<string>): string {
  const type = named(schema, used);
  if (type === "'true' | 'false'") return 'boolean';
  return schema.description?.startsWith('a whole number') === true ? 'number' : type;
}

function optional(parameters: readonly OperationParameter[]): string {
  return parameters.some(({ required }) => required) ? '' : '?';
}

function named(schema: JsonSchema, used: Set<string>): string {
  for (const match of JSON.stringify(schema).matchAll(/#\/components\/schemas\/(\w+)/g)) used.add(match[1]!);
  return typeOfSchema(schema, '  ');
}
