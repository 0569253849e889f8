// A message followed from its bytes to the beliefs it changed.
import { formatInstant, type StoredResource } from '@twinward/contract';
import type { InboundLine, InboundMessage } from '@twinward/record';
import type { TakenInView, TwinSummary } from '@twinward/runtime';
import type { MessageOutcome } from '../connectors/message-outcome.ts';
import type { InboundDetailView, InboundLineView } from '../schemas/connector-schema.ts';

/** A message in a list. */
export function lineView(line: InboundLine): InboundLineView {
  const { place, id, connector, sender, key, receivedAt, state, what, subject, reason, sha256 } = line;
  return {
    place,
    id,
    connector,
    sender,
    key,
    receivedAt: formatInstant(receivedAt),
    state,
    what,
    subject,
    reason,
    sha256,
  };
}

/** What became of a message; nothing of one that was refused. */
export function outcomeOf(message: InboundMessage): Partial<MessageOutcome> {
  return (message.outcome ?? {}) as Partial<MessageOutcome>;
}

/** A message whole, beside the resources it wrote and the twins of its subject and its hospital. */
export function messageView(
  message: InboundMessage,
  resources: readonly StoredResource[],
  twins: readonly { readonly summary: TwinSummary; readonly readings: readonly TakenInView[] }[],
): InboundDetailView {
  const { events = [], adt = [], notes = [] } = outcomeOf(message);
  const last = events.reduce((highest, { seq }) => Math.max(highest, seq), 0);
  return {
    ...lineView(message),
    settledAt: message.settledAt === null ? null : formatInstant(message.settledAt),
    bytes: message.bytes.length,
    text: textOf(message.bytes),
    resources: resources.map(resourceLine),
    adt: adt.map(({ kind }) => kind),
    events: events.map(({ part, seq, duplicate, code }) => ({ part, seq, duplicate, code })),
    notes: notes.map(({ where, why }) => ({ where, why })),
    beliefs:
      events.length === 0 && adt.length === 0
        ? []
        : twins.map(({ summary: { id, label, modelTitle, seq }, readings }) => ({
            twin: id,
            label,
            model: modelTitle,
            taken: seq >= last,
            readings,
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

function resourceLine({ type, id, version, body }: StoredResource): InboundDetailView['resources'][number] {
  const resource = JSON.parse(body) as Record<string, unknown>;
  return { type, id, version, title: titleOf(resource), json: JSON.stringify(resource, null, 2) };
}

function titleOf(resource: Readonly<Record<string, unknown>>): string {
  const code = resource.code as
    | { text?: string; coding?: readonly { display?: string; code?: string }[] }
    | undefined;
  const value = resource.valueQuantity as { value?: number; unit?: string } | undefined;
  const what = code?.coding?.[0]?.display ?? code?.coding?.[0]?.code ?? code?.text ?? nameOf(resource);
  return [
    what,
    value === undefined ? '' : `${value.value} ${value.unit ?? ''}`,
    typeof resource.status === 'string' ? resource.status : '',
  ]
    .filter((part) => part.trim() !== '')
    .join(' · ');
}

/** What a person or a place is called. */
function nameOf({ name }: Readonly<Record<string, unknown>>): string {
  if (typeof name === 'string') return name;
  const [first] = Array.isArray(name)
    ? (name as readonly { given?: readonly string[]; family?: string }[])
    : [];
  return [...(first?.given ?? []), first?.family ?? ''].join(' ').trim();
}
