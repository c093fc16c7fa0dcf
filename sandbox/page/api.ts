import type { SandboxRequest, SandboxResponse } from '../http/exchange.ts';
import { empty } from '../http/exchange.ts';
export function createPage(_options: unknown): { changed(): void; close(): void; answer(request: SandboxRequest): Promise<SandboxResponse> } {
	return { changed() {}, close() {}, answer: async () => empty(404) };
}
