import type { Stage } from './stage.ts';

/** One scenario: what people do and what has to have come of it. `play` throws when it has not. */
export interface Chapter {
	title: string;
	play(stage: Stage): Promise<void>;
}
