/** Ports on the loopback address. */
import { createServer, type Server } from 'node:net';

const HERE = '127.0.0.1';

const listening = (port: number) =>
	new Promise<Server>((resolve, reject) => {
		const server = createServer().once('error', reject);
		server.listen(port, HERE, () => resolve(server));
	});

const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

const portOf = (server: Server) => {
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('A listening server has no port');
	return address.port;
};

export async function isFree(port: number): Promise<boolean> {
	try {
		await closed(await listening(port));
		return true;
	} catch {
		return false;
	}
}

/** So many different free ports: held at the same time, so that none is given twice. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = await Promise.all(Array.from({ length: count }, () => listening(0)));
	const ports = servers.map(portOf);
	await Promise.all(servers.map(closed));
	return ports;
}
