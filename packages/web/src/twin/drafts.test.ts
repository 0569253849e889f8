import { expect, it } from 'vitest';
import { readDrafts, writeDrafts } from './drafts.ts';

it('a what-if goes through an address and comes back the same', () => {
  const drafts = [
    { type: 'carbohydrate', inMinutes: 15, amounts: { grams: 20 } },
    { type: 'temporary-basal', inMinutes: 0, amounts: { percent: 50.5, durationMinutes: 60 } },
  ];
  expect(readDrafts(writeDrafts(drafts))).toEqual(drafts);
  expect(writeDrafts([])).toBe('');
});

it('what an address garbles is left out, never guessed', () => {
  expect(readDrafts('bolus@x~units:2,,<script>@0,carbohydrate@5~grams:NaN~x')).toEqual([
    { type: 'carbohydrate', inMinutes: 5, amounts: {} },
  ]);
});
