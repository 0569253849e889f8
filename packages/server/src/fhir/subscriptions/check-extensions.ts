import { isObject, type Json, type JsonObject, wordOf } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { BACKPORT } from './subscription-topic.ts';

/** Extensions of the backport that are understood, by the element they stand at, and whether they may stand several times. */
const UNDERSTOOD: readonly (readonly [
  field: string,
  at: (resource: JsonObject) => Json | undefined,
  known: readonly string[],
])[] = [
  ['Subscription', (resource) => resource, []],
  ['criteria', ({ _criteria }) => _criteria, ['backport-filter-criteria']],
  [
    'channel',
    ({ channel }) => channel,
    ['backport-heartbeat-period', 'backport-timeout', 'backport-max-count'],
  ],
  ['channel.payload', ({ channel }) => partOf(channel, '_payload'), ['backport-payload-content']],
  ['channel.type', ({ channel }) => partOf(channel, '_type'), ['backport-channel-type']],
];
const SEVERAL = 'backport-filter-criteria';

/**
 * Throws `request.unsupported` for an extension of the backport that is misspelled, stands elsewhere or is not served, and `request.invalid` for one given
 * twice: a filter that is passed over would have everything told.
 */
export function checkExtensions(resource: JsonObject): void {
  for (const [field, at, known] of UNDERSTOOD) {
    const element = at(resource);
    const list = isObject(element) && Array.isArray(element.extension) ? element.extension : [];
    const names = list
      .map((one) => (isObject(one) ? wordOf(one.url) : ''))
      .filter((url) => url.startsWith(BACKPORT))
      .map((url) => url.slice(BACKPORT.length));
    const other = names.find((name) => !known.includes(name));
    if (other !== undefined) {
      throw new TwinwardError(
        'request.unsupported',
        `the extension ${other.slice(0, 60)} does not stand here`,
        {
          field,
          remedy: known.length === 0 ? 'leave it out' : `what may: ${known.join(', ')}`,
        },
      );
    }
    const twice = names.find((name, i) => name !== SEVERAL && names.indexOf(name) !== i);
    if (twice !== undefined) {
      throw new TwinwardError('request.invalid', `the extension ${twice} stands twice`, {
        field,
        remedy: 'give it once',
      });
    }
  }
}

function partOf(element: Json | undefined, name: string): Json | undefined {
  return isObject(element) ? element[name] : undefined;
}
