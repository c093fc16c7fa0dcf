import type { Route } from '../http/router.ts';
import { attachmentRoutes } from './attachments.ts';
import { commentRoutes } from './comments.ts';
import { issuePropertyRoutes } from './issueProperties.ts';
import { issueRoutes } from './issues.ts';
import { linkRoutes } from './links.ts';
import { projectRoutes } from './projects.ts';
import { searchRoutes } from './search.ts';
import { siteRoutes } from './site.ts';
import { transitionRoutes } from './transitions.ts';
import { userRoutes } from './users.ts';
import { watcherRoutes } from './watchers.ts';
import { webhookRoutes } from './webhooks.ts';
import { worklogRoutes } from './worklogs.ts';

export const allRoutes: Route[] = [
	...siteRoutes, ...userRoutes, ...projectRoutes, ...issueRoutes, ...commentRoutes, ...attachmentRoutes, ...transitionRoutes,
	...issuePropertyRoutes, ...linkRoutes, ...searchRoutes, ...watcherRoutes, ...worklogRoutes, ...webhookRoutes,
];
