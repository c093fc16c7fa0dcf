/**
 * Loaded into n8n before n8n itself: ends it when the process that started it is gone, even when
 * that one was killed without a chance to clean up. The channel between the two closes then.
 */
const PATIENCE = 10_000;

const endGroup = (signal) => {
	try {
		process.kill(-process.pid, signal);
	} catch {
		process.exit(1);
	}
};

if (process.channel) {
	process.once('disconnect', () => {
		process.kill(process.pid, 'SIGTERM');
		setTimeout(endGroup, PATIENCE, 'SIGKILL').unref();
	});
	// Waiting for the end must not keep a command such as `n8n import:workflow` from ending.
	process.channel.unref();
}
