/** Every catalogue by its language, for tests that look at all of them; the page loads one at a time. */
import { en } from '../../../src/app/i18n/en/index.ts';
import { maps as mapsEn } from '../../../src/app/i18n/en/maps.ts';
import { zh } from '../../../src/app/i18n/zh/index.ts';
import { maps as mapsZh } from '../../../src/app/i18n/zh/maps.ts';

export const catalogues = { en: { ...en, maps: mapsEn }, zh: { ...zh, maps: mapsZh } } as const;
