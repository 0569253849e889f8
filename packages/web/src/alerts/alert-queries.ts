import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import { listAlerts, readAlert, readAlertBudgets } from '../generated/api.ts';
import type { AlertBudgets, AlertDetail, AlertPage } from '../generated/types.ts';
import { useMay } from '../shell/session.ts';

/** Which alerts a list shows. */
export type AlertShow = 'open' | 'resolved' | 'all';

/** How many alerts one page holds. */
const PAGE = 100;
/** Milliseconds between two looks while records are being read. */
const READING = 1000;

/** Alerts, the most pressing first; of one twin or person if named. */
export function useAlerts(
  show: AlertShow,
  of: { readonly subject?: string; readonly condition?: string } = {},
): UseQueryResult<AlertPage> {
  const may = useMay('alert:read');
  return useQuery({
    queryKey: KEYS.alerts(show, of),
    queryFn: ({ signal }) =>
      listAlerts({ query: { ...(show === 'all' ? {} : { status: show }), ...of, limit: PAGE } }, signal),
    enabled: may,
  });
}

/** One alert with the last weeks of its signals. */
export function useAlert(id: string): UseQueryResult<AlertDetail> {
  return useQuery({ queryKey: KEYS.alert(id), queryFn: ({ signal }) => readAlert({ id }, signal) });
}

/** What may be spent on false alerts, and what was. */
export function useAlertBudgets(): UseQueryResult<AlertBudgets> {
  return useQuery({
    queryKey: KEYS.alertBudgets,
    queryFn: ({ signal }) => readAlertBudgets(signal),
    refetchInterval: ({ state: { data } }) => (data !== undefined && stillRead(data) > 0 ? READING : false),
  });
}

/** People watched whose record is still being read after a start. */
export function stillRead({ budgets }: AlertBudgets): number {
  return budgets.reduce((sum, { reading }) => sum + reading, 0);
}
