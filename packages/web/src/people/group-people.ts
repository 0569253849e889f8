// People out of twins: everyone's twins under one name, in the order of their organs.
import type { RiskView, TwinSummary } from '../generated/types.ts';
import { needsAttention } from '../overview/order-twins.ts';
import { ORGANS, organOf } from '../person/organ.ts';

/** Someone with all of their twins. */
export interface Person {
  /** The subject without `Patient/`: what stands in the address. */
  readonly key: string;
  readonly subject: string;
  readonly label: string;
  readonly origin: TwinSummary['origin'];
  /** Open twins first, by organ. */
  readonly twins: readonly TwinSummary[];
  /** When the latest reading of any twin was true, milliseconds; null before the first. */
  readonly latestAt: number | null;
  /** The most probable threshold of all twins, with its twin. */
  readonly risk: { readonly twin: TwinSummary; readonly risk: RiskView } | null;
  /** Twins that abstain or drift. */
  readonly doubts: number;
}

const PATIENT = 'Patient/';

/** The twins of people, one entry a person, by name. */
export function groupPeople(twins: readonly TwinSummary[]): readonly Person[] {
  const by = new Map<string, TwinSummary[]>();
  for (const twin of twins) {
    if (!twin.subject.startsWith(PATIENT)) continue;
    const own = by.get(twin.subject);
    if (own === undefined) by.set(twin.subject, [twin]);
    else own.push(twin);
  }
  return [...by.entries()]
    .map(([subject, own]) => personOf(subject, own))
    .sort((a, b) => BY_NAME.compare(a.label, b.label));
}

const BY_NAME = new Intl.Collator('en', { numeric: true });

function personOf(subject: string, own: readonly TwinSummary[]): Person {
  const twins = [...own].sort((a, b) => rank(a) - rank(b) || BY_NAME.compare(a.modelTitle, b.modelTitle));
  const open = twins.filter((twin) => twin.closedAt === null);
  const times = twins.flatMap((twin) => (twin.latest === null ? [] : [Date.parse(twin.latest.at)]));
  const risks = open.flatMap((twin) => twin.risks.map((risk) => ({ twin, risk })));
  return {
    key: subject.slice(PATIENT.length),
    subject,
    label: twins[0]!.label,
    origin: twins[0]!.origin,
    twins,
    latestAt: times.length === 0 ? null : Math.max(...times),
    risk: risks.reduce<Person['risk']>(
      (most, one) => (most === null || one.risk.probability > most.risk.probability ? one : most),
      null,
    ),
    doubts: open.filter(needsAttention).length,
  };
}

function rank(twin: TwinSummary): number {
  return (twin.closedAt === null ? 0 : 10) + ORGANS.indexOf(organOf(twin.model));
}
