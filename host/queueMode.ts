/** n8n in queue mode: the main process hears and answers, workers beside it do the executions. */
import type { N8nSettings } from './environment.ts';
import { freePorts } from './freePorts.ts';
import { type N8nProcess, startN8nWorker } from './n8nProcess.ts';
import { openRedis, type Redis, redisProgram } from './redis.ts';

/** What died with its worker is found after seconds instead of minutes, and where no job tells of it after half a minute instead of three hours. */
const SOON = {
	QUEUE_WORKER_LOCK_DURATION: '6000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '1000',
	QUEUE_WORKER_STALLED_INTERVAL: '3000',
	N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.5',
};

export class Workers {
	private readonly redis: Redis;
	private readonly running: N8nProcess[] = [];

	private constructor(redis: Redis) {
		this.redis = redis;
	}

	static async open(): Promise<Workers> {
		const program = redisProgram();
		if (!program) throw new Error('Queue mode needs Redis on this machine');
		return new Workers(await openRedis(program));
	}

	/** What the main process and its workers have in common. */
	get environment(): Record<string, string> {
		return { EXECUTIONS_MODE: 'queue', QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(this.redis.port), ...SOON };
	}

	/** Returns when the new worker takes jobs. `settings` are those of the main process. */
	async start(settings: N8nSettings): Promise<void> {
		const [port = 0, brokerPort = 0] = await freePorts(2);
		const more = { ...settings.more, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port), N8N_WORKER_SERVER_ADDRESS: '127.0.0.1' };
		this.running.push(await startN8nWorker({ ...settings, port, brokerPort, more }));
	}

	/** As when the machine of the oldest worker loses power. */
	async crashOne(): Promise<void> {
		await this.running.shift()?.kill();
	}

	async stop(): Promise<void> {
		await Promise.all(this.running.splice(0).map((worker) => worker.stop()));
		await this.redis.stop();
	}
}
