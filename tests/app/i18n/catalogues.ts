/** Every catalogue by its language, with the words of the parts that bring their own, for tests that look at all of them; the page loads one at a time. */
import { en } from '../../../src/app/i18n/en/index.ts';
import { maps as mapsEn } from '../../../src/app/i18n/en/maps.ts';
import { predictions as predictionsEn } from '../../../src/app/i18n/en/predictions.ts';
import { zh } from '../../../src/app/i18n/zh/index.ts';
import { maps as mapsZh } from '../../../src/app/i18n/zh/maps.ts';
import { predictions as predictionsZh } from '../../../src/app/i18n/zh/predictions.ts';

export const catalogues = {
  en: { ...en, maps: mapsEn, predictions: predictionsEn },
  zh: { ...zh, maps: mapsZh, predictions: predictionsZh },
} as const;
