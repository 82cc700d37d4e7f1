/** English: names of the help page's sections. Its prose is in `features/help`, which is loaded when it is opened. */
import type { HelpSection } from '../../state/help.ts';

export const help = {
  sections: {
    page: 'What this page does',
    network: 'From a picture to an answer',
    residual: 'Residual learning',
    shortcuts: 'Identity and projection shortcuts',
    gradient: 'How far a gradient reaches',
    degradation: 'Degradation: when depth hurts',
    'batch-norm': 'Batch norm',
    bottleneck: 'The bottleneck block',
    training: 'Steps, batches and epochs',
    'learning-rate': 'Learning rate, one-cycle and optimizers',
    curves: 'Reading the curves',
    overfitting: 'Overfitting, and what holds it back',
    keys: 'Keyboard',
    sources: 'Sources',
  } satisfies Readonly<Record<HelpSection, string>>,
  contents: 'Contents',
  readMore: 'Read more',
  /** In the palette. */
  about: (section: string) => `Help: ${section}`,
};
