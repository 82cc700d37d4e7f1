/** English: single changes to try, the measured twin in the list of experiments, and results of others to compare with. */
export const experiments = {
  changes: 'One change to your own settings',
  lead: 'Each of them changes the settings it is about and keeps your epochs and pictures.',
  twin: {
    title: 'The measured twin',
    about: 'One pair, looked into block by block.',
  },
  setUp: 'Set up',
  setUpOf: (title: string) => `Set up: ${title}`,
  /** Of the settings that were changed. */
  undo: 'Undo',
  undoOf: (title: string) => `Undo: ${title}`,
  trainOf: (title: string) => `Train: ${title}`,
  each: {
    'plain-twin': {
      title: 'Take the shortcuts away',
      about: 'The same network as now without its shortcuts: a plain one.',
      look: 'Compare its curves with those of the residual network. The deeper both are, the further the plain one falls behind.',
    },
    'high-rate': {
      title: 'A learning rate a hundred times too high',
      about: 'Every step goes much too far, and the next one cannot make up for it.',
      look: 'Watch the loss jump while accuracy stays at that of guessing. A loss that explodes ends the run as diverged.',
    },
    'constant-rate': {
      title: 'One-cycle against a constant rate',
      about:
        'The learning rate stays the same to the end. One-cycle lets it rise first and then fall to zero.',
      look: 'Watch the last epochs: a constant rate keeps test accuracy jumping, under one-cycle it settles.',
    },
    adamw: {
      title: 'AdamW instead of SGD',
      about:
        'Each weight gets a step of its own size. The learning rate becomes 0.002, the default of AdamW.',
      look: 'Compare with a run of SGD, in the first epochs and in the last.',
    },
  },

  others: 'Results of others, to draw beside your own curves',
  othersNot:
    'Published results to compare with are of CIFAR-10: they can be drawn as soon as a run on the charts, or the next run, is on it.',
  referenceNote: (network: string, epochs: number) =>
    `A PyTorch note: ${network}, its first ${epochs} epochs`,
  referencePaper: 'The paper, He et al. 2015: test accuracy after training',
  referenceLevel: (network: string, accuracy: string) => `${network}: ${accuracy}`,
};
