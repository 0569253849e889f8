import { Command } from 'commander';
import { type LinkOptions, OPTION } from '../defaults.ts';
import { linkServer, type ServerLink } from '../server-link.ts';
import { openTerminal } from '../terminal.ts';

interface AssociationView {
  readonly subject: string;
  readonly from: string;
  readonly to: string | null;
}

interface DeviceView {
  readonly id: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly associations: readonly AssociationView[];
}

/** `twinward device`: devices, their secrets, and whose they are. */
export function deviceCommand(): Command {
  return new Command('device')
    .description('devices that publish readings over MQTT: add, list, bind to a person, end')
    .addCommand(
      act('add', 'add a device; prints the secret it signs in with, once', (command) =>
        command.argument('<id>').option('--label <words>', 'how it is called on screen'),
      ).action(async (id: string, options: LinkOptions & { readonly label?: string }) => {
        const link = await linkServer(options.data, options.url);
        const body = { id, label: options.label ?? id };
        tell(options, await link.post<{ secret: string }>('/devices', body), ({ secret }) => secret);
      }),
    )
    .addCommand(
      act('list', 'devices, and whose they are').action(async (options: LinkOptions) => {
        const link = await linkServer(options.data, options.url);
        const list = await link.get<{ devices: readonly DeviceView[] }>('/devices');
        tell(options, list, ({ devices }) => devices.map(lineOf).join('\n') || 'no devices yet');
      }),
    )
    .addCommand(
      act('associate', 'bind a device to a person: its readings are theirs from then on', (command) =>
        command
          .argument('<id>')
          .argument('<subject>', 'for example Patient/p-17')
          .option('--from <instant>', 'since when (now)'),
      ).action(async (id: string, subject: string, options: LinkOptions & { readonly from?: string }) => {
        const link = await linkServer(options.data, options.url);
        const body = { subject, ...(options.from === undefined ? {} : { from: options.from }) };
        await bind(link, options, id, '', body);
      }),
    )
    .addCommand(
      act('end', 'end whose a device is', (command) =>
        command.argument('<id>').option('--at <instant>', 'when (now)'),
      ).action(async (id: string, options: LinkOptions & { readonly at?: string }) => {
        const link = await linkServer(options.data, options.url);
        await bind(link, options, id, '/end', options.at === undefined ? {} : { at: options.at });
      }),
    )
    .addCommand(
      act('secret', 'give a device a new secret; prints it, once', (command) =>
        command.argument('<id>'),
      ).action(async (id: string, options: LinkOptions) => {
        const link = await linkServer(options.data, options.url);
        const path = `/devices/${encodeURIComponent(id)}/secret`;
        tell(options, await link.post<{ secret: string }>(path, undefined), ({ secret }) => secret);
      }),
    );
}

function act(
  name: string,
  description: string,
  with_: (command: Command) => Command = (command) => command,
): Command {
  return with_(new Command(name).description(description))
    .addOption(OPTION.data())
    .addOption(OPTION.url())
    .addOption(OPTION.json());
}

async function bind(
  link: ServerLink,
  options: LinkOptions,
  id: string,
  end: string,
  body: object,
): Promise<void> {
  const path = `/devices/${encodeURIComponent(id)}/association${end}`;
  tell(options, await link.post<AssociationView>(path, body), spanOf);
}

function tell<T>({ json }: LinkOptions, reply: T, words: (reply: T) => string): void {
  openTerminal(false).out(json === true ? JSON.stringify(reply) : words(reply));
}

function lineOf({ id, label, disabled, associations }: DeviceView): string {
  const [latest] = associations;
  const whose = latest === undefined ? 'bound to nobody yet' : spanOf(latest);
  return `${id.padEnd(20)} ${label}${disabled ? ' (disabled)' : ''}: ${whose}`;
}

function spanOf({ subject, from, to }: AssociationView): string {
  return `${subject} since ${from}${to === null ? '' : ` until ${to}`}`;
}
