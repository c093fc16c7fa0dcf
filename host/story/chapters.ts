/** The service desk story: nine scenarios that build on one another. */
import type { Chapter } from './chapter.ts';
import { deskUpdate } from './chapters/deskUpdate.ts';
import { devBorn } from './chapters/devBorn.ts';
import { escalate } from './chapters/escalate.ts';
import { laterComment } from './chapters/laterComment.ts';
import { race } from './chapters/race.ts';
import { reopen } from './chapters/reopen.ts';
import { requiredField } from './chapters/requiredField.ts';
import { resolution } from './chapters/resolution.ts';
import { rewrite } from './chapters/rewrite.ts';
import type { Stage } from './stage.ts';

export const CHAPTERS: Chapter[] = [escalate, deskUpdate, resolution, laterComment, reopen, race, devBorn, rewrite, requiredField];

/** Plays one chapter to its end, which is always that the same input once more writes nothing. */
export async function playChapter(chapter: Chapter, stage: Stage): Promise<void> {
	await stage.forget();
	await chapter.play(stage);
	await stage.expectSecondRunQuiet();
}
