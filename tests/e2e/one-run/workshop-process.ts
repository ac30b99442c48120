import { dist } from '../../../scripts/files';
import { createOpenApiClient } from '../../../src/links/openapi-client';
import { joinPairingToken } from '../../../src/protocols/device-cloud/pairing-token';
import { openRelay } from '../../../src/relay/cloud/open-relay';
import { serve } from '../../../src/relay/serve';
import type { EmulatedCloud } from '../../../src/virtual/cloud/emulated-cloud';
import { serveRadio } from '../bluetooth/remote-peripheral';
import { type HostedBoard, hostBoard } from '../web-serial/board-host';
import type { CloudSecrets, FromWorkshop, ToWorkshop, WorkshopCall } from './workshop-messages';

/**
 * A workshop in one process: the built bench behind its relay, the make-believe cloud, and boards that have an adapter, a
 * radio and a way into that cloud. Started by `openWorkshop`, ended with its parent.
 */

const tell = (message: FromWorkshop) => process.send?.(message);

const secretsOf = ({ state }: EmulatedCloud): CloudSecrets => ({
  secKeys: state.devices.map(({ secKey }) => secKey),
  localKeys: state.devices.map(({ localKey }) => localKey),
  tokens: state.tokens.flatMap((token) => [joinPairingToken(token), token.token]),
});

const begin = async () => {
  const { emulated, routes } = await openRelay({
    env: { BINDERY_CLOUD: 'demo', XDG_CONFIG_HOME: process.env.XDG_CONFIG_HOME },
    openSession: createOpenApiClient,
    fetch: () => Promise.reject(new Error('the demo left this computer')),
  });
  if (!emulated) throw new Error('no emulated cloud');
  emulated.listen((happening) => tell({ happening }));
  const boards = new Map<number, HostedBoard>();
  const radios = new Map<number, ReturnType<typeof serveRadio>>();

  const perform = async (call: WorkshopCall): Promise<unknown> => {
    switch (call.kind) {
      case 'issue-license':
        return emulated.issueLicense(call.license);
      case 'fault':
        return call.set ? emulated.set(call.fault) : emulated.clear(call.fault);
      case 'secrets':
        return secretsOf(emulated);
      case 'start-board': {
        const { board, order } = call;
        const hosted = hostBoard({ ...order, settings: { ...order.settings, cloud: emulated.device } });
        boards.set(board, hosted);
        radios.set(
          board,
          serveRadio(hosted.board.radio, (radio) => tell({ board, radio })),
        );
        return undefined;
      }
      case 'board':
        return boards.get(call.board)?.perform(call.call);
    }
  };

  process.on('message', (message: ToWorkshop) => {
    if ('radio' in message) return radios.get(message.board)?.take(message.radio);
    const { id, call } = message;
    perform(call).then(
      (value) => tell({ id, value }),
      (fault: unknown) => tell({ id, fault: String(fault) }),
    );
  });
  const { origin } = await serve(dist, 0, false, routes);
  tell({ id: 0, value: origin });
};

process.on('disconnect', () => process.exit());
void begin();
