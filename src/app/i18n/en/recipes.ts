/** English: the named ways to train, which come with the drawer of settings. */
import type { RecipeName } from '../../../training/recipes.ts';

interface RecipeWords {
  readonly name: string;
  /** One sentence. */
  readonly help: string;
}

const named: Record<RecipeName, RecipeWords> = {
  standard: {
    name: 'Standard',
    help: 'What a run has where nothing was chosen: one cycle of the learning rate, batches of 128, crops and mirrors; sound for any network and time.',
  },
  fast: {
    name: 'Fast',
    help: 'The most accuracy in the fewest epochs: small batches, one cycle of the learning rate, and little augmentation in a short run.',
  },
  paper: {
    name: 'Paper',
    help: 'As He et al. trained on CIFAR-10 in 2015: 64,000 steps at a learning rate of 0.1, divided by ten at 32,000 and 48,000.',
  },
  note: {
    name: 'Note',
    help: 'For the 100 epochs of the PyTorch note; it names nothing else, so the rest is what was usual: a rate of 0.1 that falls along a cosine.',
  },
};

export const recipes = {
  label: 'Recipe',
  own: 'Own settings',
  ownHelp:
    'A recipe sets all that it takes to train at once: optimizer, schedule, batch, augmentation. The network stays as it is.',
  named,
};
