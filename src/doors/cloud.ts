/** `npm run cloud`: an emulated cloud on this computer, for device clients that speak TLS. */
import { cloudUsage, readCloudOptions } from './cloud-options';
import { serveCloud } from './cloud-serve';
import { DoorError } from './door';

const offer = async (options: NonNullable<ReturnType<typeof readCloudOptions>>): Promise<void> => {
  const { cloud, facts, control, ports, close } = await serveCloud(options);
  const end = (): void => {
    close();
    process.exit(0);
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  const { licenses, products } = cloud.state;
  console.log(`emulated cloud, on this computer only; Ctrl-C ends it
  control page      ${control}
  register centre   ${facts.register}
  ATOP              ${facts.atop}
  MQTT              ${facts.mqtt}
  root certificate  ${facts.caFile}
  licenses          ${licenses.length === 0 ? 'none: give some with --license or --settings' : licenses.map(({ uuid }) => uuid).join(' ')}
  products          ${products.map(({ pid }) => pid).join(' ')}
  reg               ${JSON.stringify(facts.reg)}`);
  if (ports.https !== 443) console.log('vendor clients ask for ATOP at port 443 whatever they are told');
};

const main = async (): Promise<void> => {
  try {
    const options = readCloudOptions(process.argv.slice(2));
    if (options) await offer(options);
    else console.log(cloudUsage);
  } catch (fault) {
    if (!(fault instanceof DoorError)) throw fault;
    console.error(fault.exitCode === 2 ? `${fault.message}\n\n${cloudUsage}` : fault.message);
    process.exit(fault.exitCode);
  }
};

await main();
