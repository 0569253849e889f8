// Which cards a patient's twins give at each hook.
import type { CdsRequest, CdsResource } from '@twinward/connect/cds-hooks';
import { type SubjectRef, subjectRef } from '@twinward/contract';
import type { TwinSummary } from '@twinward/runtime';
import type { Services } from '../services.ts';
import { issuedView } from '../views/issued-view.ts';
import type { Advice } from './advice.ts';
import { alertAdvice } from './alert-advice.ts';
import { orderAdvice } from './order-advice.ts';
import { riskAdvice, silenceAdvice } from './risk-advice.ts';

const RANK = { critical: 0, warning: 1, info: 2 } as const;
/** More cards than this are not read. */
const MOST_CARDS = 10;

/** The advice for a patient at a hook, the most pressing first; none for a patient without a twin. */
export async function advise(
  request: CdsRequest,
  services: Services,
  base: string,
): Promise<readonly Advice[]> {
  const subject = subjectRef(`Patient/${request.context.patientId}`);
  const known = services.runtime.subjects.list().find((one) => one.subject === subject);
  const twins = (known?.twins ?? []).filter(({ closedAt }) => closedAt === null);
  if (twins.length === 0) return [];
  const advice = [
    ...(await ordered(request, subject, services, base)),
    ...standing(subject, twins, services, base),
    ...(request.hook === 'order-select' || request.hook === 'order-sign'
      ? []
      : await expected(twins, services, base)),
  ];
  return advice.sort((a, b) => RANK[a.card.indicator] - RANK[b.card.indicator]).slice(0, MOST_CARDS);
}

/** Alerts that stand and that nobody has put to sleep. */
function standing(
  subject: SubjectRef,
  twins: readonly TwinSummary[],
  { runtime }: Services,
  base: string,
): readonly Advice[] {
  const { alerts } = runtime.alerts.list({ subject, status: 'open' });
  return alerts.flatMap((alert) => {
    const twin = twins.find(({ id }) => id === alert.twin);
    return twin === undefined || alert.status === 'snoozed' ? [] : [alertAdvice(alert, twin, base)];
  });
}

async function expected(
  twins: readonly TwinSummary[],
  { runtime }: Services,
  base: string,
): Promise<readonly Advice[]> {
  const found = await Promise.all(
    twins.map(async (twin) => {
      if (twin.fit.kind !== 'fits') return silenceAdvice(twin, base);
      const [issued] = await runtime.issuedForecasts(twin.id, 1);
      return riskAdvice(twin, issued === undefined ? null : issuedView(issued), base);
    }),
  );
  return found.filter((one) => one !== null);
}

async function ordered(
  { hook, context }: CdsRequest,
  subject: SubjectRef,
  { runtime }: Services,
  base: string,
): Promise<readonly Advice[]> {
  const { draftOrders, selections } = context;
  if (draftOrders === undefined) return [];
  const isMeant = ({ resourceType, id }: CdsResource) =>
    hook !== 'order-select' || (selections ?? []).includes(`${resourceType}/${id}`);
  const orders = (draftOrders.entry ?? []).map(({ resource }) => resource).filter(isMeant);
  if (orders.length === 0) return [];
  const { twins } = await runtime.subjects.read(subject);
  return orderAdvice(subject, twins, orders, runtime, base);
}
