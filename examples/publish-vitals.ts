// A bedside monitor over MQTT: a minute of vital signs by their device codes, each acknowledged when it is durable:
//   node examples/publish-vitals.ts mqtt://127.0.0.1:1883 monitor-3 SECRET
import { connectAsync } from 'mqtt';

const [url = 'mqtt://127.0.0.1:1883', device = 'monitor-3', secret = ''] = process.argv.slice(2);
const client = await connectAsync(url, { username: device, password: secret }, false);
await client.subscribeAsync(`dt/ward/${device}/receipt`);
client.on('message', (_topic, receipt) => {
  const { state, reason } = JSON.parse(String(receipt)) as { state: string; reason: string };
  if (state !== 'done') console.log(`${state}: ${reason}`);
});
const begin = Date.now() - 60_000;
for (let second = 0; second < 60; second += 10) {
  const obs = [
    { mdc: 147842, value: 72 + Math.round(4 * Math.sin(second)), unit: 264864 }, // heart rate, beats a minute
    { mdc: 150456, value: 97, unit: 262688 }, // oxygen saturation, %
    { mdc: 151562, value: 14, unit: 264928 }, // breaths a minute
  ];
  const payload = JSON.stringify({ at: new Date(begin + second * 1000).toISOString(), seq: second, obs });
  await client.publishAsync(`dt/ward/${device}/obs`, payload, { qos: 1 });
}
console.log('18 readings acknowledged');
await client.endAsync();
