import type { Observation } from '@twinward/contract';

/** A reading as a device tells it: it knows when and what, and not of whom. */
export type DeviceReading = Omit<Observation, 'subject'>;

/** Something a device told that is no reading, and why. */
export interface LeftAside {
  readonly where: string;
  readonly why: string;
}

/** What one message or document of a device holds. */
export interface DeviceReadings {
  readonly readings: readonly DeviceReading[];
  readonly left: readonly LeftAside[];
}
