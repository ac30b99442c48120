/** MQTT over TLS: the broker carries the bytes, the emulated cloud decides who may log in, hear and say what. */
import { createServer, type TLSSocket } from 'node:tls';
import { Aedes, type Client } from 'aedes';
import { deviceTopics } from '../protocols/device-cloud/mqtt-login';
import type { DeviceDoor, MqttSession } from '../virtual/cloud/device-door';
import { deviceTls, listen } from './cloud-tls';

/** CONNACK codes reach the broker as a property of the error. */
const refusal = (returnCode: 4 | 5) => Object.assign(new Error('refused'), { returnCode });

const mayPublish = (clientId: string, topic: string): boolean => {
  const { out, rpcRequest } = deviceTopics(clientId);
  return topic === out || topic === rpcRequest;
};

const createBroker = (door: DeviceDoor): Promise<Aedes> => {
  const sessions = new Map<Client, MqttSession>();
  return Aedes.createBroker({
    authenticate(client, username, password, done) {
      const login = { clientId: client.id, username: username ?? '', password: password?.toString() ?? '' };
      const deliver = (topic: string, payload: Uint8Array): void =>
        // The broker calls back unasked, whatever its types say.
        client.publish(
          { cmd: 'publish', topic, payload: Buffer.from(payload), qos: 1, retain: false, dup: false },
          () => undefined,
        );
      const outcome = door.mqtt(login, deliver, () => client.close());
      if (outcome.code !== 0) return done(refusal(outcome.code), null);
      sessions.set(client, outcome.session);
      // Also when the line goes before the broker has taken the client in.
      client.conn.once('close', () => {
        sessions.delete(client);
        outcome.session.close();
      });
      done(null, true);
    },
    authorizeSubscribe(client, subscription, done) {
      done(null, sessions.get(client)?.subscribe(subscription.topic) ? subscription : null);
    },
    authorizePublish(client, packet, done) {
      packet.retain = false;
      // A last will is published when its client is gone already: it has none of ours.
      done(client && mayPublish(client.id, packet.topic) ? null : new Error('not its topic'));
    },
    published(packet, client, done) {
      const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
      if (client) sessions.get(client)?.publish(packet.topic, new Uint8Array(payload));
      done();
    },
  });
};

/** Throws DoorError when the port cannot be had. */
export const openBroker = async (door: DeviceDoor, port: number, pair: { key: string; cert: string }) => {
  const broker = await createBroker(door);
  const sockets = new Set<TLSSocket>();
  const server = createServer(deviceTls(pair), (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    broker.handle(socket);
  });
  const listening = await listen(server, port, 'MQTT');
  return {
    port: listening,
    close() {
      broker.close();
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
