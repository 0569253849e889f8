// A message followed from its bytes to the beliefs it changed.
import { formatInstant } from '@twinward/contract';
import type { InboundLine, InboundMessage } from '@twinward/record';
import type { TwinSummary } from '@twinward/runtime';
import type { MessageOutcome } from '../connectors/message-desk.ts';
import type { InboundDetailView, InboundLineView } from '../schemas/connector-schema.ts';

/** A message in a list. */
export function lineView(line: InboundLine): InboundLineView {
  const { place, id, connector, key, receivedAt, state, what, subject, reason, sha256 } = line;
  return {
    place,
    id,
    connector,
    key,
    receivedAt: formatInstant(receivedAt),
    state,
    what,
    subject,
    reason,
    sha256,
  };
}

/** A message whole, beside the twins of its subject. */
export function messageView(message: InboundMessage, twins: readonly TwinSummary[]): InboundDetailView {
  const outcome = (message.outcome ?? {}) as Partial<MessageOutcome>;
  const events = outcome.events ?? [];
  const last = events.reduce((highest, { seq }) => Math.max(highest, seq), 0);
  return {
    ...lineView(message),
    settledAt: message.settledAt === null ? null : formatInstant(message.settledAt),
    bytes: message.bytes.length,
    text: textOf(message.bytes),
    resources: resourcesOf(outcome.bundle),
    adt: (outcome.adt ?? []).map((event) => String((event as { kind?: string }).kind ?? 'event')),
    events: events.map(({ part, seq, duplicate, code }) => ({ part, seq, duplicate, code })),
    notes: (outcome.notes ?? []).map(({ where, why }) => ({ where, why })),
    beliefs:
      events.length === 0
        ? []
        : twins.map(({ id, label, modelTitle, seq }) => ({
            twin: id,
            label,
            model: modelTitle,
            taken: seq >= last,
          })),
  };
}

/** UTF-8, else each byte as its code, so that nothing is hidden. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replaceAll('\r', '\n');
  } catch {
    return Buffer.from(bytes)
      .toString('latin1')
      .replace(/[^\x20-\x7e\r\n]/g, (sign) => `\\x${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)
      .replaceAll('\r', '\n');
  }
}

function resourcesOf(bundle: unknown): { type: string; title: string; json: string }[] {
  const entries =
    (bundle as { entry?: readonly { resource: Record<string, unknown> }[] } | null)?.entry ?? [];
  return entries.map(({ resource }) => ({
    type: String(resource.resourceType),
    title: titleOf(resource),
    json: JSON.stringify(resource, null, 2),
  }));
}

function titleOf(resource: Readonly<Record<string, unknown>>): string {
  const code = resource.code as
    | { text?: string; coding?: readonly { display?: string; code?: string }[] }
    | undefined;
  const value = resource.valueQuantity as { value?: number; unit?: string } | undefined;
  const what = code?.coding?.[0]?.display ?? code?.coding?.[0]?.code ?? code?.text ?? '';
  return [
    what,
    value === undefined ? '' : `${value.value} ${value.unit ?? ''}`,
    typeof resource.status === 'string' ? resource.status : '',
  ]
    .filter((part) => part.trim() !== '')
    .join(' · ');
}
