import { type ConnectorSettings, startServer } from '@twinward/server';
import { Command } from 'commander';
import { OPTION } from '../defaults.ts';
import { openTerminal } from '../terminal.ts';
import { wholeNumber } from '../whole-number.ts';

interface StartOptions {
  readonly port: number;
  readonly data: string;
  readonly speed: number;
  readonly empty?: boolean;
  readonly mllp: number;
  readonly mqtt: number | string;
  readonly connectors: boolean;
  readonly zone?: string;
}

/** `twinward start`: the platform on this machine, until Ctrl-C. */
export function startCommand(): Command {
  return new Command('start')
    .description('start the platform on this machine; Ctrl-C stops it')
    .option('--port <n>', 'port of web and API', wholeNumber(0, 65_535), 8317)
    .addOption(OPTION.data())
    .option('--speed <n>', 'how many times faster than life the demo plays', wholeNumber(1, 3600), 1)
    .option('--mllp <n>', 'port that takes HL7 v2 messages', wholeNumber(0, 65_535), 2575)
    .option(
      '--mqtt <port|url>',
      'port of the broker for devices, or the address of one that runs already',
      brokerOf,
      1883,
    )
    .option('--zone <name>', 'time zone of senders whose times carry no offset, as Europe/Dublin')
    .option('--no-connectors', 'listen to no hospital and no device')
    .option('--empty', 'start without demo data')
    .action(async (options: StartOptions) => {
      const terminal = openTerminal(false);
      const stopping = new Promise<NodeJS.Signals>((resolve) => {
        for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, resolve);
      });
      const databaseUrl = process.env.DATABASE_URL;
      const server = await startServer({
        dataFolder: options.data,
        port: options.port,
        host: '127.0.0.1',
        demo: options.empty !== true,
        speed: options.speed,
        ...(options.connectors ? { connectors: connectorsOf(options) } : {}),
        ...(databaseUrl === undefined ? {} : { databaseUrl }),
        onProgress: (step, done, of) => {
          if (done === undefined || of === undefined) terminal.say(`  ${step}`);
          else terminal.progress(done, of, step);
        },
      });
      terminal.settle();
      terminal.say('');
      terminal.say(`Twinward is ready at ${server.address}`);
      terminal.say(`  record: ${server.describe}`);
      for (const line of server.connectors) terminal.say(`  ${line}`);
      if (server.signIns.length > 0) terminal.say('  sign in as');
      for (const { name, role, password } of server.signIns) {
        terminal.say(`    ${name.padEnd(16)} ${password ?? '(the password you chose)'}   ${role}`);
      }
      terminal.say('Research use. Not a medical device. Ctrl-C stops it.');
      await stopping;
      process.once('SIGINT', () => process.exit(130));
      terminal.say('\nstopping ...');
      await server.close();
      terminal.say('stopped');
    });
}

function connectorsOf({ mllp, mqtt, zone }: StartOptions): ConnectorSettings {
  return {
    mllp: { port: mllp, ...(zone === undefined ? {} : { zone }) },
    mqtt: typeof mqtt === 'number' ? { port: mqtt } : { url: mqtt },
  };
}

function brokerOf(text: string): number | string {
  return /^mqtts?:\/\//.test(text) ? text : wholeNumber(0, 65_535)(text);
}
