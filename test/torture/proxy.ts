/** Stands between the program and its database, and can take the database away in each of the ways that happen. */
import net from 'node:net';

/** `refused`: nobody listens. `silent`: it stops answering and goes on later, as when it is suspended. `cut`: every line breaks. */
export const absences = ['refused', 'silent', 'cut'] as const;
export type Absence = (typeof absences)[number];

export interface Proxy {
  /** The same address with this one's host and port. */
  url: string;
  leave(how: Absence): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function newProxy(databaseUrl: string): Promise<Proxy> {
  const { hostname, port } = new URL(databaseUrl);
  const sockets = new Set<net.Socket>();
  let silent = false;

  function keep(socket: net.Socket, other: net.Socket): void {
    sockets.add(socket);
    socket.on('data', (data) => other.write(data));
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
    if (silent) socket.pause();
  }
  function meet(client: net.Socket): void {
    const server = net.connect(Number(port || 5432), hostname);
    keep(client, server);
    keep(server, client);
  }
  let listener = await listen(meet, 0);
  const own = (listener.address() as net.AddressInfo).port;
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${own}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    async leave(how) {
      silent = how === 'silent';
      if (silent) for (const socket of sockets) socket.pause();
      else {
        if (how === 'refused') listener.close();
        cut();
      }
    },
    async comeBack() {
      silent = false;
      for (const socket of sockets) socket.resume();
      if (!listener.listening) listener = await listen(meet, own);
    },
    async close() {
      listener.close();
      cut();
    },
  };
}

function listen(meet: (client: net.Socket) => void, port: number): Promise<net.Server> {
  const server = net.createServer(meet);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(server));
  });
}
