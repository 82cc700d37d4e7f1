/**
 * The named recipes: how to train, as a whole. Each is a value for every setting of `recipeKeys`, so that one can be told from another by
 * looking at a config, and nothing of an earlier choice is left when one is taken. Pure.
 *
 * How good each is stands in docs/RESULTS.md, with the commands that measured it.
 */
import { defaultConfig, type RunConfig, type SettingKey } from './settings.ts';

/** What a recipe decides. The network, the data and the seed it leaves as they are. */
export const recipeKeys = [
  'init',
  'zeroInit',
  'stochasticDepth',
  'optimizer',
  'learningRate',
  'momentum',
  'nesterov',
  'weightDecay',
  'decay',
  'schedule',
  'warmup',
  'batchSize',
  'batchDoubling',
  'labelSmoothing',
  'ema',
  'augment',
  'mirrorTest',
] as const satisfies readonly SettingKey[];

/** Some also say for how long. */
type RecipeSettings = Pick<RunConfig, (typeof recipeKeys)[number]> & Partial<Pick<RunConfig, 'epochs'>>;

/** @param epochs Of the run. */
type Recipe = (epochs: number) => RecipeSettings;

const defaults = Object.fromEntries(recipeKeys.map((key) => [key, defaultConfig[key]])) as RecipeSettings;
/** What papers agreed on: batches of 128, a rate of 0.1, crop and mirror. */
const usual: RecipeSettings = {
  ...defaults,
  learningRate: 0.1,
  nesterov: false,
  batchSize: 128,
  augment: ['crop', 'flip'],
};

const recipes = {
  /** What a run has where nobody chose anything. */
  standard: () => defaults,
  /** The most accuracy in the fewest epochs. */
  fast: (epochs) => ({
    ...defaults,
    batchSize: 64,
    learningRate: 0.2,
    labelSmoothing: 0.1,
    // A network that sees every picture a few times only has nothing of crops but harder pictures.
    augment: epochs <= 5 ? ['flip'] : ['crop', 'flip'],
  }),
  /** He et al. 2015 on CIFAR-10: 64,000 steps, 391 an epoch; drops of the rate at 32,000 and 48,000. */
  paper: () => ({ ...usual, init: 'he', weightDecay: 1e-4, schedule: 'step', epochs: 164 }),
  /** The PyTorch note trains for 100 epochs and says nothing else of it: the rest is what was usual (kuangliu/pytorch-cifar). */
  note: () => ({ ...usual, weightDecay: 5e-4, schedule: 'cosine', epochs: 100 }),
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof recipes;
export const recipeNames = Object.keys(recipes) as RecipeName[];
export const isRecipeName = (name: string): name is RecipeName => Object.hasOwn(recipes, name);

/** What a recipe sets in a run of so many epochs. */
export const recipeSettings = (name: RecipeName, { epochs }: Pick<RunConfig, 'epochs'>): RecipeSettings =>
  recipes[name](epochs);

/** The recipe by which a config trains, if any, for as long as it may be. */
export const recipeOf = (config: RunConfig): RecipeName | undefined =>
  recipeNames.find((name) => {
    const { epochs: _, ...settings } = recipeSettings(name, config);
    return recipeKeys.every((key) => String(config[key]) === String(settings[key]));
  });
