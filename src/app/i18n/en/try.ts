/** English: ready experiments, and results of others to compare with. */
export const experiments = {
  title: 'Experiments',
  lead: 'Each of them changes the settings it is about and keeps your epochs and pictures.',
  twin: {
    title: 'The measured twin',
    about:
      'One button trains a deep network and its plain twin from the same seed, and says in two sentences what was found.',
    open: 'Measure both…',
  },
  setUp: 'Set up',
  setUpOf: (title: string) => `Set up: ${title}`,
  /** Of the settings that an experiment changed. */
  undo: 'Undo',
  undoOf: (title: string) => `Undo: ${title}`,
  trainOf: (title: string) => `Train: ${title}`,
  each: {
    'plain-twin': {
      title: 'Take the shortcuts away',
      about: 'The same network as now without its shortcuts: a plain one.',
      look: 'Compare its curves with those of the residual network. The deeper both are, the further the plain one falls behind.',
    },
    'plain-56': {
      title: 'A plain network of 56 layers',
      about:
        'Deep and without shortcuts, it learns worse than a shallow one, even on the training pictures: this is degradation.',
      look: 'Choose Gradient above the network and watch it from block to block; then compare training accuracy with that of ResNet-56.',
    },
    'residual-56': {
      title: 'Deeper than deep: 20 against 56 layers',
      about: 'With shortcuts, 56 layers can be trained like 20. Train ResNet-20 first, then this.',
      look: 'Compare accuracy epoch by epoch. The deeper network takes longer for each, and needs more of them to be ahead.',
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
    'no-augmentation': {
      title: 'Augmentation off',
      about: 'The network sees the very same pictures in every epoch, neither shifted nor mirrored.',
      look: 'Watch training and test accuracy part: the network learns its pictures by heart.',
    },
    adamw: {
      title: 'AdamW instead of SGD',
      about:
        'Each weight gets a step of its own size. The learning rate becomes 0.002, the default of AdamW.',
      look: 'Compare with a run of SGD, in the first epochs and in the last.',
    },
  },

  others: 'Results of others, to draw beside your own curves',
  referenceNote: (network: string, epochs: number) =>
    `A PyTorch note: ${network}, its first ${epochs} epochs`,
  referencePaper: 'The paper, He et al. 2015: test accuracy after training',
  referenceLevel: (network: string, accuracy: string) => `${network}: ${accuracy}`,
};
