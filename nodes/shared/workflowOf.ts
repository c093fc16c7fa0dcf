import type { IExecuteFunctions } from 'n8n-workflow';

/** Whose look it is. A test in the editor goes beside the published workflow and may have other rules, or end in the middle. */
export const workflowOf = (context: Pick<IExecuteFunctions, 'getMode' | 'getWorkflow'>): string => `${context.getMode() === 'manual' ? 'test ' : ''}${context.getWorkflow().id}`;
