import type { RiskView } from '../generated/types.ts';

/** The first threshold on either side: the highest limit below and the lowest above. Where only one side has any, that one. */
export function mainRisks(risks: readonly RiskView[]): readonly RiskView[] {
  const nearest = (side: RiskView['side'], closer: (a: number, b: number) => boolean): RiskView | undefined =>
    risks
      .filter((risk) => risk.side === side)
      .reduce<RiskView | undefined>(
        (best, risk) => (best === undefined || closer(risk.limit, best.limit) ? risk : best),
        undefined,
      );
  return [nearest('below', (a, b) => a > b), nearest('above', (a, b) => a < b)].filter(
    (risk) => risk !== undefined,
  );
}
