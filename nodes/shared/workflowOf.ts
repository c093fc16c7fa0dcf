import type { IExecuteFunctions } from 'n8n-workflow';

/** Set apart from the published workflow, which is told of each change as well. */
export const testMark = (context: Pick<IExecuteFunctions, 'getMode'>): string => (context.getMode() === 'manual' ? 'test ' : '');

/** Whose look it is. A test in the editor goes beside the published workflow and may have other rules, or end in the middle. */
export const workflowOf = (context: Pick<IExecuteFunctions, 'getMode' | 'getWorkflow'>): string => `${testMark(context)}${context.getWorkflow().id}`;
