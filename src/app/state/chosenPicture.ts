/**
 * Which picture the page looks at: whoever shows what a network makes of a picture (its classes, its feature maps) shows it of this one.
 * The first is a sample picture of the data set; a test picture or a person's own comes by choice. A store without React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DatasetFacts, DatasetName } from '../../data/sets/index.ts';
import type { Pictures } from '../../training/questions.ts';

export type ChosenPicture =
  /** One of the sample pictures in the data set's facts, by its place among them. */
  | { readonly kind: 'sample'; readonly number: number }
  /** A picture of the test split of a data set, by its place there. */
  | { readonly kind: 'test'; readonly dataset: DatasetName; readonly index: number }
  /** A person's own, as the network sees it: S·S·3 bytes, RGB, S being the side of the data set's pictures. */
  | { readonly kind: 'own'; readonly pixels: Uint8Array };

export interface ChosenPictureState {
  readonly picture: ChosenPicture;
  /** Whether a person chose it: then it stays. */
  readonly byHand: boolean;
}

export interface ChosenPictureStore {
  readonly store: StoreApi<ChosenPictureState>;
  readonly actions: {
    choose(picture: ChosenPicture): void;
    /** The picture that is looked at stays, as if a person had chosen it. */
    hold(): void;
    /** The next of so many sample pictures, as long as nobody has chosen one. */
    turn(samples: number): void;
  };
}

type Facts = Pick<DatasetFacts, 'name' | 'samples'>;

/** The picture, or where it is of another data set the first sample. */
export const ofDataset = (picture: ChosenPicture, { name }: Pick<Facts, 'name'>): ChosenPicture =>
  picture.kind === 'test' && picture.dataset !== name ? { kind: 'sample', number: 0 } : picture;

/** Its place among the sample pictures; undefined of a picture that is none of them. */
export function sampleNumber(chosen: ChosenPicture, facts: Facts): number | undefined {
  const picture = ofDataset(chosen, facts);
  const { samples } = facts;
  switch (picture.kind) {
    case 'sample':
      return samples.length > 0 ? picture.number % samples.length : undefined;
    case 'test': {
      const number = samples.findIndex(({ index }) => index === picture.index);
      return number < 0 ? undefined : number;
    }
    case 'own':
      return undefined;
    default:
      return picture satisfies never;
  }
}

/** What a network is asked about it; undefined where the data set has no such picture. */
export function picturesOf(chosen: ChosenPicture, facts: Facts): Pictures | undefined {
  const picture = ofDataset(chosen, facts);
  if (picture.kind === 'own') return { kind: 'pixels', images: picture.pixels };
  if (picture.kind === 'test') return { kind: 'test', indices: [picture.index] };
  const sample = facts.samples[sampleNumber(picture, facts) ?? -1];
  return sample && { kind: 'test', indices: [sample.index] };
}

export function createChosenPicture(): ChosenPictureStore {
  const store = createStore<ChosenPictureState>(() => ({
    picture: { kind: 'sample', number: 0 },
    byHand: false,
  }));
  return {
    store,
    actions: {
      choose: (picture) => store.setState({ picture, byHand: true }),
      hold: () => store.setState({ byHand: true }),
      turn(samples) {
        const { picture, byHand } = store.getState();
        if (byHand || picture.kind !== 'sample' || samples === 0) return;
        store.setState({ picture: { kind: 'sample', number: (picture.number + 1) % samples } });
      },
    },
  };
}
