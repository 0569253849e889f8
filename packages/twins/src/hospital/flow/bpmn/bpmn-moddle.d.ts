declare module 'bpmn-moddle' {
  /** An element of a BPMN 2.0 file. */
  export interface BpmnElement {
    readonly $type: string;
    id?: string;
    name?: string;
    text?: string;
    textFormat?: string;
    documentation?: BpmnElement[];
    rootElements?: BpmnElement[];
    flowElements?: BpmnElement[];
    laneSets?: BpmnElement[];
    lanes?: BpmnElement[];
    flowNodeRef?: BpmnElement[];
    sourceRef?: BpmnElement;
    targetRef?: BpmnElement;
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
