export { hospitalJsonSchema } from '@twinward/twins/hospital';
export type { SignInNote } from './access/seed-accounts.ts';
export type { ConnectorSettings } from './connectors/connector-settings.ts';
export { type Evidence, readEvidence } from './evidence.ts';
export { hospitalNames, openHospital } from './hospital/open-hospital.ts';
export { models } from './models.ts';
export type { CardiovascularReply, ProgressionReply } from './schemas/risk-reply-schema.ts';
export type { RunningServer, ServerOptions } from './server-options.ts';
export { startServer } from './start-server.ts';
