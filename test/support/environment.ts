import { join } from 'node:path';

// n8n-core writes a settings file into the user folder as soon as it is imported; a test must
// never touch the folder of the person who runs it.
process.env.N8N_LOG_LEVEL ??= 'silent';
process.env.N8N_USER_FOLDER ??= join(__dirname, '../../.tools/jest/n8n');
