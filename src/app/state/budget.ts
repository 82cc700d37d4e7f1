/**
 * The budget: how long a run may take, and the epochs and pictures that take as long on a device. A plan holds full data
 * where that fits a few epochs, else fewer pictures in a few epochs. Pure; `followBudget.ts` keeps the page's config to it.
 */
import { datasetOf } from '../../training/config.ts';
import { type RunConfig, type SettingKey, settings } from '../../training/settings.ts';
import { evaluationShare } from './stepCost.ts';

/** In seconds. */
export const budgetSeconds = { minute: 60, tenMinutes: 600, hour: 3600 } as const;
export type Budget = keyof typeof budgetSeconds;
export const budgets = Object.keys(budgetSeconds) as readonly Budget[];

/** The settings that a budget chooses. */
export const budgetKeys = ['epochs', 'trainImages', 'testImages'] as const satisfies readonly SettingKey[];
export type BudgetPlan = Pick<RunConfig, (typeof budgetKeys)[number]>;

/** Seconds from which on a run is met with a budget instead. */
export const hopelessSeconds = 30 * 60;

/** Full data for at least so many epochs is worth more than more epochs of less. */
const fewestFullEpochs = 3;
/** Of a part of the data: so many epochs if they can be had. */
const wantedEpochs = 5;
const mostEpochsOfPart = 10;
/** With fewer pictures there is nothing to learn from. */
const fewestPictures = 256;
const fewestTestPictures = 100;
/** Of a part of the training pictures, the share that is tested on. */
const testShare = 1 / 5;

/** Pictures as long to train on as the whole run takes. @param share What a test picture takes of one. */
const trainedPictures = ({ epochs, trainImages, testImages }: BudgetPlan, share: number): number =>
  epochs * (trainImages + testImages * share);

/** Seconds that a run takes. @param speed Pictures a second, in training. */
export const planSeconds = (config: RunConfig, speed: number): number =>
  trainedPictures(config, evaluationShare(config)) / speed;

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Whole batches, but of very few the last may be a part: steps of one batch would miss the budget by half. */
const unitOf = (batchSize: number, pictures: number): number =>
  pictures < 4 * batchSize ? Math.ceil(batchSize / 4) : batchSize;

/** The least of pictures, in whole batches where they are small. */
export const leastPictures = (batchSize: number): number => {
  const unit = unitOf(batchSize, fewestPictures);
  return unit * Math.ceil(fewestPictures / unit);
};

/** Fewer pictures than all, tested on a fifth as many. */
function partOf({ batchSize, dataset }: RunConfig, pictures: number): Omit<BudgetPlan, 'epochs'> {
  const { images } = datasetOf({ dataset });
  const unit = unitOf(batchSize, pictures);
  const whole = Math.max(leastPictures(batchSize), unit * Math.round(pictures / unit));
  const trainImages = Math.min(whole, images.train);
  const tested = Math.max(fewestTestPictures, 100 * Math.round((trainImages * testShare) / 100));
  return { trainImages, testImages: Math.min(tested, images.test) };
}

/**
 * The epochs and pictures of a run that takes about a budget.
 * @param speed Pictures a second that this network trains on.
 */
export function planOf(config: RunConfig, budget: Budget, speed: number): BudgetPlan {
  const { images } = datasetOf(config);
  const { max } = settings.epochs;
  const all = { trainImages: images.train, testImages: images.test };
  const affordable = budgetSeconds[budget] * speed;
  const share = evaluationShare(config);
  const fullEpochs = affordable / trainedPictures({ ...all, epochs: 1 }, share);
  if (fullEpochs >= fewestFullEpochs) return { ...all, epochs: clamp(Math.round(fullEpochs), 1, max) };
  // Whole batches do not fill every budget in five epochs: other numbers of epochs near it may come closer.
  const plans = Array.from({ length: mostEpochsOfPart }, (_, i): BudgetPlan => {
    const epochs = i + 1;
    return { ...partOf(config, affordable / epochs / (1 + testShare * share)), epochs };
  });
  const cost = (plan: BudgetPlan): number =>
    Math.abs(Math.log(trainedPictures(plan, share) / affordable)) +
    0.02 * Math.abs(plan.epochs - wantedEpochs);
  return plans.reduce((best, plan) => (cost(plan) < cost(best) ? plan : best));
}

/** The share by which a plan may miss its budget before it is chosen anew. */
const tolerance = 0.25;

/** Whether the config still takes about as long as a budget allows. */
export const fitsBudget = (config: RunConfig, budget: Budget, speed: number): boolean =>
  Math.abs(planSeconds(config, speed) / budgetSeconds[budget] - 1) <= tolerance;
