/** Every catalogue by its language, for tests that look at all of them; the page loads one at a time. */
import { en } from '../../../src/app/i18n/en/index.ts';
import { zh } from '../../../src/app/i18n/zh/index.ts';

export const catalogues = { en, zh } as const;
