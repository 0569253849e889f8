import {
  closedLoopCoronaryLeft,
  closedLoopCoronaryRight,
  closedLoopWindkessel,
  coronary,
  flow,
  pressure,
  resistance,
  windkessel,
} from './boundary-conditions.ts';
import { chamberElastanceInductor, linearElastanceChamber } from './chambers.ts';
import type { ElementType } from './element-type.ts';
import { heartAndPulmonary } from './heart-and-pulmonary.ts';
import { bloodVesselJunction, internalJunction, normalJunction, resistiveJunction } from './junctions.ts';
import { piecewiseValve, valveTanh } from './valves.ts';
import { bloodVessel, bloodVesselCrl } from './vessels.ts';

/** The lists of a file that name elements. */
export type ElementList = 'vessel' | 'junction' | 'boundary condition' | 'chamber' | 'valve' | 'closed loop';

/** The elements a network can be made of, by the list of the file they stand in. */
export const ELEMENT_TYPES: Readonly<Record<ElementList, readonly ElementType[]>> = {
  vessel: [bloodVessel, bloodVesselCrl],
  junction: [normalJunction, internalJunction, bloodVesselJunction, resistiveJunction],
  'boundary condition': [
    flow,
    pressure,
    resistance,
    windkessel,
    coronary,
    closedLoopWindkessel,
    closedLoopCoronaryLeft,
    closedLoopCoronaryRight,
  ],
  chamber: [linearElastanceChamber, chamberElastanceInductor],
  valve: [piecewiseValve, valveTanh],
  'closed loop': [heartAndPulmonary],
};
