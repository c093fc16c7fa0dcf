import { accountFindings } from './account';
import { claimFindings } from './claims';
import { creationFindings } from './creation';
import { featureFindings } from './features';
import type { CheckFacts, CheckQuestion } from './facts';
import type { Finding } from './finding';
import { permissionFindings } from './permissions';
import { projectFindings } from './project';
import { ruleFindings } from './rules';
import { scriptFindings } from './scripts';
import { transitionFindings } from './transitions';
import { webhookFindings } from './webhooks';

/**
 * What the answers of a site mean for a connection: one finding for each thing it needs there, by topic.
 * One lack makes one problem; what cannot be seen because of it cannot be told. Pure.
 */
export const findingsOf = (facts: CheckFacts, question: CheckQuestion): Finding[] =>
	[accountFindings, projectFindings, permissionFindings, creationFindings, ruleFindings, scriptFindings, transitionFindings, webhookFindings, claimFindings, featureFindings].flatMap((topic) =>
		topic(facts, question),
	);
