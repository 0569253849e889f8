// Devices: which there are, whose they are, and what lets them in.
import { formatInstant } from '@twinward/contract';
import { z } from 'zod';
import type { Association } from '../connectors/device-book.ts';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { instantOutSchema, instantSchema } from '../schemas/instant-schema.ts';
import { type Route, route } from './route.ts';

interface AssociationView {
  readonly id: string;
  readonly subject: string;
  readonly from: string;
  readonly to: string | null;
}

const associationSchema: z.ZodType<AssociationView> = z
  .strictObject({
    id: z.string(),
    subject: z.string(),
    from: instantOutSchema,
    to: instantOutSchema.nullable().meta({ description: 'null while it lasts' }),
  })
  .meta({ id: 'DeviceAssociation' });

const deviceSchema = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    disabled: z.boolean(),
    associations: z.array(associationSchema),
  })
  .meta({ id: 'Device' });

const secretSchema = z
  .strictObject({
    id: z.string(),
    secret: z.string().meta({ description: 'told once; only its hash is kept' }),
  })
  .meta({ id: 'DeviceSecret' });

const idSchema = z.strictObject({ id: z.string().min(1).max(64) });

function viewOf({ id, subject, from, to }: Association): AssociationView {
  return { id, subject, from: formatInstant(from), to: to === null ? null : formatInstant(to) };
}

const listDevices: Route = route({
  id: 'listDevices',
  method: 'GET',
  path: '/devices',
  tag: 'connectors',
  summary: 'Devices that may publish readings, and whose they were when',
  permission: 'connector:read',
  reply: z.strictObject({ devices: z.array(deviceSchema) }).meta({ id: 'DeviceList' }),
  target: () => 'devices',
  async perform(_input, { services: { connectors } }) {
    const devices = await connectors.devices.list();
    return {
      devices: devices.map(({ device, label, disabled }) => ({
        id: device,
        label,
        disabled,
        associations: connectors.devices.associationsOf(device).map(viewOf),
      })),
    };
  },
});

const addDevice: Route = route({
  id: 'addDevice',
  method: 'POST',
  path: '/devices',
  tag: 'connectors',
  summary: 'Adds a device; the reply holds the secret it signs in with at the broker, once',
  permission: 'connector:act',
  body: z
    .strictObject({ id: z.string().min(1).max(48), label: z.string().min(1).max(120) })
    .meta({ id: 'DeviceIn' }),
  reply: secretSchema,
  target: ({ body: { id } }) => `Device/${id}`,
  async perform({ body: { id, label } }, call) {
    return { id, secret: await call.services.connectors.devices.add(id, label, call.takeAudit()) };
  },
});

const renewSecret: Route = route({
  id: 'renewDeviceSecret',
  method: 'POST',
  path: '/devices/{id}/secret',
  tag: 'connectors',
  summary: 'Gives a device a new secret; the one it had opens nothing any more',
  permission: 'connector:act',
  params: idSchema,
  reply: secretSchema,
  target: ({ params: { id } }) => `Device/${id}`,
  async perform({ params: { id } }, { services: { connectors } }) {
    return { id, secret: await connectors.devices.renew(id) };
  },
});

const disableDevice: Route = route({
  id: 'disableDevice',
  method: 'POST',
  path: '/devices/{id}/disabled',
  tag: 'connectors',
  summary: 'Lets a device in no more, or again with the secret it has',
  permission: 'connector:act',
  params: idSchema,
  body: z.strictObject({ disabled: z.boolean() }).meta({ id: 'DeviceDisabled' }),
  reply: z.strictObject({ id: z.string(), disabled: z.boolean() }).meta({ id: 'DeviceState' }),
  target: ({ params: { id } }) => `Device/${id}`,
  async perform({ params: { id }, body: { disabled } }, { services: { connectors } }) {
    await connectors.devices.secrets.setDisabled(id, disabled);
    return { id, disabled };
  },
});

const associateDevice: Route = route({
  id: 'associateDevice',
  method: 'POST',
  path: '/devices/{id}/association',
  tag: 'connectors',
  summary: 'Binds a device to a person from now, or from a given instant on: readings of then are theirs',
  permission: 'connector:act',
  params: idSchema,
  body: z
    .strictObject({ subject: subjectSchema, from: instantSchema.exactOptional() })
    .meta({ id: 'DeviceAssociationIn' }),
  reply: associationSchema,
  target: ({ body: { subject } }) => subject,
  async perform({ params: { id }, body: { subject, from } }, call) {
    const { connectors, clock } = call.services;
    return viewOf(await connectors.devices.associate(id, subject, from ?? clock.now(), call.takeAudit()));
  },
});

const endAssociation: Route = route({
  id: 'endDeviceAssociation',
  method: 'POST',
  path: '/devices/{id}/association/end',
  tag: 'connectors',
  summary:
    "Ends whose the device is, now or at a given instant: readings of later are nobody's until it is bound again",
  permission: 'connector:act',
  params: idSchema,
  body: z.strictObject({ at: instantSchema.exactOptional() }).meta({ id: 'DeviceAssociationEnd' }),
  reply: associationSchema,
  target: ({ params: { id } }) => `Device/${id}`,
  async perform({ params: { id }, body: { at } }, call) {
    const { connectors, clock } = call.services;
    return viewOf(await connectors.devices.end(id, at ?? clock.now(), call.takeAudit()));
  },
});

/** Devices and whose they are. */
export const DEVICE_ROUTES: readonly Route[] = [
  listDevices,
  addDevice,
  renewSecret,
  disableDevice,
  associateDevice,
  endAssociation,
];
