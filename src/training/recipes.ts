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
  'labelSmoothing',
  'ema',
  'augment',
  'mirrorTest',
] as const satisfies readonly SettingKey[];

/** Some also say for how long. */
type RecipeSettings = Pick<RunConfig, (typeof recipeKeys)[number]> & Partial<Pick<RunConfig, 'epochs'>>;

interface Recipe {
  /** One sentence, for the command line's help. */
  readonly help: string;
  readonly source: string;
  /** @param epochs Of the run. */
  readonly settings: (epochs: number) => RecipeSettings;
}

const plain = Object.fromEntries(recipeKeys.map((key) => [key, defaultConfig[key]])) as RecipeSettings;

export const recipes = {
  fast: {
    help: 'the most accuracy in the fewest epochs',
    source: 'https://arxiv.org/abs/1708.07120',
    settings: (epochs) => ({
      ...plain,
      batchSize: 64,
      learningRate: 0.1,
      augment: epochs <= 3 ? ['flip'] : ['crop', 'flip'],
    }),
  },
  paper: {
    help: 'that of He et al. 2015 for CIFAR-10: 64,000 steps at batch 128, the rate divided by ten at 32,000 and 48,000',
    source: 'https://arxiv.org/abs/1512.03385',
    settings: () => ({
      ...plain,
      init: 'he',
      learningRate: 0.1,
      momentum: 0.9,
      nesterov: false,
      weightDecay: 1e-4,
      schedule: 'step',
      batchSize: 128,
      augment: ['crop', 'flip'],
      // 391 steps each on all 50,000 pictures.
      epochs: 164,
    }),
  },
  note: {
    help: 'for the 100 epochs of the PyTorch note that this project grew from, which names nothing else: the usual settings of its time',
    source: 'https://github.com/kuangliu/pytorch-cifar',
    settings: () => ({
      ...plain,
      learningRate: 0.1,
      momentum: 0.9,
      nesterov: false,
      weightDecay: 5e-4,
      schedule: 'cosine',
      batchSize: 128,
      augment: ['crop', 'flip'],
      epochs: 100,
    }),
  },
} as const satisfies Record<string, Recipe>;

export type RecipeName = keyof typeof recipes;
export const recipeNames = Object.keys(recipes) as RecipeName[];
export const isRecipeName = (name: string): name is RecipeName => Object.hasOwn(recipes, name);

/** What a recipe sets in a run of so many epochs. */
export const recipeSettings = (name: RecipeName, { epochs }: Pick<RunConfig, 'epochs'>): RecipeSettings =>
  recipes[name].settings(epochs);

/** The recipe by which a config trains, if any, for as long as it may be. */
export const recipeOf = (config: RunConfig): RecipeName | undefined =>
  recipeNames.find((name) => {
    const { epochs: _, ...settings } = recipeSettings(name, config);
    return recipeKeys.every((key) => String(config[key]) === String(settings[key]));
  });
