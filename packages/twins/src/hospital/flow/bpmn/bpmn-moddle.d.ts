declare module 'bpmn-moddle' {
  /** An element of a BPMN 2.0 file. */
  export interface BpmnElement {
    readonly $type: string;
    /** Of an element of another namespace. */
    readonly $children?: readonly BpmnElement[];
    id?: string;
    name?: string;
    text?: string;
    textFormat?: string;
    body?: string;
    documentation?: BpmnElement[];
    rootElements?: BpmnElement[];
    relationships?: BpmnElement[];
    extensionElements?: BpmnElement;
    values?: BpmnElement[];
    flowElements?: BpmnElement[];
    laneSets?: BpmnElement[];
    childLaneSet?: BpmnElement;
    lanes?: BpmnElement[];
    flowNodeRef?: BpmnElement[];
    sourceRef?: BpmnElement;
    targetRef?: BpmnElement;
    attachedToRef?: BpmnElement;
    default?: BpmnElement;
    eventDefinitions?: BpmnElement[];
    timeCycle?: BpmnElement;
    timeDuration?: BpmnElement;
    timeDate?: BpmnElement;
    loopCharacteristics?: BpmnElement;
    loopCardinality?: BpmnElement;
    loopMaximum?: number;
    testBefore?: boolean;
    isSequential?: boolean;
    /** Of an event on the edge of a task: whether it ends the task, as it does unless said. */
    cancelActivity?: boolean;
    /** Whether a gateway is where patients begin. */
    instantiate?: boolean;
    eventGatewayType?: string;
    triggeredByEvent?: boolean;
    bpmnElement?: BpmnElement;
    plane?: BpmnElement;
    planeElement?: BpmnElement[];
    diagrams?: BpmnElement[];
  }

  export class BpmnModdle {
    constructor();
    create(type: string, properties: object): BpmnElement;
    toXML(element: BpmnElement, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    fromXML(xml: string): Promise<{
      readonly rootElement: BpmnElement;
      readonly warnings: readonly { readonly message: string }[];
    }>;
  }
}
