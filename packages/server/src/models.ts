// The registry: every model this platform is started with. Worker threads load this file too.
import type { TwinModel } from '@twinward/contract';
import { glucoseFreeLiving, glucoseS2008 } from '@twinward/twins/patient';

/** All models, in the order in which they are shown. */
export const MODELS: readonly TwinModel[] = [glucoseFreeLiving, glucoseS2008];
