// The module from which the worker threads of the tests load their models.
import { type ModelRegistry, modelRegistry } from '../model-registry.ts';
import { levelTwin } from './level-twin.ts';

/** The models of the trials. */
export const models: ModelRegistry = modelRegistry([levelTwin]);
