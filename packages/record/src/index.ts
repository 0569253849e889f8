export type * from './ports/account-store.ts';
export type * from './ports/clock.ts';
export type * from './ports/event-log.ts';
export type * from './ports/forecast-store.ts';
export type * from './ports/scenario-store.ts';
export type * from './ports/snapshot-store.ts';
export type * from './ports/twin-record.ts';
