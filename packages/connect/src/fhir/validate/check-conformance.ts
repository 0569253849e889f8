// Rules of the official validator about single types of resource that no invariant states.
import type { Definitions } from '../definitions/definitions.ts';
import { isObject, type Json, type JsonObject, wordOf } from '../json.ts';
import type { Findings } from './findings.ts';

type Rule = (resource: JsonObject, path: string, definitions: Definitions, findings: Findings) => void;

const RULES: Readonly<Record<string, Rule>> = {
  CodeSystem: (system, path, _definitions, findings) => {
    if (system.supplements !== undefined && system.content !== 'supplement') {
      findings.add('business-rule', `${path}.content`, 'a supplement has the content "supplement"');
    }
    if (system.content === 'complete' && typeof system.count === 'number' && Array.isArray(system.concept)) {
      if (countConcepts(system.concept) !== system.count) {
        findings.add('invalid', `${path}.count`, 'the count is not that of the concepts');
      }
    }
    const properties = listOf(system.property);
    twice(
      properties.map(({ code }) => code),
      `${path}.property`,
      'a property is defined twice',
      findings,
    );
  },
  ValueSet: (set, path, _definitions, findings) => {
    const compose = isObject(set.compose) ? set.compose : {};
    for (const [name, list] of [
      ['include', compose.include],
      ['exclude', compose.exclude],
    ] as const) {
      listOf(list).forEach(({ system }, i) => {
        if (typeof system === 'string' && !/^[a-z][a-z0-9+.-]*:/i.test(system)) {
          findings.add(
            'invalid',
            `${path}.compose.${name}[${i}].system`,
            'the address of a system is absolute',
          );
        }
      });
    }
  },
  SearchParameter: (parameter, path, _definitions, findings) => {
    if (parameter.type === 'composite' && listOf(parameter.component).length < 2) {
      findings.add('business-rule', path, 'a composite parameter has at least two components');
    }
    derived(parameter, path, _definitions, findings);
  },
  CapabilityStatement: (statement, path, definitions, findings) => {
    listOf(statement.rest).forEach((rest, i) => {
      listOf(rest.resource).forEach((resource, j) => {
        listOf(resource.searchParam).forEach((one, k) => {
          const known = Object.values(definitions.search[wordOf(resource.type)] ?? {}).find(
            ({ url }) => url === wordOf(one.definition).replace(/\|.*$/, ''),
          );
          if (known !== undefined && known.type !== one.type) {
            findings.add(
              'invalid',
              `${path}.rest[${i}].resource[${j}].searchParam[${k}].type`,
              'the type is not that of the definition',
            );
          }
        });
      });
    });
  },
  StructureDefinition: (structure, path, _definitions, findings) => {
    const differential = isObject(structure.differential) ? structure.differential : {};
    listOf(differential.element).forEach((element, i) => {
      if (/\.\.|\.$|^\./.test(wordOf(element.path))) {
        findings.add('invalid', `${path}.differential.element[${i}].path`, 'a part of the path has no name');
      }
    });
  },
};

/** Looks a resource through by the rules of its type, and its attachments by theirs. */
export function checkConformance(
  resource: JsonObject,
  path: string,
  definitions: Definitions,
  findings: Findings,
): void {
  RULES[wordOf(resource.resourceType)]?.(resource, path, definitions, findings);
  if (resource.resourceType === 'Media' || resource.resourceType === 'DocumentReference')
    attachments(resource, path, findings);
}

function attachments(value: Json, path: string, findings: Findings): void {
  if (Array.isArray(value)) {
    value.forEach((one, i) => {
      attachments(one, `${path}[${i}]`, findings);
    });
    return;
  }
  if (!isObject(value)) return;
  if (typeof value.data === 'string' && typeof value.size === 'number') {
    const text = value.data.replace(/\s/g, '');
    const bytes = (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
    if (bytes !== value.size) findings.add('structure', path, 'the size is not that of the attached bytes');
  }
  for (const [name, one] of Object.entries(value))
    if (typeof one === 'object') attachments(one, `${path}.${name}`, findings);
}

/** A parameter derived from one of R4 keeps its type. */
function derived(parameter: JsonObject, path: string, definitions: Definitions, findings: Findings): void {
  const from = wordOf(parameter.derivedFrom).replace(/\|.*$/, '');
  for (const parameters of from === '' ? [] : Object.values(definitions.search)) {
    const known = Object.values(parameters).find(({ url }) => url === from);
    if (known === undefined) continue;
    if (known.type !== parameter.type)
      findings.add('business-rule', path, 'the type is not that of the parameter it derives from');
    return;
  }
}

function listOf(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function countConcepts(concepts: readonly Json[]): number {
  return concepts.reduce<number>(
    (sum, one) => sum + 1 + (isObject(one) && Array.isArray(one.concept) ? countConcepts(one.concept) : 0),
    0,
  );
}

function twice(values: readonly (Json | undefined)[], path: string, why: string, findings: Findings): void {
  if (new Set(values.map(wordOf)).size < values.length) findings.add('business-rule', path, why);
}
