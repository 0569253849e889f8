// SearchParameters -> parameters by resource type and code.
import type {
  Definitions,
  SearchDefinition,
} from '../../packages/connect/src/fhir/definitions/definitions.ts';
import { splitUnion } from '../../packages/connect/src/fhir/search/search-path.ts';
import type { SourceResource } from './source.ts';

const RESOURCE = /^\(*(?:Resource|DomainResource)\b/;

/** Every parameter of every resource type, with the part of its expression that is about that type. */
export function compileSearch(
  parameters: readonly SourceResource[],
  types: Definitions['types'],
): Definitions['search'] {
  const concrete = Object.keys(types).filter(
    (name) => types[name]!.kind === 'resource' && !types[name]!.abstract,
  );
  const codes = new Map(parameters.map(({ url, code }) => [url, code!]));
  const search: Record<string, Record<string, SearchDefinition>> = Object.fromEntries(
    concrete.map((name) => [name, {}]),
  );
  for (const parameter of parameters) {
    const { code, type, base, expression, target, component } = parameter;
    if (expression === undefined || code === undefined || type === undefined || type === 'special') continue;
    const on = base!.flatMap((name) =>
      name === 'Resource' || name === 'DomainResource' ? concrete : [name],
    );
    for (const name of on) {
      const parts = splitUnion(expression).filter(
        (part) => RESOURCE.test(part) || new RegExp(`^\\(*${name}\\b`).test(part),
      );
      if (parts.length === 0 || search[name] === undefined) continue;
      search[name][code] = {
        url: parameter.url,
        type: type as SearchDefinition['type'],
        expression: parts.join(' | '),
        ...(target === undefined ? {} : { target }),
        ...(component === undefined
          ? {}
          : {
              component: component.map(({ definition, expression: path }) => ({
                code: codes.get(definition)!,
                expression: path,
              })),
            }),
      };
    }
  }
  return search;
}
