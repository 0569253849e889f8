import { type JsonObject, searchParameters } from '@twinward/connect/fhir';
import type { FhirEndpoint } from './fhir-endpoint.ts';
import { BACKPORT, topics } from './subscriptions/subscription-topic.ts';

const INTERACTIONS = [
  'read',
  'vread',
  'update',
  'patch',
  'delete',
  'history-instance',
  'history-type',
  'create',
  'search-type',
];

/** Topics and operations of Subscriptions, as the backport has them told. */
const SUBSCRIPTIONS = (types: readonly string[]): JsonObject => ({
  extension: topics(types).map((valueCanonical) => ({
    url: `${BACKPORT}capabilitystatement-subscriptiontopic-canonical`,
    valueCanonical,
  })),
  operation: [
    ...['status', 'events'].map((name) => ({
      name,
      definition: `http://hl7.org/fhir/uv/subscriptions-backport/OperationDefinition/backport-subscription-${name}`,
    })),
    { name: 'stream', definition: 'https://twinward.org/fhir/OperationDefinition/subscription-stream' },
  ],
});

const PATIENT_OPERATIONS: JsonObject[] = [
  { name: 'everything', definition: 'http://hl7.org/fhir/OperationDefinition/Patient-everything' },
  { name: 'summary', definition: 'http://hl7.org/fhir/uv/ips/OperationDefinition/summary' },
  { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/patient-export' },
];
const GROUP_OPERATIONS: JsonObject[] = [
  { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/group-export' },
];

/** What this endpoint does, as FHIR R4 asks it to be said: only what it does. */
export function capabilityStatement(endpoint: FhirEndpoint, date: string): JsonObject {
  const { definitions } = endpoint;
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    software: { name: 'Twinward' },
    implementation: { description: 'The record behind the twins', url: endpoint.base },
    fhirVersion: '4.0.1',
    format: ['json'],
    instantiates: ['http://hl7.org/fhir/uv/bulkdata/CapabilityStatement/bulk-data'],
    patchFormat: ['application/json-patch+json', 'application/fhir+json'],
    rest: [
      {
        mode: 'server',
        operation: [
          { name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export' },
        ],
        interaction: ['transaction', 'batch', 'history-system'].map((code) => ({ code })),
        resource: Object.keys(definitions.search).map((type) => {
          const { byCode } = searchParameters(type, definitions);
          const references = [...byCode.values()].filter((parameter) => parameter.type === 'reference');
          return {
            type,
            ...(type === 'Subscription' ? SUBSCRIPTIONS(Object.keys(definitions.search)) : {}),
            ...(type === 'Group' ? { operation: GROUP_OPERATIONS } : {}),
            ...(type === 'Patient' ? { operation: PATIENT_OPERATIONS } : {}),
            interaction: INTERACTIONS.map((code) => ({ code })),
            versioning: 'versioned-update',
            readHistory: true,
            updateCreate: true,
            conditionalCreate: true,
            conditionalRead: 'not-supported',
            conditionalUpdate: true,
            conditionalDelete: 'single',
            referencePolicy: ['literal', 'local'],
            searchInclude: references.map(({ code }) => `${type}:${code}`),
            searchParam: [
              { name: '_id', type: 'token' },
              { name: '_lastUpdated', type: 'date' },
              ...[...byCode.values()].map(({ code, type: kind, url }) => ({
                name: code,
                definition: url,
                type: kind,
              })),
            ],
          };
        }),
      },
    ],
  };
}
