import { expect, it } from 'vitest';
import type { TwinDetail } from '../generated/types.ts';
import { offersOf, proposalsOf } from './offers.ts';

const twin = (id: string, model: string, types: readonly (readonly [string, string])[]): TwinDetail =>
  ({
    id,
    model,
    closedAt: null,
    interventions: types.map(([name, label]) => ({ name, label, fields: [], acts: '', lasting: false })),
  }) as unknown as TwinDetail;

const heart = twin('heart', 'circulation', [['fluid', 'Fluid']]);
const goti = twin('goti', 'vancomycin-goti-2018', [['infusion', 'Infusion of vancomycin']]);
const thomson = twin('thomson', 'vancomycin-thomson-2009', [['infusion', 'Infusion of vancomycin']]);
const amikacin = twin('amikacin', 'amikacin-burdet-2015', [['infusion', 'Infusion of amikacin']]);

it('what two twins know is offered once and goes to both', () => {
  const offers = offersOf([heart, goti, thomson]);
  expect(offers.map(({ key, twins }) => [key, twins.length])).toEqual([
    ['fluid', 1],
    ['infusion', 2],
  ]);
  const proposals = proposalsOf([{ type: 'infusion', inMinutes: 0, amounts: { amount: 1000 } }], offers);
  expect(proposals).toEqual([{ type: 'infusion', inMinutes: 0, amounts: { amount: 1000 } }]);
});

it('an infusion of one drug never reaches the twin of another', () => {
  const offers = offersOf([goti, thomson, amikacin]);
  const [vancomycin] = offers;
  const proposals = proposalsOf([{ type: vancomycin!.key, inMinutes: 5, amounts: { amount: 500 } }], offers);
  expect(proposals.map((one) => one.twin)).toEqual(['goti', 'thomson']);
});

it('what is no longer offered is left out, and closed twins offer nothing', () => {
  expect(proposalsOf([{ type: 'bolus', inMinutes: 0, amounts: {} }], offersOf([heart]))).toEqual([]);
  expect(offersOf([{ ...heart, closedAt: '2026-01-01T00:00:00.000Z' }])).toEqual([]);
});
