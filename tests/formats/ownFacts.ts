/** A data set of somebody's own, whose words are all that a person may type. */
import { type DatasetFacts, factsOf, type OwnName } from '../../src/data/sets/index.ts';

const name: OwnName = 'own-32-4-12-5-0123456789abcdef';

export const ownFacts: DatasetFacts & { readonly name: OwnName } = {
  ...factsOf(name),
  name,
  title: 'Katzen "& Co":\n猫と犬 \\ <b>',
  classes: ['猫', 'it\'s a "dog"\n', '\\u0041 \u0000 \u2028 \'\'\' """', 'Ärger 🐈‍⬛ مرحبا {0} %s'],
  mean: [0.1, 0.2, 0.3],
  std: [0.4, 0.5, 0.6],
};
