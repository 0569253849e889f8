import type { TwinModel } from '@twinward/contract';
import { COPD } from '../conditions/copd.ts';
import { DIABETES } from '../conditions/diabetes.ts';
import { HEART_FAILURE } from '../conditions/heart-failure.ts';
import { COPD_PEOPLE } from '../synthetic/copd-people.ts';
import { DIABETES_PEOPLE } from '../synthetic/diabetes-people.ts';
import { HEART_FAILURE_PEOPLE } from '../synthetic/heart-failure-people.ts';
import { deteriorationMonitor } from './deterioration-monitor.ts';

/**
 * The monitor of worsening heart failure at home.
 *
 * @example
 * heartFailureMonitor.watch.budget.initial; // 1.5
 */
export const heartFailureMonitor: TwinModel = deteriorationMonitor(HEART_FAILURE, HEART_FAILURE_PEOPLE);

/** The monitor of COPD exacerbations at home. */
export const copdMonitor: TwinModel = deteriorationMonitor(COPD, COPD_PEOPLE);

/** The monitor of diabetes that slips. */
export const diabetesMonitor: TwinModel = deteriorationMonitor(DIABETES, DIABETES_PEOPLE);
