// The registry: every model this platform is started with. Worker threads load this file too.
import { type ModelRegistry, modelRegistry } from '@twinward/runtime';
import { hospitalBeds } from '@twinward/twins/hospital';
import {
  amikacinBurdetTwin,
  circulation,
  copdMonitor,
  diabetesMonitor,
  esmololSumTwin,
  glucoseFreeLiving,
  glucoseS2008,
  heartFailureMonitor,
  lungs,
  metoprololRegardhTwin,
  news2Monitor,
  vancomycinGotiTwin,
  vancomycinThomsonTwin,
  warfarinHambergTwin,
} from '@twinward/twins/patient';

/** All models, in the order in which they are shown. */
export const models: ModelRegistry = modelRegistry([
  glucoseFreeLiving,
  glucoseS2008,
  vancomycinGotiTwin,
  vancomycinThomsonTwin,
  amikacinBurdetTwin,
  warfarinHambergTwin,
  esmololSumTwin,
  metoprololRegardhTwin,
  circulation,
  lungs,
  heartFailureMonitor,
  copdMonitor,
  diabetesMonitor,
  news2Monitor,
  hospitalBeds,
]);
