/** Every catalogue by its language, with the words of the parts that bring their own, for tests that look at all of them; the page loads one at a time. */
import { alike as alikeEn } from '../../../src/app/i18n/en/alike.ts';
import { blocks as blocksEn } from '../../../src/app/i18n/en/blocks.ts';
import { compare as compareEn } from '../../../src/app/i18n/en/compare.ts';
import { data as dataEn } from '../../../src/app/i18n/en/data.ts';
import { drawer as drawerEn } from '../../../src/app/i18n/en/drawer.ts';
import { hints as hintsEn } from '../../../src/app/i18n/en/hints.ts';
import { en } from '../../../src/app/i18n/en/index.ts';
import { landscape as landscapeEn } from '../../../src/app/i18n/en/landscape.ts';
import { maps as mapsEn } from '../../../src/app/i18n/en/maps.ts';
import { openedFile as openedFileEn } from '../../../src/app/i18n/en/openedFile.ts';
import { out as outEn } from '../../../src/app/i18n/en/out.ts';
import { predictions as predictionsEn } from '../../../src/app/i18n/en/predictions.ts';
import { projection as projectionEn } from '../../../src/app/i18n/en/projection.ts';
import { queue as queueEn } from '../../../src/app/i18n/en/queue.ts';
import { rate as rateEn } from '../../../src/app/i18n/en/rate.ts';
import { recipes as recipesEn } from '../../../src/app/i18n/en/recipes.ts';
import { several as severalEn } from '../../../src/app/i18n/en/several.ts';
import { shapes as shapesEn } from '../../../src/app/i18n/en/shapes.ts';
import { shipped as shippedEn } from '../../../src/app/i18n/en/shipped.ts';
import { speed as speedEn } from '../../../src/app/i18n/en/speed.ts';
import { time as timeEn } from '../../../src/app/i18n/en/time.ts';
import { experiments as experimentsEn } from '../../../src/app/i18n/en/try.ts';
import { twin as twinEn } from '../../../src/app/i18n/en/twin.ts';
import { alike as alikeZh } from '../../../src/app/i18n/zh/alike.ts';
import { blocks as blocksZh } from '../../../src/app/i18n/zh/blocks.ts';
import { compare as compareZh } from '../../../src/app/i18n/zh/compare.ts';
import { data as dataZh } from '../../../src/app/i18n/zh/data.ts';
import { drawer as drawerZh } from '../../../src/app/i18n/zh/drawer.ts';
import { hints as hintsZh } from '../../../src/app/i18n/zh/hints.ts';
import { zh } from '../../../src/app/i18n/zh/index.ts';
import { landscape as landscapeZh } from '../../../src/app/i18n/zh/landscape.ts';
import { maps as mapsZh } from '../../../src/app/i18n/zh/maps.ts';
import { openedFile as openedFileZh } from '../../../src/app/i18n/zh/openedFile.ts';
import { out as outZh } from '../../../src/app/i18n/zh/out.ts';
import { predictions as predictionsZh } from '../../../src/app/i18n/zh/predictions.ts';
import { projection as projectionZh } from '../../../src/app/i18n/zh/projection.ts';
import { queue as queueZh } from '../../../src/app/i18n/zh/queue.ts';
import { rate as rateZh } from '../../../src/app/i18n/zh/rate.ts';
import { recipes as recipesZh } from '../../../src/app/i18n/zh/recipes.ts';
import { report as reportZh } from '../../../src/app/i18n/zh/report.ts';
import { several as severalZh } from '../../../src/app/i18n/zh/several.ts';
import { shapes as shapesZh } from '../../../src/app/i18n/zh/shapes.ts';
import { shipped as shippedZh } from '../../../src/app/i18n/zh/shipped.ts';
import { speed as speedZh } from '../../../src/app/i18n/zh/speed.ts';
import { time as timeZh } from '../../../src/app/i18n/zh/time.ts';
import { experiments as experimentsZh } from '../../../src/app/i18n/zh/try.ts';
import { twin as twinZh } from '../../../src/app/i18n/zh/twin.ts';
import { reportWords as reportEn } from '../../../src/formats/report/english.ts';

export const catalogues = {
  en: {
    ...en,
    alike: alikeEn,
    blocks: blocksEn,
    compare: compareEn,
    data: dataEn,
    landscape: landscapeEn,
    drawer: drawerEn,
    hints: hintsEn,
    maps: mapsEn,
    openedFile: openedFileEn,
    out: outEn,
    predictions: predictionsEn,
    projection: projectionEn,
    queue: queueEn,
    rate: rateEn,
    recipes: recipesEn,
    several: severalEn,
    report: reportEn,
    shapes: shapesEn,
    shipped: shippedEn,
    speed: speedEn,
    experiments: experimentsEn,
    time: timeEn,
    twin: twinEn,
  },
  zh: {
    ...zh,
    alike: alikeZh,
    blocks: blocksZh,
    compare: compareZh,
    data: dataZh,
    landscape: landscapeZh,
    drawer: drawerZh,
    hints: hintsZh,
    maps: mapsZh,
    openedFile: openedFileZh,
    out: outZh,
    predictions: predictionsZh,
    projection: projectionZh,
    queue: queueZh,
    rate: rateZh,
    recipes: recipesZh,
    several: severalZh,
    report: reportZh,
    shapes: shapesZh,
    shipped: shippedZh,
    speed: speedZh,
    experiments: experimentsZh,
    time: timeZh,
    twin: twinZh,
  },
} as const;
