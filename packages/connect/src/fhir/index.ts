export type { Definitions } from './definitions/definitions.ts';
export { loadDefinitions } from './definitions/load-definitions.ts';
export { equalJson, isObject, type Json, type JsonObject } from './json.ts';
export { applyFhirPathPatch } from './patch/fhirpath-patch.ts';
export { applyJsonPatch } from './patch/json-patch.ts';
export { compileFhirPath, type FhirPath, type PathValue } from './path/fhir-path.ts';
export { readFhirXml, resourceOf } from './xml/read-fhir-xml.ts';
export { readXmlTree, type XmlNode } from './xml/read-xml-tree.ts';
