export { type CdsFeedback, cdsFeedbackSchema } from './cds-feedback.ts';
export { type CdsRequest, cdsRequestSchema } from './cds-request.ts';
export { type CdsCard, type CdsResponse, cdsResponseSchema } from './cds-response.ts';
export { type CdsService, type CdsServices, cdsServicesSchema } from './cds-services.ts';
export { type CdsDocumentKind, checkCdsDocument } from './check-cds-document.ts';
export type { CdsResource } from './wire.ts';
